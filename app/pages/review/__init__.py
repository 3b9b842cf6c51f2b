"""The review: which question comes next, and how a session went."""
