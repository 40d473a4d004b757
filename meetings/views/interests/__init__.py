"""Pages of interests: one's own, a board's register, rounds, items of a meeting, the public's."""
