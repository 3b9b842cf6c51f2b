"""What is typed is read and scored in the browser as it is on the server."""

import random

from widgets.test_drawn_widgets import near

from app.figure.widget import json_number
from app.widgets.ngram.corpus import cleaned, corpus
from app.widgets.ngram.state import NgramState

TWIN = """({ cleaned }, { results }, [typed, states]) => {
  const plain = (numbers) => Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
  return [typed.map(cleaned), states.map((state) => plain(results(state)))];
}"""
ODD = [
    "Émile’s ﬁne café, № 5",
    "  TEA\t& cake ",
    "naïve Straße",
    "x" * 250,
    "İstanbul Kelvin K",
    "日本 ok",
    "a" * 199 + " b",
]


def drawn(count):
    chance = random.Random(5)
    for _ in range(count):
        source = chance.choice([corpus().training, corpus().held_out])
        start = chance.randrange(len(source) - 200)
        text = cleaned(source[start : start + chance.randint(2, 190)])
        if chance.random() < 0.5:
            text = cleaned(
                "".join(chance.choice("qzxj etaoin") if chance.random() < 0.2 else sign for sign in text + "a")
            )
        yield NgramState.from_options(
            {
                "text": text,
                "at": chance.randint(1, len(text)),
                "sees": chance.randint(0, 5),
                "share": chance.choice([0.0, 0.001, round(chance.random(), 2), 1.0]),
                "unit": chance.choice(["bits", "nats"]),
            }
        )


def test_sentences_are_read_and_scored_alike(node):
    """Odd signs are cleaned in the same way, and a hundred sentences have the kernel's numbers."""
    states = list(drawn(100))
    modules = ("/widgets/ngram/model.js", "/widgets/ngram/frame.js")
    read, found = node.ask(TWIN, *modules, argument=[ODD, [state.as_dict() for state in states]])
    assert read == [cleaned(text) for text in ODD]
    for state, numbers in zip(states, found, strict=True):
        for name, value in state.results().items():
            assert near(numbers[name].replace("Infinity", "inf"), json_number(value)), (state.as_dict(), name)
