"""Demo data of the strategy: facts that were published, in words of our own."""
