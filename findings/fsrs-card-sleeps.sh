#!/usr/bin/env bash
# Package and version: fsrs 6.3.2 (Python, py-fsrs)
# What it does: fsrs.Card() makes a flashcard that has never been reviewed.
# What one would guess: to make an object costs microseconds, also on an event loop and for a deck of a hundred thousand.
# What was seen: a card that is given no card_id takes the time in milliseconds for one, and sleeps for a millisecond, so that
#   the next card gets another: a thousand cards take more than a second, and a server's loop stands still meanwhile. With
#   card_id=0, or any, there is no sleep. In two processes or threads two cards may still get the same id.
# Source: fsrs/card.py, Card.__init__
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fsrs==6.3.2
"$folder/venv/bin/python" - <<'PYTHON'
import time

from fsrs import Card


def seconds(make):
    start = time.perf_counter()
    for _ in range(1000):
        make()
    return time.perf_counter() - start


plain, named = seconds(Card), seconds(lambda: Card(card_id=0))
print(f"a thousand cards: {plain:.2f} s; with an id given {named:.3f} s")
if plain < 1 or named > 0.5:
    raise SystemExit("the behaviour has changed")
PYTHON
