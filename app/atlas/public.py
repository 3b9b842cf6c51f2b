"""`GET /data/atlas.json`: the atlas as data for others, documented on the page `/libraries`.

`format` grows by one when a field changes its meaning or goes; new fields may come without that. The data are in the
public domain (CC0 1.0). A number that JSON cannot hold is a text: "inf", "-inf", "nan".
"""

import json
from typing import Any

from app.atlas.atlas import Atlas
from app.atlas.question import Question
from app.atlas.record import Cell, Library, Run, plain_number
from app.atlas.verdict import MEANINGS, Verdict

FORMAT = 1
LICENCE = "CC0-1.0"
LONGEST_INPUT = 50
"""A longer list is given by the line of Python that makes it, and not number by number."""


def public_json(atlas: Atlas) -> bytes:
    """Return the whole atlas as JSON."""
    whole = {
        "format": FORMAT,
        "licence": LICENCE,
        "documentation": "/libraries#data",
        "date": max(library.date for library in atlas.libraries),
        "verdicts": {str(kind): meaning for kind, meaning in MEANINGS.items()},
        "questions": [_question(each) for each in atlas.questions],
        "libraries": [_library(each) for each in atlas.libraries],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _question(question: Question) -> dict[str, Any]:
    short = {name: value for name, value in question.inputs.items() if not _long(value)}
    return {
        "id": question.id,
        "title": question.title,
        "asks": question.asks,
        "given": question.given,
        "inputs": short,
        "truth": plain_number(question.truth),
        "unit": question.unit,
        "slack": question.slack,
        "others": {name: plain_number(number) for name, number in question.others.items()},
    }


def _long(value: object) -> bool:
    return isinstance(value, list | str) and len(value) > LONGEST_INPUT


def _library(library: Library) -> dict[str, Any]:
    return {
        "id": library.id,
        "name": library.name,
        "about": library.about,
        "version": library.version,
        "packages": dict(library.packages),
        "python": library.python,
        "platform": library.platform,
        "date": library.date,
        "imports": library.imports,
        "made_with": library.given,
        "cells": [_cell(each) for each in library.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    instead = cell.instead
    return {
        "address": f"/libraries#{cell.anchor}",
        "question": cell.question.id,
        "call": cell.how,
        **_run(cell.call, cell.verdict),
        "instead": _run(instead, cell.repair) if instead and cell.repair else None,
    }


def _run(run: Run, verdict: Verdict) -> dict[str, Any]:
    answer = run.answer
    return {
        "code": run.code,
        "prints": answer.printed,
        "value": plain_number(answer.value),
        "unit": answer.unit,
        "precision": answer.precision,
        "raises": answer.raised,
        "warnings": list(answer.warnings),
        "verdict": str(verdict.kind),
        "note": verdict.note,
    }
