"""The widgets, a folder each: state, view, and what is seen."""
