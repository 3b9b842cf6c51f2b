"""Run shown lines in the environment that has their library: `python figure_worker.py JOB RESULTS`."""

import contextlib
import io
import json
import math
import sys
import warnings


def ran(piece):
    """Return the values of the quantities that lines leave, and what they raise."""
    names = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(piece["code"], names)
        values = {quantity: float(eval(said, names)) for quantity, said in piece["said"].items()}
        spread = float(eval(piece["spread"], names)) if piece["spread"] else None
    except Exception as error:  # what the lines raise is the finding
        return {"values": {}, "spread": None, "raised": f"{type(error).__name__}: {error}"[:300]}
    values = {quantity: value if math.isfinite(value) else str(value) for quantity, value in values.items()}
    return {"values": values, "spread": spread, "raised": None}


warnings.simplefilter("ignore")  # a number with a gradient is read as a number
with open(sys.argv[1], encoding="utf-8") as file:
    work = json.load(file)
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump([ran(piece) for piece in work], file)
