"""The model Q: one Gaussian, and where it is best."""
