"""What was pasted is understood as its author meant it, or asked about; what is dropped or scaled is said."""

import random

import pytest
from widgets.served_modules import serve_modules

from app.widgets.pmf_bars.state import PmfBarsState

pytestmark = pytest.mark.browser

READ = """async ([cases, names]) => {
  const { PasteError, PasteQuestion, readPasted } = await import("/widgets/pmf_bars/pasted.js");
  return cases.map(([text, answers]) => {
    try { return readPasted(text, names, answers); } catch (error) {
      if (error instanceof PasteQuestion) return { asked: error.question.id, text: error.question.text };
      if (error instanceof PasteError) return { refused: error.message };
      return { broken: `${error}\\n${error.stack}` };
    }
  });
}"""

COIN = (["heads", "tails"], [[0.9, 0.1]])
TWO = (["heads", "tails"], [[0.5, 0.5], [0.9, 0.1]])
DIE = (list("123456"), [[0.1, 0.1, 0.1, 0.1, 0.1, 0.5]])
HTML = "<table><tr><th></th><th>P</th><th>Q</th></tr><tr><td>heads</td><td>0.5</td><td>0.9</td></tr>"
LATEX = r"""\begin{tabular}{lrr}
\toprule
outcome & $P$ & $Q$ \\ \midrule
\textbf{heads} & 0.5 & 0.9 \\
tails & \frac{1}{2} & 10\,\% \\
\bottomrule
\end{tabular}"""
PANDAS = "heads    0.9\ntails    0.1\nName: p, dtype: float64"

