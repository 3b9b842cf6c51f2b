"""A lesson: its page, its questions and predictions, its end."""
