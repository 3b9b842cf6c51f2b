"""Wrong Dictionary: an interactive course on entropy, cross-entropy and KL divergence."""

__version__ = "0.2.0"
"""In `/healthz`, at the foot of each page, and in CHANGELOG.md."""
