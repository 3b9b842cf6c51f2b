"""Two losses of a yes-or-no model, and how hard each pulls at its logit."""
