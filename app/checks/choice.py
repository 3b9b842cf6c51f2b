"""A check that is answered by choosing: one option, or all that hold."""

import random
from dataclasses import dataclass
from typing import cast

from app.checks.check import Check
from app.content.language.expression import evaluate
from app.content.language.names import Names
from app.content.language.values import ExpressionError
from app.content.source.schema import ChoiceFront, Option

TRIES = 200


@dataclass(frozen=True, slots=True)
class ChoiceCase:
    """A choice on the numbers of one seed.

    Parameters
    ----------
    names
        The quantities.
    options
        In the order in which they are shown.
    right
        The ids of those that hold.
    """

    names: Names
    options: tuple[Option, ...]
    right: frozenset[str]


def choice_case(check: Check, seed: int) -> ChoiceCase:
    """Return a choice on the numbers of a seed.

    Parameters
    ----------
    check
        A single or several check.
    seed
        Which numbers and which order; 0 for the lesson's own numbers.

    Raises
    ------
    ContentError
        If the author's expressions cannot be worked out, or if not exactly one option of a single check holds.
    """
    front = cast("ChoiceFront", check.authored.front)
    attempts = TRIES if seed and check.fresh else 1
    for attempt in range(attempts):
        try:
            names = check.fresh_names(seed, attempt)
        except ExpressionError as error:
            raise check.authored.place("draw").error(f"draw.{error.rule}", error.repair) from error
        right = frozenset(option.id for index, option in enumerate(front.option) if _holds(check, names, option, index))
        if len(right) == 1 if front.kind == "single" else right:
            return ChoiceCase(names, _shuffled(front, f"{check.lesson_id}/{check.id}/{seed}"), right)
    wanted = "exactly one" if front.kind == "single" else "at least one"
    repair = "correct `right`, or draw from a range where it is so"
    raise check.authored.place("option").error(
        f"check {check.id}: {len(right)} options are right, {wanted} needed", repair
    )


def _holds(check: Check, names: Names, option: Option, index: int) -> bool:
    if isinstance(option.right, bool):
        return option.right
    place = check.authored.place("option", index, "right")
    try:
        verdict = evaluate(option.right, names)
    except ExpressionError as error:
        raise place.error(error.rule, error.repair) from error
    if not isinstance(verdict, bool):
        raise place.error(f"right: `{option.right}` is neither true nor false", "compare: kl(P, Q) > kl(Q, P)")
    return verdict


def _shuffled(front: ChoiceFront, key: str) -> tuple[Option, ...]:
    options = front.option
    if front.keep_order:
        return options
    return tuple(random.Random(key).sample(options, len(options)))  # noqa: S311 - an order, not a secret
