"""Run the lines for PyTorch that "Show the Python" shows, over drawn states of every figure, beside the kernel.

`make atlas ONLY=figures`. SciPy's lines are run by `make test`, which has SciPy; PyTorch is run here, in the
environment of the column. What was compared is stored in `app/atlas/figures.json`.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parents[1]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

from widgets.drawn_states import DRAWN, states  # noqa: E402 - the house comes first
from widgets.older_states import older_states  # noqa: E402

from app.atlas.shown_lines import RECORD, lines_hash  # noqa: E402
from app.pages.kinds import KINDS  # noqa: E402

COUNT = {"gaussian_fit": 4, "descent": 6, "ngram": 12}
#: Quantities of a figure, and what the lines for PyTorch call them; where nothing stands, they say what SciPy's do.
SAID = {
    "letter_guess": {"surprisal": "told[-1]", "average": "told.mean()", "entropy": "H", "ceiling": "ceiling"},
    "pmf_bars": {"entropy": "H_p", "cross-entropy": "cross", "kl": "kl", "kl-reverse": "kl_reverse", "js": "js"},
    "telegram": {"entropy": "entropy"},
    "tangent": {"log-mean": "log_of_mean", "mean-log": "mean_of_log", "jensen-gap": "gap"},
    "logits": {"cross-entropy": "loss", "kl": "gap"},
    "loss_gradients": {
        "log-loss": "log_loss",
        "squared-error": "squared_error",
        "log-loss-slope": "log_loss_slope",
        "squared-error-slope": "squared_error_slope",
    },
    "ngram": {"perplexity": "loss.exp()"},
    "gaussian_pull": {"kl-reverse": "kl"},
    "distillation": {
        "kl": "kl",
        "scaled-kl": "temperature**2 * kl",
        "label-loss": "F.cross_entropy(z.detach(), label)",
    },
    "leash": {"kl-reverse": "(best * torch.log(best / ref)).nansum()", "reward": "(best * r).sum()"},
    "triangle": {"direct": "length(A, C)", "first": "first", "second": "second", "way-round": "first + second"},
    # It draws a million points, and says how far its average may be off.
    "gaussian_fit": {"kl-reverse": "((Q.log_prob(x) - P.log_prob(x)) * per_nat).mean()"},
    # Its training draws another sample than the figure's: that it runs is all that can be asked of it.
    "descent": {},
}
SPREAD = {"gaussian_fit": "6 * ((Q.log_prob(x) - P.log_prob(x)) * per_nat).std() / 1000"}


def run_figures(python: Path) -> None:
    """Run the lines of every figure, store how far they are from the kernel, and print it."""
    work, kept = [], {}
    for kind, widget in KINDS.items():
        said = SAID.get(kind, widget.python_results)
        drawn = (states if widget in DRAWN else older_states)(widget, COUNT.get(kind, 40))
        kept[kind] = {"states": len(drawn), "quantities": sorted(said), "lines": lines_hash(widget), "different": []}
        for state in drawn:
            results = state.results()
            wanted = {quantity: results[quantity] for quantity in said if quantity in results}
            code = widget.shown_python.code("torch", state.shown_values())
            work.append({"kind": kind, "code": code, "said": said, "spread": SPREAD.get(kind), "wanted": wanted})
    for piece, found in zip(work, ran(python, work), strict=True):
        entry = kept[piece["kind"]]
        if found["raised"]:
            entry["different"].append(found["raised"])
            continue
        for quantity, wanted in piece["wanted"].items():
            value = float(found["values"][quantity])
            slack = max(1e-9 * abs(wanted), 1e-13, found["spread"] or 0.0)
            if not (value == wanted or abs(value - wanted) <= slack):
                entry["different"].append(f"{quantity}: {value!r}, and the kernel says {wanted!r}")
    record = {
        "library": "torch",
        "version": version(python),
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
    }
    RECORD.write_text(json.dumps(record | {"figures": kept}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for kind, entry in kept.items():
        compared = ", ".join(entry["quantities"]) or "run only"
        print(f"{kind}: {entry['states']} states, {compared}; different: {len(entry['different'])}")
        for line in entry["different"][:4]:
            print(f"  {line}")


def ran(python: Path, work: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the pieces left, run by the Python that has PyTorch."""
    with tempfile.TemporaryDirectory() as folder:
        job, results = Path(folder, "job.json"), Path(folder, "results.json")
        job.write_text(json.dumps(work, default=str), encoding="utf-8")
        subprocess.run(
            [python, "-X", "utf8", HERE / "figure_worker.py", job, results], cwd=folder, check=True, timeout=1200
        )
        return json.loads(results.read_text(encoding="utf-8"))


def version(python: Path) -> str:
    """Return the version of PyTorch."""
    command = [python, "-c", "import importlib.metadata as m; print(m.version('torch'))"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
