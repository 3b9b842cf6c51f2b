"""Surprise and entropy: one distribution to drag, and its surprises weighted by how often they come."""
