"""The only place that joins content, widgets, checks and progress."""
