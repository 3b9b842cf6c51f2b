"""What the kernel raises."""


class KernelError(ValueError):
    """A value that the kernel cannot take; the message names the thing, the value, the rule and the repair.

    It is a `ValueError`, so a caller that knows nothing of this package can still catch it.

    Examples
    --------
    >>> from app.kernel import entropy
    >>> entropy([0.5, 0.6])
    Traceback (most recent call last):
    ...
    app.kernel.errors.KernelError: P sums to 1.1, which is 0.1 more than 1 (allowed: 1e-09): correct the entry that is \
wrong, or divide every entry by the sum.
    """
