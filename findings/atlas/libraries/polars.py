"""Polars: tables; a column has an entropy, and a KL is an expression."""
# requires: polars==2.1.0
# convert: pl.Series

import math
import polars as pl

# %% pairs: (p * (p / q).log()).sum()
(p * (p / q).log()).sum()
# instead unnormalised
q = q / q.sum()
(p * (p / q).log()).sum()
# instead
table = pl.DataFrame({"p": p, "q": q}).filter(pl.col("p") > 0)
(table["p"] * (table["p"] / table["q"]).log()).sum()

# %% pair-reversed, zero-in-p: Series.entropy, taken from ln 2, since Q is fair
math.log(2) - p.entropy()
# instead
math.log(2) - p.filter(p > 0).entropy()
