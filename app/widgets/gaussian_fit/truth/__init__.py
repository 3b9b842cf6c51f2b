"""The truth P: a mixture of one to four bumps."""