UNDERSTOOD = {
    "a dict": ("{'heads': 0.9, 'tails': 0.1}", *COIN),
    "JSON": ('{"heads": 0.9, "tails": 0.1}', *COIN),
    "JSON with two columns": ('{"heads": [0.5, 0.9], "tails": [0.5, 0.1]}', *TWO),
    "JSON by side": ('{"p": {"heads": 0.5, "tails": 0.5}, "q": {"heads": 0.9, "tails": 0.1}}', *TWO),
    "records": ('[{"name": "heads", "p": 0.5, "q": 0.9},\n {"name": "tails", "p": 0.5, "q": 0.1}]', *TWO),
    "pairs": ('[("heads", 0.9), ("tails", 0.1)]', *COIN),
    "a call": ("dict(heads=0.9, tails=0.1)", *COIN),
    "a counter": ("Counter({'e': 12, 't': 4})", ["e", "t"], [[0.75, 0.25]]),
    "an array": ("array([0.5, 0.25, 0.25])", None, [[0.5, 0.25, 0.25]]),
    "an array as printed": ("[0.5  0.25 0.25]", None, [[0.5, 0.25, 0.25]]),
    "a tensor": ("tensor([0.5, 0.25, 0.25], dtype=torch.float64)", None, [[0.5, 0.25, 0.25]]),
    "an array of two": ("np.array([[0.5, 0.25, 0.25], [0.2, 0.2, 0.6]])", None, [[0.5, 0.25, 0.25], [0.2, 0.2, 0.6]]),
    "two assignments": ("p = [0.5, 0.5]\nq = [0.9, 0.1]", None, [[0.5, 0.5], [0.9, 0.1]]),
    "the course's own form": ("heads 0.9, tails 0.1", *COIN),
    "with colons": ("heads: 0.9; tails: 0.1", *COIN),
    "with signs of equality": ("heads=0.9 tails=0.1", *COIN),
    "probabilities of": ("P(heads) = 0.9, P(tails) = 0.1", *COIN),
    "decimal commas in the course's form": ("heads 0,9, tails 0,1", *COIN),
    "bullets": ("- heads 0.9\n- tails 0.1", *COIN),
    "names of two words": (
        "New York 0.5 0.9\nLos Angeles 0.5 0.1",
        ["New York", "Los Angeles"],
        [[0.5, 0.5], [0.9, 0.1]],
    ),
    "Markdown": ("| outcome | P | Q |\n|:--|--:|--:|\n| **heads** | 0.5 | 0.9 |\n| tails | 0.5 | 0.1 |", *TWO),
    "LaTeX": (LATEX, *TWO),
    "HTML": (f"{HTML}<tr><td>tails</td><td>&frac12;</td><td>10&nbsp;%</td></tr></table>", *TWO),
    "vulgar fractions": ("heads ½\ntails ½", ["heads", "tails"], [[0.5, 0.5]]),
    "only vulgar fractions": ("½ ¼ ¼", None, [[0.5, 0.25, 0.25]]),
    "grouped without a doubt": ("e\t1,234,567\nt\t1,234,567", ["e", "t"], [[0.5, 0.5]]),
    "quoted CSV": ('letter,count\n"e","3,000"\n"t","1,000"', ["e", "t"], [[0.75, 0.25]]),
    "thin spaces": ("e\t3\u202f000\nt\t1\u202f000", ["e", "t"], [[0.75, 0.25]]),
    "European thousands": ("e;3.000,0\nt;1.000,0", ["e", "t"], [[0.75, 0.25]]),
    "columns with decimal commas": ("heads 0,5 0,9\ntails 0,5 0,1", *TWO),
    "a column of decimal commas": ("0,5\n0,25\n0,25", None, [[0.5, 0.25, 0.25]]),
    "decimal commas and commas": ("0,5, 0,25, 0,25", None, [[0.5, 0.25, 0.25]]),
    "decimal commas and semicolons": ("0,5; 0,25; 0,25", None, [[0.5, 0.25, 0.25]]),
    "a year in the heading": ("region,2023\nnorth,300\nsouth,100", ["north", "south"], [[0.75, 0.25]]),
    "a total": ("north,300\nsouth,100\nTotal,400", ["north", "south"], [[0.75, 0.25]]),
    "a total of two columns": ("a 1 3\nb 1 1\nsum 2 4", ["a", "b"], [[0.5, 0.5], [0.75, 0.25]]),
    "two rows": ("P 0.2 0.3 0.5\nQ 0.1 0.1 0.8", None, [[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]]),
    "two rows without names": ("0.2, 0.3, 0.5\n0.1, 0.1, 0.8", None, [[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]]),
    "two rows, Q first": ("Q: 0.9, 0.1\nP: 0.5, 0.5", None, [[0.5, 0.5], [0.9, 0.1]]),
    "two rows under names": ("\theads\ttails\ntruth\t0.5\t0.5\nmodel\t0.9\t0.1", *TWO),
    "names over numbers": ("heads tails\n0.9 0.1", *COIN),
    "faces": ("\n".join(f"{face} {0.5 if face == 6 else 0.1}" for face in range(1, 7)), *DIE),
    "faces and two models": (
        "1 0.25 0.5\n2 0.25 0.25\n3 0.5 0.25",
        list("123"),
        [[0.25, 0.25, 0.5], [0.5, 0.25, 0.25]],
    ),
    "an index": (",P,Q\n0,0.5,0.2\n1,0.25,0.4\n2,0.25,0.4", list("012"), [[0.5, 0.25, 0.25], [0.2, 0.4, 0.4]]),
    "a printed series": (PANDAS, *COIN),
    "per cent": ("heads 90 %\ntails 10 %", *COIN),
    "counts and their shares": ("letter,count,percent\ne,3,75%\nt,1,25%", ["e", "t"], [[0.75, 0.25]]),
    "more columns than two": ("x,n,truth,model\na,9,0.5,0.9\nb,9,0.5,0.1", ["a", "b"], [[0.5, 0.5], [0.9, 0.1]]),
    "e is a letter": ("e 0.5\nt 0.5", ["e", "t"], [[0.5, 0.5]]),
    "a text": ("Abba!", ["a", "b"], [[0.5, 0.5]]),
    "invisible signs": ("\ufeffheads\u200b 0.9\ntails 0.1", *COIN),
    "expressions": ("a 2^-1\nb 1/4\nc 0.25", ["a", "b", "c"], [[0.5, 0.25, 0.25]]),
}

ASKED = {
    "one thousand or one point two": (
        "e\t1,234\nt\t2,468",
        "comma",
        {
            "thousands": (["e", "t"], [[1 / 3, 2 / 3]]),
            "decimal": (["e", "t"], [[1 / 3, 2 / 3]]),
        },
    ),
    "one thousand beside a small number": (
        "e\t1,000\nt\t1",
        "comma",
        {
            "thousands": (["e", "t"], [[1000 / 1001, 1 / 1001]]),
            "decimal": (["e", "t"], [[0.5, 0.5]]),
        },
    ),
    "names or counts": (
        "1 12\n2 6\n3 6",
        "counted",
        {
            "names": (list("123"), [[0.5, 0.25, 0.25]]),
            "numbers": (None, [[1 / 6, 2 / 6, 3 / 6], [0.5, 0.25, 0.25]]),
        },
    ),
    "a square": (
        "0.7 0.3\n0.3 0.7",
        "square",
        {
            "rows": (None, [[0.7, 0.3], [0.3, 0.7]]),
            "columns": (None, [[0.7, 0.3], [0.3, 0.7]]),
        },
    ),
    "something is missing": (
        "a 0.2\nb 0.3",
        "rest",
        {
            "scale": (["a", "b"], [[0.4, 0.6]]),
            "add": (["a", "b", "other"], [[0.2, 0.3, 0.5]]),
        },
    ),
    "a total that is none": (
        "a 3\nb 1\nTotal 9",
        "total",
        {
            "drop": (["a", "b"], [[0.75, 0.25]]),
            "keep": (["a", "b", "Total"], [[3 / 13, 1 / 13, 9 / 13]]),
        },
    ),
    "prose with numbers": ("In 1865 there were 3 of them, all abba and no more than that.", "letters", {}),
}

