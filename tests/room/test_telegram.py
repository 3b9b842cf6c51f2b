"""The telegram of a class: who is dealt which letter, what it costs, and what is shown when."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from room.conftest import LETTERS, START
from room.test_snapshots import seen

from app.kernel import cross_entropy, entropy
from app.kernel.codes import ideal_lengths
from app.room.answer import Answer, Count, Look, Vote
from app.room.own import says_of
from app.room.phases import Phase, Shows
from app.room.snapshots import learner, wall
from app.room.telegram import dealt, paid, telegram, words_of

P, Q, LABELS = LETTERS["p"], LETTERS["q"], LETTERS["labels"]


def sent(people, number=1, value=2.0):
    """Return a vote in which so many answered."""
    answers = [Answer("KQWZ", number, f"somebody {n}", {"text": "2"}, START, value=value) for n in range(people)]
    return Vote(number, (Count(None, None, people),), tuple(answers))


def test_letters_are_draws_from_p():
    """Over many phones each letter comes as often as P says, and what P rules out never."""
    counts = Counter(dealt([0.5, 0.25, 0.0, 0.25], f"somebody {n}", 3) for n in range(4000))
    assert counts[2] == 0
    for letter, share in ((0, 0.5), (1, 0.25), (3, 0.25)):
        assert counts[letter] / 4000 == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 4000))


def test_a_letter_stays_in_its_round_and_is_another_in_the_next():
    """Whoever comes back is the same letter; a new round deals anew, independently of the last."""
    first, again, second = ([dealt(P, f"somebody {n}", number) for n in range(2000)] for number in (1, 1, 2))
    assert first == again
    same = np.mean([a == b for a, b in zip(first, second, strict=True)])
    assert same == pytest.approx(sum(p * p for p in P), abs=0.05)


def test_words_are_as_long_as_their_surprises():
    """With powers of a half the digits on the wall are the bits themselves, and no word begins another."""
    for book in (P, Q, [1 / 8] * 8, [1 / 2, 1 / 4, 1 / 16, 1 / 16, 1 / 8]):
        words = words_of(book)
        assert [len(word) for word in words] == ideal_lengths(book).tolist()
        assert not any(a != b and b.startswith(a) for a in words for b in words)


def test_averages_go_to_entropy_and_cross_entropy():
    """A large class pays H(P) and H(P, Q) a letter, within what chance allows."""
    votes = [sent(4000)]
    shown = paid(telegram(LABELS, P, votes), LABELS, P, Q, votes)
    ends = []
    for average, limit in zip(shown.averages, (entropy(P), cross_entropy(P, Q)), strict=True):
        assert f"{limit:.3f}" in average.words
        height = 1 - float(average.line.split()[-1]) / 200
        ends.append(1 + height)  # the axis goes from the shortest word, one digit, to the longest, two
        assert average.goes_to == pytest.approx(100 * (limit - 1))
    assert ends == [pytest.approx(1.5, abs=0.04), pytest.approx(1.75, abs=0.04)]


def test_it_goes_on_with_each_vote():
    """To open it again deals new letters; the telegram is that of all votes, and each of them counts."""
    one, both = (telegram(LABELS, P, votes) for votes in ([sent(6)], [sent(6), sent(9, 2)]))
    assert (one.count, both.count) == (6, 15)
    assert both.letters[:6] == one.letters
    assert sum(count for _, count, _ in both.shares) == 15


@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.OPEN, Phase.CLOSED, Phase.DISCUSS])
def test_nothing_is_shown_before_the_host_says_so(make_room, asked, phase):
    """No letter of anybody, no word of either book, no entropy."""
    scene = asked(LETTERS)
    look = Look(make_room(scenes=(LETTERS,), phase=phase, round=1), (sent(9),), 9)
    for snapshot in (wall(look, scene), learner(look, scene)):
        text = seen(snapshot)
        for secret in ("letters", "digits", "1.500", "1.750", "H(P)", "somebody"):
            assert secret not in text, secret


def test_letters_first_and_prices_with_the_solution(make_room, asked):
    """The distribution is the message; what it costs, and who knew it, comes with the solution."""
    scene = asked(LETTERS)
    room = make_room(scenes=(LETTERS,), phase=Phase.SHOWN, round=1, shows=frozenset({Shows.DISTRIBUTION}))
    look = Look(room, (sent(9),), 9)
    shown = wall(look, scene).drawn
    assert len(shown.letters) == 9
    assert (shown.right, shown.wrong, shown.averages, shown.lines) == ((), (), (), ())
    solved = wall(replace(look, room=replace(room, shows=frozenset(Shows))), scene)
    books = {label: (right, wrong) for label, right, wrong in zip(LABELS, words_of(P), words_of(Q), strict=True)}
    assert [*zip(solved.drawn.right, solved.drawn.wrong, strict=True)] == [books[each] for each in shown.letters]
    digits = [sum(map(len, words)) for words in (solved.drawn.right, solved.drawn.wrong)]
    assert f"takes {digits[0]} digits" in solved.lines[0]
    assert f"friend’s {digits[1]} digits" in solved.lines[0]
    knew = sum(len(word) == 2 for word in solved.drawn.wrong)
    assert f"{knew} of 9 knew their own price." in solved.lines[1]


def test_fewer_than_five_send_no_telegram(make_room, asked):
    """A first vote of four stays out also when the second one is shown."""
    scene = asked(LETTERS)
    room = make_room(scenes=(LETTERS,), phase=Phase.SHOWN, round=2, shows=frozenset(Shows))
    assert wall(Look(room, (sent(4, 2),), 4), scene).drawn is None
    assert wall(Look(room, (sent(4), sent(8, 2)), 8), scene).drawn.count == 8


def test_ones_own_word_is_said_afterwards(asked):
    """On the phone: the word in both books, and what was said."""
    mine = sent(1).answers[0]
    letter = dealt(P, mine.participant, 1)
    words = [words_of(book)[letter] for book in (P, Q)]
    said = says_of(asked(LETTERS), mine)
    assert f"You were {LABELS[letter]}: {words[1]} in the friend’s book, so {len(words[1])}" in said
    assert said.endswith("You said 2.")
