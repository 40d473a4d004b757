"""Views of the reading room beyond the agenda: brief, pages, notes, what changed, questions."""
