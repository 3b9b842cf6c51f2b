"""A figure on a page: in its place, for a lecture, and alone."""
