"""What a page says, as text."""

from app.content.course.plain_text import plain_text, text_by_heading


def test_a_tooltip_is_not_part_of_the_sentence():
    """A word that explains itself is said once, without its definition."""
    definition = '<span class="term-definition">extra <b>cost</b></span>'
    html = f'The <span class="term"><button>gap</button>{definition}</span> stays.'
    assert plain_text(html) == "The gap stays."


def test_a_fraction_keeps_its_stroke():
    """A formula in a text can be read: the two halves of a fraction do not run into each other."""
    maths = "<math><mi>log</mi><mo>\u2061</mo><mfrac><mrow><mi>P</mi></mrow><mrow><mi>Q</mi></mrow></mfrac></math>"
    assert plain_text(f"<p>Take {maths}, then</p>") == "Take log P/Q, then"


def test_a_root_and_a_power_are_kept():
    """What MathML draws, and does not write, is in the text: the distance is the root, not the divergence."""
    base = "<math><msub><mi>log</mi><mn>2</mn></msub><mi>x</mi></math>"
    assert plain_text(base) == "log₂x"
    root = "<math><msqrt><mrow><mi>JS</mi></mrow></msqrt><mo>≤</mo><msup><mi>x</mi><mn>2</mn></msup></math>"
    assert plain_text(f"<p>{root}</p>") == "√JS ≤ x^2"


def test_text_is_found_under_its_heading():
    """Each heading with an id collects what follows it, wherever the page was cut; its own words are not in it."""
    parts = ["<p>Before.</p>", '<h2 id="one">One <em>two</em></h2><p>First &amp; ', 'second.</p><h3 id="more">X</h3>']
    assert text_by_heading(parts) == {"": "Before.", "one": "First & second.", "more": ""}
