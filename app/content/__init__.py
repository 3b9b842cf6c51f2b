"""Lesson files to immutable objects to HTML; knows no widget, no Panel, no database."""

from app.content.course.authored_check import AuthoredCheck
from app.content.course.claims import Claim, prove
from app.content.course.glossary import Term, Use
from app.content.course.lesson import Course, Lesson, ReferencePage, Section, Widget
from app.content.course.playground import Playground
from app.content.course.slot import Slot
from app.content.load.course import load_course, stray_files
from app.content.prose.markdown import fragment
from app.content.prose.render import Slots, render
from app.content.prose.text_context import TextContext
from app.content.source.problem import ContentError, Place, Problem

__all__ = [
    "AuthoredCheck",
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
    "TextContext",
    "Use",
    "Widget",
    "fragment",
    "load_course",
    "prove",
    "render",
    "stray_files",
]
