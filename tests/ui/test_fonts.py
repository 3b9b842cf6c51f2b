"""The served fonts are small, free, and can set what the course needs."""

from pathlib import Path

from fontTools.ttLib import TTFont

from app.ui.font_coverage import missing_glyphs

FONTS = Path(__file__).parents[2] / "static" / "fonts"


def test_the_fonts_are_light():
    """All faces together weigh less than 170 KB."""
    assert 0 < sum(path.stat().st_size for path in FONTS.glob("*.woff2")) < 170_000


def test_each_family_has_its_licence():
    """The Open Font License lies beside the fonts."""
    assert all(
        "SIL OPEN FONT LICENSE" in (FONTS / f"OFL-{one}.txt").read_text().upper() for one in ("serif", "sans", "math")
    )


def test_the_maths_font_stretches_its_brackets():
    """The MATH table is kept, with growing forms of what formulas stretch."""
    font = TTFont(FONTS / "wd-math.woff2")
    names = font.getBestCmap()
    grows = set(font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs)
    assert {names[ord(one)] for one in "()[]{}|‖√∑∏∫⟨⟩⌈⌉"} <= grows


def test_text_and_maths_cover_the_course_alphabet():
    """Greek, the mathematical italics that browsers make of letters, and every operator of the sources are there."""
    assert missing_glyphs(FONTS, "math", "PQxαβθλμσφ∑∏∫∞≤≥≠≈→∈∀‖−×·𝑃𝑄𝜃𝔼") == ()
    assert missing_glyphs(FONTS, "text", "“Kullback–Leibler’s” ½ … 0.737 × 10⁻¹⁹ ∞ P ↔ Q") == ()


def test_a_character_without_a_glyph_is_named():
    """What no font of ours has is reported once."""
    assert missing_glyphs(FONTS, "text", "a 您 您") == ("您",)
