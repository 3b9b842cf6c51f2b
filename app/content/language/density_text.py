"""How a normal distribution, or a mixture, stands in a sentence and in a formula."""

from collections.abc import Callable

from app.kernel import Normal, NormalMixture
from app.ui.format import NO_BREAK_SPACE

Write = Callable[[float], str]


def density_text(density: Normal | NormalMixture, write: Write) -> str:
    """Return a density in words.

    Parameters
    ----------
    density
        The distribution.
    write
        How its numbers are written.

    Examples
    --------
    >>> density_text(Normal(0, 1), "{:g}".format).replace(NO_BREAK_SPACE, " ")
    'mean 0, sd 1'
    >>> density_text(NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6]), "{:g}".format).replace(NO_BREAK_SPACE, " ")
    'weight 0.5, mean -2, sd 0.6; weight 0.5, mean 2, sd 0.6'
    """
    if isinstance(density, Normal):
        return f"mean{NO_BREAK_SPACE}{write(density.mean)}, sd{NO_BREAK_SPACE}{write(density.sd)}"
    rows = zip(density.weights, density.means, density.sds, strict=True)
    return "; ".join(f"weight{NO_BREAK_SPACE}{write(w)}, {density_text(Normal(m, s), write)}" for w, m, s in rows)


def density_tex(density: Normal | NormalMixture, write: Write) -> str:
    r"""Return a density as TeX, such as `N(0,\,1^2)`, or a sum of those with their weights.

    Examples
    --------
    >>> density_tex(Normal(-2, 0.6), "{:g}".format)
    'N(-2,\\,0.6^2)'
    """
    if isinstance(density, Normal):
        return rf"N({write(density.mean)},\,{write(density.sd)}^2)"
    rows = zip(density.weights, density.means, density.sds, strict=True)
    return " + ".join(rf"{write(w)}\,{density_tex(Normal(m, s), write)}" for w, m, s in rows)
