# Added to Brython's _functools, whose reduce of nothing stops an iteration.
_NOTHING = object()


def reduce(function, iterable, initial=_NOTHING, /):
    items = iter(iterable)
    total = next(items, _NOTHING) if initial is _NOTHING else initial
    if total is _NOTHING:
        raise TypeError("reduce() of empty iterable with no initial value")
    for item in items:
        total = function(total, item)
    return total
