"""Learner text to answer to graded outcome with its feedback; pure."""
