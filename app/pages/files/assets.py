"""The files that a page loads: served by us, compressed once, and cached for as long as their content stays."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import brotli
from markupsafe import Markup
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from app.house import HOUSE, code_in
from app.pages.http.request_id import HEADER, request_id


def package_folder(name: str) -> Path:
    """Return the folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed; run: make setup")
    return Path(spec.origin).parent


ROOT = HOUSE
LIBRARIES: Mapping[str, Path] = {"bokeh.min.js": package_folder("bokeh") / "server" / "static" / "js" / "bokeh.min.js"}
"""What draws the canvases of figures that have some, fetched when one of them is touched."""
PLAYGROUND = "/lib/playground.js"
COLOURS = "/lib/colours.js"
KEYVAL = "/lib/idb-keyval.js"
NPM = ROOT / ".tools/bundling/node_modules"
"""Where set-up puts the packages of `bundling/package.json`; a bundle holds what it needs of them."""
COMPRESSED_ALREADY = {".woff2", ".png", ".ico"}
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
FONT = re.compile(r'url\("\.\.(/fonts/[\w.-]+)"\)')
SLICE = 64 * 1024
"""Bytes that are copied for a client at a time."""
FOR_EVER = "public, max-age=31536000, immutable"


SHEETS = ("widgets", "controls", "columns", "drawing")
"""The style sheets that all figures share; those of a page's figures come after them."""


def sheets_of(folder: Path) -> tuple[Path, ...]:
    """Return the style sheets of a widget, by its folder: its own, and those of its rooms, in their order."""
    return (folder / f"{folder.name}.css", *sorted(folder.glob("*/*.css")))


@dataclass(frozen=True)
class Asset:
    """One file, or several in the place of one, read and compressed when it is first asked for."""

    url: str
    path: Path
    versioned: Callable[[str], str]
    more: tuple[Path, ...] = field(default=(), kw_only=True)

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file; a style sheet names fonts under their version, as the page does."""
        content = b"\n".join(path.read_bytes() for path in (self.path, *self.more))
        if self.path.suffix != ".css":
            return content
        return FONT.sub(lambda font: f'url("{self.versioned(font[1])}")', content.decode()).encode()

    def encoded(self, accepted: str) -> tuple[str | None, bytes]:
        """Return the best encoding that a browser accepts (None where none helps), and the bytes in it."""
        if self.path.suffix in COMPRESSED_ALREADY:
            return None, self.content
        if "br" in accepted:  # browsers offer it over HTTPS, and to this machine
            return "br", self._brotli
        return ("gzip", self._gzip) if "gzip" in accepted else (None, self.content)

    @cached_property
    def _brotli(self) -> bytes:
        ready = self.path.with_name(f"{self.path.name}.br")  # by set-up, which has the time to do it well
        if ready.exists():
            return ready.read_bytes()
        return bytes(brotli.compress(self.content, quality=9))

    @cached_property
    def _gzip(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    @cached_property
    def version(self) -> str:
        """A short hash of the content: the same address never means two contents."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def versioned_url(self) -> str:
        """The address under which a browser may keep the file for ever."""
        return f"{self.url}?v={self.version}"

    #: What is sent with it beside its type.
    headers: ClassVar[Mapping[str, str]] = {}

    @property
    def content_type(self) -> str:
        """The media type."""
        return TYPES.get(self.path.suffix) or mimetypes.guess_type(self.path.name)[0] or "application/octet-stream"


