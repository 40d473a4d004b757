"""Pages of the strategy: public ones made from releases alone, and the desk."""
