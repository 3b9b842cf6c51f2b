"""Days as learners have them: a night's work belongs to the day before."""

from datetime import UTC, datetime, timedelta
from typing import Final

NEW_DAY: Final = timedelta(hours=4)
"""A learner's day begins at four in the morning of their own clock."""


def study_day(moment: datetime, zone: int | None) -> int:
    """Return the number of the learner's day in which a moment lies.

    Parameters
    ----------
    moment
        With its time zone.
    zone
        Minutes by which the learner's clock is ahead of UTC; None where that is not known, which counts as 0.

    Returns
    -------
    int
        A proleptic Gregorian ordinal, as `datetime.date.toordinal` counts.

    Examples
    --------
    >>> from datetime import date
    >>> midnight = datetime(2026, 3, 1, tzinfo=UTC)
    >>> date.fromordinal(study_day(midnight, None)), date.fromordinal(study_day(midnight, 300))
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 1))
    """
    try:
        return (moment.astimezone(UTC) + timedelta(minutes=zone or 0) - NEW_DAY).toordinal()
    except OverflowError:  # within a day of the first or the last that there is
        return moment.toordinal()
