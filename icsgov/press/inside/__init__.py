"""What runs inside the cage: here, and nowhere else, foreign files are opened."""