SAID = {
    "a 3\nb 1": "counts: each is divided by their sum, 4.",
    "a 30\nb 70": "per cent, which sum to 100",
    "a 0.5\nb 0.9": "the numbers sum to 1.4, not to 1: each is divided by that.",
    "a 300\nb 100\nTotal 400": "Left out: the line “Total”, 400.",
    "region,2023\na,1\nb,3": "“region, 2023” is taken as a heading.",
    "1 0.5\n2 0.25\n3 0.25": "The first column, 1 to 3, is taken as names.",
    "0.2 0.3 0.5\n0.1 0.1 0.8": "Each line is a distribution: the first is P, the second Q.",
    '"e","3,000"\n"t","1,000"': "“3,000” is read as 3000.",
    "Abba": "A text: its 4 letters are counted",
    "a name that is far too long for this 0.5\nb 0.5": "is shortened to",
}

REFUSED = {
    "sun,3\nrain,x": "Line 2: “x” is no number",
    "sun,3\nrain,-1": "Line 2: -1 is negative",
    "sun,3\nsun,1": "Line 2: “sun” is there twice",
    "sun,3\nrain": "Line 2 has 1 of 2 entries",
    "0,0": "only zeros",
    "1\n" * 28: "28 outcomes",
    "a,1,2,3\nb,1,2,3": "3 numbers",
    "aaa": "only the letter “a”",
    "a 1,234.5\nb 0,5": "a comma between thousands",
    "42": "1 outcomes",
}


@pytest.fixture(scope="module")
def understood(chromium):
    page = chromium.new_page()
    serve_modules(page)
    yield lambda *cases: page.evaluate(READ, [list(cases), PmfBarsState.told()["labels"]])
    page.close()


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_can_be_read_is_read(understood, name):
    """The names and the numbers that a person would see in it, and no letters counted where numbers stand."""
    text, labels, columns = UNDERSTOOD[name]
    found = understood([text, {}])[0]
    assert found.get("labels", found) == labels
    assert found["columns"] == [pytest.approx(column, abs=1e-12) for column in columns]


@pytest.mark.parametrize("name", ASKED)
def test_two_readings_are_asked_about(understood, name):
    """Each answer leads to its own reading."""
    text, question, readings = ASKED[name]
    assert understood([text, {}])[0].get("asked") == question
    for answer, (labels, columns) in readings.items():
        found = understood([text, {question: answer}])[0]
        assert found.get("labels", found) == labels
        assert found["columns"] == [pytest.approx(column) for column in columns]


@pytest.mark.parametrize("text", SAID)
def test_what_is_dropped_or_scaled_is_said(understood, text):
    """Nothing is left out, scaled or taken for something else without a sentence."""
    found = understood([text, {}])[0]
    assert SAID[text] in " ".join(found["notes"])


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_read_is_named(understood, text):
    """The line, the value, the rule and the repair."""
    assert REFUSED[text] in understood([text, {}])[0].get("refused", "")


def test_nothing_breaks_the_reader(understood):
    """Pieces of every form, in any order, are understood, asked about or refused; never an error of ours."""
    chance = random.Random(4)
    pieces = [text for text, *_ in UNDERSTOOD.values()] + list(REFUSED)
    signs = [*"{}[]()|&\\<>,;:=\t\n\"'0½%.e", "\\begin{tabular}", "<td>", "array(", "Total"]
    cases = []
    for _ in range(1500):
        text = chance.choice(pieces)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(text) + 1)
            text = (
                text[:at]
                + chance.choice([chance.choice(signs), "", chance.choice(pieces)[:9]])
                + text[at + chance.randint(0, 3) :]
            )
        cases.append([text, {"comma": "thousands", "letters": "table"} if chance.random() < 0.3 else {}])
    for case, found in zip(cases, understood(*cases), strict=True):
        assert "broken" not in found, (case, found)
        for column in found.get("columns", ()):
            assert abs(sum(column) - 1) < 1e-6, (case, found)
            assert len(column) == len(found["labels"] or column)
