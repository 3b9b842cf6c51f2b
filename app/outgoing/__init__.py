"""Requests of ours to others' servers: held to bounds, and repeated with patience."""
