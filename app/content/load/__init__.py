"""Folders to a course, or to all its faults; a course that was loaded before."""
