"""Pages of the papers on the desk."""
