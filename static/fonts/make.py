"""Make the fonts that we serve: subsets of Source Serif 4, Source Sans 3 and STIX Two Math, all under the OFL.

Run `.venv/bin/python static/fonts/make.py`. npm brings the sources; `--sources DIR` uses packages that are there already.
Each font is renamed, because a changed font may not carry a reserved name. `coverage.json` says which characters
they have; `python -m app check-lessons` compares the lessons with it.
"""

import argparse
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
PACKAGES = {
    "source-serif-4": "@fontsource-variable/source-serif-4@5.3.1",
    "source-sans-3": "@fontsource-variable/source-sans-3@5.3.0",
    "stix-two-math": "@fontsource/stix-two-math@5.3.0",
}
# Basic Latin, Latin-1, and the punctuation that typesetting needs. What else a sentence uses (∞ ‖ → ≥ ₂ ⁻) the
# style sheet takes from the maths font, which stands next in its list.
TEXT = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŠšŽžŸıƒˆ˜–—‘’‚“”„†‡•…‰‹›€™−\u2009\u202f")}
GREEK = {*range(0x391, 0x3AA), *range(0x3B1, 0x3CA), *map(ord, "ϑϕϵϖϱ")} - {0x3A2}
# Plain letters and digits, the mathematical italic, bold, script, double-struck and upright ones that TeX reaches.
LETTERS = {
    *range(0x20, 0x7F),
    *range(0x1D434, 0x1D468),  # italic a-z, A-Z (h is U+210E)
    *range(0x1D6E2, 0x1D71C),  # italic Greek
    *range(0x1D400, 0x1D434),  # bold
    *map(ord, "ℎℓℒℋ𝒟𝒩𝒫𝒬𝒳𝒴𝔼ℝℕℙ𝟙ℤ𝟏"),
}
OPERATORS = set(
    map(
        ord,
        "\u00a0±×÷·°¬−∓∗∘∙√∞∝∀∃∂∅∇∈∉∋∏∑∫∩∪∧∨∣∥‖∼≃≅≈≉≠≡≢≤≥≪≫≲≳≺≻⊂⊃⊆⊇⊕⊗⊥⋅⋆⋮⋯⋱…←↑→↓↔↕↦⇐⇒⇔⇑⇓⟵⟶⟷⟸⟹⟺⟼"
        "⌈⌉⌊⌋⟨⟩⟪⟫⦀⎴⎵⏞⏟⏜⏝′″‴ˆ˜¯ˇ˘˙¨´`̂̃̄̇⃗ˉ‾_∶≔≜△▽□■●○✓½¼¾⅓⅔¹²³⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉₊₋♯†‡•–—‘’“”",
    )
)
TEXT_FONTS = {
    "wd-serif": ("source-serif-4", "source-serif-4-latin-wght-normal.woff2", "WD Serif"),
    "wd-serif-italic": ("source-serif-4", "source-serif-4-latin-wght-italic.woff2", "WD Serif Italic"),
    "wd-sans": ("source-sans-3", "source-sans-3-latin-wght-normal.woff2", "WD Sans"),
}
MATHS_FONT = ("stix-two-math", "stix-two-math-latin-400-normal.woff2", "WD Math")
#: The weights that the style sheet uses; leaving the others out halves what the outlines weigh.
WEIGHTS = (400, 700)


def main() -> None:
    """Make every font and its list of characters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="a folder with the packages, packed, instead of asking npm")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sources = unpack(given.sources or pack(Path(folder)), Path(folder))
        for name, (package, file, family) in TEXT_FONTS.items():
            font = TTFont(sources[package] / "files" / file, recalcTimestamp=False)
            write(font, TEXT, ["kern", "liga", "tnum", "pnum", "frac", "mark", "mkmk", "ccmp", "locl"], name, family)
        package, file, family = MATHS_FONT
        font = TTFont(sources[package] / "files" / file, recalcTimestamp=False)
        write(font, LETTERS | GREEK | OPERATORS, ["ccmp", "ssty", "dtls", "mark", "mkmk", "kern"], "wd-math", family)
        for package, short in (("source-serif-4", "serif"), ("source-sans-3", "sans"), ("stix-two-math", "math")):
            (HERE / f"OFL-{short}.txt").write_text((sources[package] / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    write_coverage()
    for made in sorted(HERE.glob("*.woff2")):
        print(f"{made.name:24} {made.stat().st_size / 1024:6.1f} KB")
    print(f"{'all':24} {sum(one.stat().st_size for one in HERE.glob('*.woff2')) / 1024:6.1f} KB")


def pack(folder: Path) -> Path:
    """Let npm bring the packages, and return the folder they are in."""
    subprocess.run(["npm", "pack", "--silent", *PACKAGES.values()], cwd=folder, check=True)
    return folder


def unpack(packed: Path, folder: Path) -> dict[str, Path]:
    """Unpack the packages, and return where each one is."""
    places = {}
    for name in PACKAGES:
        archive = next(path for path in sorted(packed.glob("*.tgz")) if name in path.name)
        places[name] = folder / name / "package"
        with tarfile.open(archive) as tar:
            tar.extractall(folder / name, filter="data")
    return places


def write(font: TTFont, characters: set[int], features: list[str], name: str, family: str) -> None:
    """Write the subset of a font as woff2, under our name for it."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = features
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 25]
    options.drop_tables = [*options.drop_tables, "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    if "fvar" in font:
        instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 6, 16, 25}:
            record.string = family.replace(" ", "") if record.nameID in {6, 25} else family
    subset.save_font(font, str(HERE / f"{name}.woff2"), options)


def write_coverage() -> None:
    """Write which characters a sentence and a formula can be set in."""
    maths = set(TTFont(HERE / "wd-math.woff2").getBestCmap())
    text = set.intersection(*(set(TTFont(HERE / f"{name}.woff2").getBestCmap()) for name in TEXT_FONTS))
    covered = {"math": sorted(maths), "text": sorted(text | maths)}
    (HERE / "coverage.json").write_text(json.dumps(covered, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
