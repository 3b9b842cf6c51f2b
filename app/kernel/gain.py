"""What was learned, between two tests of equal length."""

from app.kernel.errors import KernelError


def normalised_gain(before: int, after: int, most: int) -> float | None:
    r"""Return the normalised gain: what was gained, as a part of what there was to gain.

    .. math:: g = \frac{\text{after} - \text{before}}{\text{most} - \text{before}}

    Parameters
    ----------
    before, after
        How many questions were right in each test, from 0 to `most`.
    most
        How many there are, at least 1.

    Returns
    -------
    float or None
        From -∞ (exclusive) to 1; None where nothing was left to gain.

    Raises
    ------
    KernelError
        If a count is not within its bounds.

    Notes
    -----
    A negative gain is not comparable with a positive one: who knew much has little to gain and much to lose. So the
    counts are always shown with it.

    References
    ----------
    Hake, R. R. (1998). Interactive-engagement versus traditional methods. American Journal of Physics 66, 64-74.

    Examples
    --------
    >>> normalised_gain(4, 10, 12)
    0.75
    """
    if most < 1:
        raise KernelError(f"most is {most}; a test has at least one question.")
    for name, count in (("before", before), ("after", after)):
        if not 0 <= count <= most:
            raise KernelError(f"{name} is {count}; of {most} questions 0 to {most} are right.")
    return None if before == most else (after - before) / (most - before)
