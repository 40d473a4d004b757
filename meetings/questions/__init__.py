"""Questions from the public: asked, moderated, answered, printed; and what is forgotten again."""
