"""The meeting while it is held: the secretary's screen, the taps, the chair's view."""
