"""Distributions and tables for Hypothesis, with zeros and tiny probabilities among them."""

from hypothesis import strategies as st

from app.kernel import Joint, Pmf

weights = st.one_of(st.just(0.0), st.floats(1e-3, 1.0), st.floats(5e-324, 1.0), st.sampled_from([1e-300, 1e-12, 1.0]))
units = st.sampled_from(["bits", "nats"])


@st.composite
def distributions(draw, count=2, most=12):
    """Draw some distributions over the same outcomes."""
    n = draw(st.integers(1, most))
    rows = st.lists(weights, min_size=n, max_size=n).filter(any)
    return [Pmf.from_weights(draw(rows)) for _ in range(count)]


@st.composite
def tables(draw, cells=weights, least=1):
    """Draw the joint distribution of a pair."""
    rows, columns = draw(st.integers(least, 6)), draw(st.integers(least, 6))
    line = st.lists(cells, min_size=columns, max_size=columns)
    return Joint.from_weights(
        draw(st.lists(line, min_size=rows, max_size=rows).filter(lambda table: any(map(any, table))))
    )
