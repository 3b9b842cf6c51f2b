"""Lesson files to immutable objects to HTML; knows no widget, no Panel, no database."""
