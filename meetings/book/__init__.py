"""The reading room's book: what a member has to read, where they stand in it, what they noted."""
