"""What a meeting would release now; the only queries of the river."""
