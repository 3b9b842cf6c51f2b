# Added to Brython's itertools, whose accumulate begins anew at each total of 0, whose count makes its start a float,
# and which has no pairwise.


class accumulate:
    def __init__(self, iterable, func=operator.add, *, initial=None):
        self._steps = self._accumulate(iter(iterable), operator.add if func is None else func, initial)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._steps)

    @staticmethod
    def _accumulate(items, func, total):
        if total is None:
            for total in items:
                break
            else:
                return
        yield total
        for item in items:
            total = func(total, item)
            yield total


class pairwise:
    def __init__(self, iterable):
        self._pairs = self._pair(iter(iterable))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._pairs)

    @staticmethod
    def _pair(items):
        for before in items:
            for after in items:
                yield before, after
                before = after


class count:
    def __init__(self, start=0, step=1):
        self._next, self._step = start, step

    def __iter__(self):
        return self

    def __next__(self):
        now = self._next
        self._next = now + self._step
        return now

    def __repr__(self):
        return f"count({self._next!r})" if self._step == 1 else f"count({self._next!r}, {self._step!r})"
