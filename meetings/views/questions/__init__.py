"""Questions from the public: asking, the asker's own page, and the desk."""
