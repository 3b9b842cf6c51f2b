"""A learner's own pages: how firm the ideas are, what is kept, other devices, codes."""
