"""Put the modules of each page into one script, by esbuild, unless it is there already.

esbuild comes by npm (`npm.py`). Where it cannot be had, the course serves its modules one by one, as they are written.

python bundling/bundle.py [a file that names their folders when they are there]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from app.content import load_course  # noqa: E402 - found below this folder's parent
from app.pages.files.assets import SHEETS, sheets_of  # noqa: E402
from app.pages.files.bundles import ALONE, HOSTED, SITE, Bundles, Kinds, alone_kinds, hosted_kinds, page_kinds  # noqa: E402
from app.told import Told  # noqa: E402
from bundling.npm import TOOLS, installed, run  # noqa: E402

KEPT = 16
SERVED = ("--format=esm",)
BY_ITSELF = (
    "--format=iife",
    f"--alias:wd/page/wire.js={ROOT / 'static/js/alone/wire.js'}",
    f"--alias:wd/figure/canvas.js={ROOT / 'static/js/alone/canvas.js'}",
)
"""For pages without a server: plain scripts, which a page from a disk may load, a wire that nobody hears, no Bokeh."""
KEYVAL = TOOLS / "bundling/node_modules/idb-keyval/dist/index.js"


def main() -> int:
    """Make the bundles; say so where they cannot be made."""
    made: list[str] = []
    try:
        course = load_course(ROOT / "lessons")
        for kinds, how in ((page_kinds(course), SERVED), (hosted_kinds(), SERVED), (alone_kinds(course), BY_ITSELF)):
            bundles = Bundles(ROOT, kinds)
            if not bundles.files():
                make(bundles, esbuild(), how)
            made.append(bundles.folder.name)
        for stamp in sys.argv[1:]:
            Path(stamp).write_text("\n".join(made) + "\n", "utf-8")
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", None) or error
        sys.stderr.write(f"No bundles: {said}\nThe course works without them, a second or two later on a phone.\n")
    return 0


def esbuild() -> Path:
    """Return esbuild; its install script puts its program for this machine in the place of a slower starter."""
    return installed(ROOT / "bundling", TOOLS / "bundling") / "esbuild/bin/esbuild"


def make(bundles: Bundles, program: Path, how: Iterable[str]) -> None:
    """Make all bundles in a folder beside their own, then give it its name: half of them are never seen."""
    bundles.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=bundles.folder.parent) as work:
        entries = [entry(Path(work), kinds, bundles.path(kinds).name) for kinds in bundles.kinds]
        if () in bundles.kinds:  # those that a server of ours gives to its pages
            entries.append(colours(Path(work), bundles.colours.name))
        aliases = {
            "wd": ROOT / "static/js",
            "playground": ROOT / "static/playground",
            "idb-keyval": KEYVAL,
            "@lezer": TOOLS / "bundling/node_modules/@lezer",
        }
        run(
            str(program),
            *map(str, entries),
            "--bundle",
            "--minify",
            *how,
            "--target=es2022",
            "--charset=utf8",
            "--log-level=error",
            "--loader:.css=text",
            f"--outdir={work}/made",
            *(f"--alias:{name}={folder}" for name, folder in aliases.items()),
        )
        told, made = Told(), [*(Path(work) / "made").glob("*.js")]
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # brotli lets go of the interpreter while it compresses
            for done, _ in enumerate(pool.map(compress, made), 1):
                told("scripts compressed", done, len(made))
        told.end()
        with suppress(FileExistsError):  # another process was as quick
            (Path(work) / "made").rename(bundles.folder)
    forget_old(bundles.folder.parent)


def compress(path: Path) -> None:
    """Lay a script beside itself as it is sent."""
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(path.read_bytes(), quality=11))


def forget_old(folder: Path) -> None:
    """Keep the newest bundles, those of servers that may still run among them."""
    for old in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old)


def entry(work: Path, kinds: Kinds, name: str) -> Path:
    """Write the first module of a bundle: it offers the views, and then runs what every page runs."""
    if kinds and kinds[0] == HOSTED:
        return hosted(work, kinds[1], name)
    own = {ALONE: "figure", SITE: "page"}.get(kinds[0]) if kinds else None
    runs = f'import {{ run }} from "wd/alone/{own}.js";\nrun();\n' if own else 'import "wd/page/page.js";\n'
    kinds = kinds[1:] if own else kinds
    offers = work / f"views-{name}"
    views = [f'import * as {kind} from "{ROOT}/app/widgets/{kind}/view.js"; offer("{kind}", {kind});' for kind in kinds]
    offers.write_text("\n".join(['import { offer } from "wd/page/views.js";', *views]), "utf-8")
    path = work / name
    path.write_text(f'import "./{offers.name}";\n{runs}', "utf-8")
    return path


def colours(work: Path, name: str) -> Path:
    """Write the first module of what an opened playground fetches to colour programs."""
    path = work / name
    path.write_text(f'export {{ stretches }} from "{ROOT}/bundling/colours.js";\n', "utf-8")
    return path


def hosted(work: Path, kind: str, name: str) -> Path:
    """Write the first module of a figure that stands in another's page, with its styles and what Bokeh draws."""
    folder = ROOT / "app" / "widgets" / kind
    tokens, *shared = (ROOT / "static/css" / f"{each}.css" for each in ("tokens", *SHEETS))
    sheets = [tokens, ROOT / "app/notebook/hosted.css", *shared, *sheets_of(folder)]
    canvases = {f"/widgets/{kind}/{path.name}": path for path in sorted(folder.glob("*.canvas.json"))}
    lines = [f"import {{ mount }} from '{folder}/view.js';"]
    lines += [f"import {{ hosted }} from '{ROOT}/app/notebook/hosted.js';"]
    lines += [f"import sheet{i} from '{sheet}';" for i, sheet in enumerate(sheets)]
    lines += [f"import canvas{i} from '{path}';" for i, path in enumerate(canvases.values())]
    css = ", ".join(f"sheet{i}" for i in range(len(sheets)))
    drawn = ", ".join(f"'{url}': canvas{i}" for i, url in enumerate(canvases))
    lines.append(f"export default hosted(mount, [{css}].join('\\n'), {{ {drawn} }});")
    path = work / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
