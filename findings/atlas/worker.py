"""Run the pieces of one program in the environment of its library; the standard library alone is imported here.

`python worker.py JOB RESULTS`: the job holds the imports, and pieces of code with the inputs of a question each. Each
piece runs in a copy of the names that the imports left; its last line is an expression, whose value is the answer.
"""

import ast
import contextlib
import io
import json
import math
import os
import sys
import warnings
from importlib.metadata import version

QUIET = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, ImportWarning, ResourceWarning)


def numbers(value):
    """Return a list with its infinities read."""
    return [float(each) if isinstance(each, str) and each.endswith("inf") else each for each in value]


def given(value, convert):
    """Return an input as a reader of this library would make it."""
    if not isinstance(value, list):
        return value
    value = numbers(value)
    plain = all(isinstance(each, float) for each in value)
    return convert(value) if convert and plain else value


def execute(code, names):
    """Run lines, and return the value of the last one."""
    tree = ast.parse(code)
    last = tree.body.pop()
    if not isinstance(last, ast.Expr):
        raise TypeError(f"the last line is no expression: {ast.unparse(last)}")
    exec(compile(tree, "piece", "exec"), names)
    return eval(compile(ast.Expression(last.value), "piece", "eval"), names)


def precision(value, default):
    """Return the coarser of the precision of an answer's type and of the one that its inputs come in."""
    return "float32" if "float32" in str(getattr(value, "dtype", "")) else default


def answer(piece, imported, convert):
    """Return what one piece gave, as plain values."""
    names = dict(imported) | {name: given(value, convert) for name, value in piece["inputs"].items()}
    result = {"printed": "", "value": None, "raised": None, "warnings": [], "precision": piece["precision"]}
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("always")
        try:
            value = execute(piece["code"], names)
            number = float(value)
        except Exception as error:  # whatever a library raises is its answer
            said = str(error).strip().splitlines()
            result["raised"] = f"{type(error).__name__}: {said[0] if said else ''}"[:300]
        else:
            result["printed"] = str(value)
            result["value"] = number if math.isfinite(number) else str(number)
            result["precision"] = precision(value, piece["precision"])
    seen = [each for each in caught if not issubclass(each.category, QUIET)]
    result["warnings"] = sorted(
        {f"{each.category.__name__}: {str(each.message).splitlines()[0]}"[:300] for each in seen}
    )
    return result


def main(job, results):
    """Run every piece of a job."""
    with open(job, encoding="utf-8") as file:
        task = json.load(file)
    imported = {}
    exec(compile(task["imports"], "imports", "exec"), imported)
    convert = eval(task["convert"], imported) if task["convert"] else None

    done = {
        "answers": [answer(piece, imported, convert) for piece in task["pieces"]],
        "packages": {name: version(name) for name in task["packages"]},
    }
    with open(results, "w", encoding="utf-8") as file:
        json.dump(done, file)
    sys.stdout.flush()
    os._exit(0)  # some libraries leave threads behind that would keep the process


if __name__ == "__main__":
    main(*sys.argv[1:])
