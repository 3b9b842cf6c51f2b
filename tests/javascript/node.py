"""Our modules that need no page, asked in Node: the engine of Chromium, without a browser around it."""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path
from typing import Any

from bundling import npm

HERE = Path(__file__).parent


class Refused(Exception):  # noqa: N818 - what a module says, not what went wrong here
    """A module has thrown; the text is the error's name and message."""


class Node:
    """A process that imports modules by their names in the import map, and answers."""

    def __init__(self) -> None:
        command = [npm.node(), HERE / "answers.mjs"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def ask(self, work: str, *modules: str, argument: Any = None) -> Any:
        """Return what a function of JavaScript gives, to which come the modules and then the argument."""
        asked = {"modules": modules, "work": work, "argument": _for_json(argument)}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline(), object_hook=_number)
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["value"]

    def close(self) -> None:
        """End it."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _for_json(value: Any) -> Any:
    if isinstance(value, float) and (not math.isfinite(value) or (value == 0 and math.copysign(1, value) < 0)):
        return {"$": "-0" if value == 0 else "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"}
    if isinstance(value, dict):
        return {name: _for_json(each) for name, each in value.items()}
    return [_for_json(each) for each in value] if isinstance(value, (list, tuple)) else value


def _number(found: dict[str, Any]) -> Any:
    return float(found["$"]) if found.keys() == {"$"} else found
