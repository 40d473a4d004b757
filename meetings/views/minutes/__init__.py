"""The minutes on the desk: written, cleared, released, corrected."""
