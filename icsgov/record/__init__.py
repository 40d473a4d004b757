"""Trees, builds, releases and what the public reads."""
