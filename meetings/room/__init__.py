"""The meeting while it is held: what is tapped, what the secretary and the chair see."""
