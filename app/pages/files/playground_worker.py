"""The playground's worker: Python in the page, cut off from everything, in one file.

The file is put together from Brython, which set-up brings like any other dependency, from those of its modules that a
learner may import, and from the parts in `static/playground/worker`. It is one file because its policy lets it fetch
nothing: `unsafe-eval`, which Brython needs, holds for this one response, and no page gets it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

from app.pages.files.assets import COLOURS, PLAYGROUND, ROOT, Asset, Assets

#: The worker's parts: the first one stands before Brython, the others after it.
PARTS = ("language", "digits", "formats", "arithmetic", "running", "sealing")
#: What a learner may import beside the builtins.
OFFERED = (
    "math",
    "random",
    "itertools",
    "functools",
    "collections",
    "operator",
    "bisect",
    "heapq",
    "string",
)
#: What those import in turn; a test imports every offered one.
NEEDED = (
    "_collections",
    "_collections_abc",
    "_functools",
    "_operator",
    "_py_abc",
    "_random",
    "_sha2",
    "_string",
    "_thread",
    "_weakref",
    "_weakrefset",
    "abc",
    "genericpath",
    "keyword",
    "os",
    "posix",
    "posixpath",
    "reprlib",
    "stat",
    "sys",
    "types",
)
#: Ours stand in `static/playground/modules`: most in the place of Brython's, these after what Brython has.
ADDED_TO = ("_functools", "itertools", "math")


def brython_folder() -> Path | None:
    """Return the folder with Brython's scripts, or None where set-up did not bring it."""
    spec = find_spec("brython")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "data"
    return folder if (folder / "brython.js").exists() and (folder / "brython_stdlib.js").exists() else None


class PlaygroundWorker(Asset):
    """The worker as one of the files that we serve: compressed, versioned, and with a policy of its own."""

    headers: ClassVar[Mapping[str, str]] = {
        "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-eval'; base-uri 'none'",
    }

    @cached_property
    def content(self) -> bytes:
        """Brython, the offered modules, and our parts."""
        first, *parts = [(ROOT / "static/playground/worker" / f"{part}.js").read_text("utf-8") for part in PARTS]
        library = (self.path / "brython_stdlib.js").read_text("utf-8")
        modules = f"__BRYTHON__.use_VFS = true;\n__BRYTHON__.update_VFS({json.dumps(_modules(library))});\n"
        offered = f"__BRYTHON__.offered = {json.dumps(OFFERED)};\n"
        brython = (self.path / "brython.js").read_text("utf-8")
        return "\n;".join([first, brython, modules, offered, *parts]).encode()

    @property
    def content_type(self) -> str:
        """A script; its path is the folder that it is made from."""
        return "text/javascript; charset=utf-8"


def serve_playground(assets: Assets, colours: Path | None = None) -> None:
    """Serve the worker, if set-up has brought what it needs; else the pages show the programs and say so.

    `colours` is the script that colours what is typed; without it the editor has one colour.
    """
    folder = brython_folder()
    if folder is not None:
        assets.add(PlaygroundWorker(PLAYGROUND, folder, assets.url))
        if colours is not None and colours.exists():
            assets.add(Asset(COLOURS, colours, assets.url))


def _modules(library: str) -> Mapping[str, Sequence[object]]:
    """Return Brython's own form of the modules, without the ones that reach out of the worker."""
    every = json.loads(library[library.index("{") : library.rindex("}") + 1])
    modules = {name: every[name] for name in (*OFFERED, *NEEDED) if name in every}
    for path in sorted((ROOT / "static/playground/modules").iterdir()):
        name, text = path.stem, path.read_text("utf-8")
        if name in ADDED_TO:
            text = every[name][1] + ("\n;" if path.suffix == ".js" else "\n") + text
        modules[name] = [path.suffix, text, [[]]]
    return modules
