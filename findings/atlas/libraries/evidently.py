"""Evidently: data drift; a score for two columns, with a threshold."""
# requires: evidently==0.7.23, pandas==2.3.3
# convert: pd.Series

import numpy as np
import pandas as pd
from evidently.legacy.calculations.stattests import jensenshannon_stat_test, kl_div_stat_test, psi_stat_test
from evidently.legacy.core import ColumnType

def score(test, reference, current):
    return test.func(reference, current, ColumnType.Numerical, test.default_threshold)[0]

def neighbours(x, y, k=5):
    x, y = np.array(x), np.array(y)
    own, other = (np.array([np.partition(abs(column - v), rank)[rank] for v in x]) for column, rank in ((x, k), (y, k - 1)))
    return np.log(other / own).mean() + np.log(len(y) / (len(x) - 1))

# %% samples, samples-same, outlier, one-row-more: the "kl_div" test, reference first
score(kl_div_stat_test, x, y)
# instead samples, outlier
neighbours(x, y)
# instead one-row-more
P, Q = x.value_counts(normalize=True), y.value_counts(normalize=True)
sum(P[value] * np.log(P[value] / Q[value]) for value in P.index)

# %% samples, outlier: the "psi" test
score(psi_stat_test, x, y)
# instead
neighbours(x, y)

# %% js-pair: the "jensenshannon" test, of 1,000 rows in these shares
columns = [pd.Series(np.repeat([0.0, 1.0], np.rint(1000 * np.array(each)).astype(int))) for each in (p, q)]
score(jensenshannon_stat_test, *columns)
# instead
columns = [pd.Series(np.repeat([0.0, 1.0], np.rint(1000 * np.array(each)).astype(int))) for each in (p, q)]
score(jensenshannon_stat_test, *columns) ** 2

# %% pair, pair-reversed, zero-in-q, disjoint: the "kl_div" test, of 1,000 rows in these shares
columns = [pd.Series(np.repeat([0.0, 1.0], np.rint(1000 * np.array(each)).astype(int))) for each in (p, q)]
score(kl_div_stat_test, *columns)
# instead
from scipy.stats import entropy
entropy(p, q)
