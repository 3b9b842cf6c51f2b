"""A small language model of letters, the text that it was trained on, and how it is surprised by another."""