class Assets:
    """Every file that may be served, by its address; nothing else on the disk can be named."""

    def __init__(self, root: Path = ROOT, bundles: Mapping[tuple[str, ...], Path] | None = None) -> None:
        self._by_url = {url: Asset(url, path, self.url) for url, path in _find(root)}
        for widget in sorted((code_in(root) / "widgets").glob("*/view.py")):
            own, *more = sheets_of(widget.parent)
            self.add(Asset(f"/css/{own.name}", own, self.url, more=tuple(more)))
        self._bundles = {kinds: f"/bundle/{path.name}" for kinds, path in (bundles or {}).items()}
        for kinds, path in (bundles or {}).items():
            self.add(Asset(self._bundles[kinds], path, self.url))

    @property
    def bundled(self) -> bool:
        """Whether each page has one script; else it has a module for each of ours, and an import map."""
        return bool(self._bundles)

    def entry(self, kinds: Iterable[str]) -> str:
        """Return what a page with these kinds of figures imports to come to life."""
        return self.url(self._bundles[tuple(kinds)]) if self.bundled else "wd/page/page.js"

    def add(self, asset: Asset) -> None:
        """Serve one file more, one that is put together."""
        self._by_url[asset.url] = asset

    def playground(self) -> str | None:
        """Return the versioned address of the playground's worker, or None where set-up did not bring Python for it."""
        worker = self.get(PLAYGROUND)
        return None if worker is None else worker.versioned_url

    def colours(self) -> str | None:
        """Return the versioned address of what colours programs, or None where it was not put together."""
        script = self.get(COLOURS)
        return None if script is None else script.versioned_url

    def __getitem__(self, url: str) -> Asset:
        return self._by_url[url]

    def get(self, url: str) -> Asset | None:
        """Return the file at an address, or None."""
        return self._by_url.get(url)

    def url(self, name: str) -> str:
        """Return the versioned address of a file, e.g. of `/css/app.css`."""
        try:
            return self._by_url[name].versioned_url
        except KeyError:
            message = f"{name}: no such file is served; put it into static/ or beside its widget, or correct the name"
            raise KeyError(message) from None

    def styles(self, *names: str) -> Markup:
        """Return style sheets as one element in the page: the first paint waits for no further request."""
        text = "\n".join(self._by_url[f"/css/{name}.css"].content.decode() for name in names)
        return Markup("<style>{}</style>").format(Markup(text))  # noqa: S704 - our own files

    def later(self, kinds: Iterable[str]) -> dict[str, Any]:
        """Return what a page fetches once its text is painted, its widgets' modules, and where Bokeh is if it asks."""
        folders = ("/js/", *(f"/widgets/{kind}/" for kind in kinds))
        files = {url: asset.versioned_url for url, asset in self._by_url.items() if url.startswith(folders)}
        modules = [] if self.bundled else [each for url, each in files.items() if url.endswith(".js")]
        canvases = {url: versioned for url, versioned in files.items() if url.endswith(".canvas.json")}
        return {"modules": modules, "bokeh": self.url("/lib/bokeh.min.js"), "canvases": canvases}

    def import_map(self) -> dict[str, dict[str, str]]:
        """Return the page's import map: `wd/x.js` for our shared modules, and every module under its version."""
        modules = {
            url: asset for url, asset in self._by_url.items() if url.endswith(".js") and not url.startswith("/lib/")
        }
        shared = {
            url.replace("/js/", "wd/", 1).removeprefix("/"): asset.versioned_url
            for url, asset in modules.items()
            if url.startswith(("/js/", "/playground/"))
        }
        # What set-up brings from npm; without it a page keeps nothing in the browser.
        kept = {"idb-keyval": self.url(KEYVAL if KEYVAL in self._by_url else "/js/outbox/no_database.js")}
        return {"imports": shared | kept | {url: asset.versioned_url for url, asset in modules.items()}}


def _find(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is served: our modules, shared styles and fonts, the widgets' modules, and the libraries."""
    for folder, suffixes in (
        ("js", {".js"}),
        ("css", {".css"}),
        ("fonts", {".woff2"}),
        ("images", {".svg", ".png", ".ico"}),
    ):
        for path in sorted((root / "static" / folder).rglob("*")):
            if path.suffix in suffixes:
                yield f"/{folder}/{path.relative_to(root / 'static' / folder).as_posix()}", path
    for path in sorted((root / "static" / "playground").glob("*.js")):
        yield f"/playground/{path.name}", path
    for pattern in ("**/*.js", "*/*.canvas.json"):
        for path in sorted((code_in(root) / "widgets").glob(pattern)):
            yield f"/widgets/{path.relative_to(code_in(root) / 'widgets').as_posix()}", path
    for name, path in LIBRARIES.items():
        yield f"/lib/{name}", path
    if (keyval := NPM / "idb-keyval" / "dist" / "index.js").exists():
        yield KEYVAL, keyval


class AssetHandler(RequestHandler):
    """Serves one file of `Assets`."""

    def initialize(self, assets: Assets) -> None:
        """Take the files that may be served."""
        self.assets = assets

    async def get(self) -> None:
        """Send the file: kept for ever under its version, else to be asked about again."""
        asset = self.assets.get(self.request.path)
        if asset is None:
            raise HTTPError(404)
        self.set_header("Content-Type", asset.content_type)
        self.set_header(HEADER, request_id(self.request))
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in asset.headers.items():
            self.set_header(name, value)
        self.set_header("Cache-Control", FOR_EVER if self.get_query_argument("v", "") == asset.version else "no-cache")
        self.set_header("Etag", f'"{asset.version}"')
        if self.check_etag_header():
            self.set_status(304)
            return
        encoding, content = asset.encoded(self.request.headers.get("Accept-Encoding", ""))
        if encoding is not None:
            self.set_header("Content-Encoding", encoding)
        self.set_header("Content-Length", len(content))
        if self.request.method != "HEAD":
            await self._send(content)

    head = get

    async def _send(self, content: bytes) -> None:
        """Send slice after slice as the client takes them: all at once would be copied whole for whoever reads none."""
        with suppress(StreamClosedError):
            for start in range(0, len(content), SLICE):
                self.write(content[start : start + SLICE])
                await self.flush()

    def compute_etag(self) -> str | None:
        """Keep the tag that `get` has set."""
        return None
