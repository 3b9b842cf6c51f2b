"""Something that a learner explains in a sentence, and what the sentence is compared with."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Explanation:
    """One `[[explain]]` of a `checks.toml`, as HTML.

    Parameters
    ----------
    id
        Unique among the lesson's checks and explanations.
    prompt
        What is to be explained.
    answer
        One good answer.
    points
        What a good answer says: what the learner looks for in theirs.
    """

    id: str
    prompt: Markup
    answer: Markup
    points: tuple[Markup, ...]
