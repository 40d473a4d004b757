"""Forms of the strategy desk."""
