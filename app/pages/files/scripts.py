"""The few lines of script that stand in a page itself, and where the rest comes from."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from markupsafe import Markup

from app.pages.files.assets import Assets
from app.ui.widget import json_script

# Where the first bytes of a page take so long, fonts come too late for it (`font-display: optional`) and would only
# keep its script waiting: they are fetched behind it, for the next page (static/js/page/fonts.js). On a quick line the
# words and their fonts come first.
LINE = """
{
  const fonts = document.querySelector("meta[name=fonts]").content, entry = document.querySelector("meta[name=entry]");
  const fetchAhead = (link) => document.head.append(Object.assign(document.createElement("link"), link));
  let kept;
  try { kept = localStorage.getItem("wd-fonts") === fonts; } catch { kept = false; }
  const [asked] = performance.getEntriesByType("navigation");
  const slow = !kept && performance.now() - (asked?.requestStart ?? 0) > 120;
  if (slow) document.documentElement.dataset.line = "slow";
  else for (const href of fonts.split(" "))
    fetchAhead({ rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href });
  const fetchPriority = slow ? "high" : "low";
  if (entry.dataset.bundled) fetchAhead({ rel: "modulepreload", fetchPriority, href: entry.content });
}
"""
FONTS = ("serif", "serif-italic", "sans", "math")

# The text is painted first; a tab in the background paints nothing and does not wait long.
LOADER = """
const entry = document.querySelector("meta[name=entry]").content;
const start = () => import(entry).catch(() => setTimeout(start, 3000));
requestAnimationFrame(() => setTimeout(start));
setTimeout(start, 300);
"""


class Scripts:
    """The scripts of every page, with their hashes for the policy."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._import_map = None if assets.bundled else str(json_script(assets.import_map()))

    @property
    def hashes(self) -> tuple[str, ...]:
        """The scripts that stand in pages, as a content-security policy names them."""
        texts = (LINE, LOADER) if self._import_map is None else (LINE, LOADER, self._import_map)
        return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts)

    def html(self, kinds: Iterable[str]) -> Markup:
        """Return what a page with these kinds of figures has in its head."""
        fonts = " ".join(self._assets.url(f"/fonts/wd-{name}.woff2") for name in FONTS)
        # Without bundles the modules find each other by a map, which must stand before the first of them.
        how = 'data-bundled="true">' if self._import_map is None else ">"
        names = "" if self._import_map is None else f'<script type="importmap">{self._import_map}</script>\n'
        return Markup(  # noqa: S704 - nothing here comes from elsewhere
            f'<meta name="fonts" content="{fonts}">\n<meta name="entry" content="{self._assets.entry(kinds)}" {how}\n'
            f'<script>{LINE}</script>\n{names}<script type="module">{LOADER}</script>'
        )

    def room(self) -> Markup:
        """Return what a room's page has in its head: one small module, and fonts as on every page."""
        fonts = " ".join(self._assets.url(f"/fonts/wd-{name}.woff2") for name in FONTS)
        entry = self._assets.url("/js/room/room.js")
        return Markup(  # noqa: S704 - nothing here comes from elsewhere
            f'<meta name="fonts" content="{fonts}">\n<meta name="entry" content="{entry}" data-bundled="true">\n'
            f'<script>{LINE}</script>\n<script type="module">{LOADER}</script>'
        )
