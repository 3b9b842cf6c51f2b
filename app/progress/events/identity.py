"""Who a learner is: a random id, and nothing else."""

import re
import secrets

LEARNER = re.compile(r"[A-Za-z0-9_-]{22}")
"""The form of a learner id; match with ``LEARNER.fullmatch``."""


def new_learner_id() -> str:
    """Return a fresh random learner id.

    Returns
    -------
    str
        22 URL-safe characters that carry 128 random bits, so that no one guesses another learner's id.

    Notes
    -----
    The id is all that ties a browser to its record. It travels in a signed cookie and is never written into a page.

    Examples
    --------
    >>> LEARNER.fullmatch(new_learner_id()) is not None
    True
    """
    return secrets.token_urlsafe(16)
