"""icsgov: the meeting records of the boards of an integrated care system."""

__version__ = "0.1.0"
