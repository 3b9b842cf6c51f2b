"""The course page, and the questions that are asked before the course and after it."""
