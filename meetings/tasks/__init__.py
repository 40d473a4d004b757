"""Long jobs, messages and what the clock starts."""
