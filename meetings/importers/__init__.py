"""What comes in from files that were filled in elsewhere."""
