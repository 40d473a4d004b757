"""Pages of attendance: replies, the roll of a meeting, the year of a board."""
