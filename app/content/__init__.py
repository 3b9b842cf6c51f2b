"""Lesson files to immutable objects to HTML; knows no widget, no Panel, no database."""

from app.content.claims import Claim, prove
from app.content.glossary import Term, Use
from app.content.lesson import Course, Lesson, ReferencePage, Section, Widget
from app.content.load import load_course, stray_files
from app.content.markdown import fragment
from app.content.playground import Playground
from app.content.problem import ContentError, Place, Problem
from app.content.render import Slots, render
from app.content.slot import Slot
from app.content.writing import Writing
from app.content.written_check import WrittenCheck

__all__ = [
    "Claim",
    "ContentError",
    "Course",
    "Lesson",
    "Place",
    "Playground",
    "Problem",
    "ReferencePage",
    "Section",
    "Slot",
    "Slots",
    "Term",
    "Use",
    "Widget",
    "Writing",
    "WrittenCheck",
    "fragment",
    "load_course",
    "prove",
    "render",
    "stray_files",
]
