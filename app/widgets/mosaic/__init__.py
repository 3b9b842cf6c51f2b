"""A joint distribution as a mosaic of areas, and what its two sides say about each other."""
