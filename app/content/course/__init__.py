"""The course as immutable objects."""
