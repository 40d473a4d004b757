"""What leaves the desk as a file of another program."""
