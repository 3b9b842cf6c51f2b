"""Frouros: detectors of drift in data and in concepts."""
# requires: frouros==0.9.0
# convert: np.array

import numpy as np
from frouros.detectors.data_drift import JS, KL, PSI

def distance(detector, reference, current):
    detector.fit(X=reference)
    return detector.compare(X=current)[0].distance

def neighbours(x, y, k=5):
    own, other = (np.array([np.partition(abs(column - v), rank)[rank] for v in x]) for column, rank in ((x, k), (y, k - 1)))
    return np.log(other / own).mean() + np.log(len(y) / (len(x) - 1))

# %% samples, samples-same, outlier: frouros.detectors.data_drift.KL, reference first
distance(KL(), x, y)
# instead
neighbours(x, y)

# %% samples, samples-same, outlier: frouros.detectors.data_drift.PSI, reference first
distance(PSI(), x, y)
# instead
neighbours(x, y)

# %% samples-same: frouros.detectors.data_drift.JS
distance(JS(), x, y)

# %% one-row-more: frouros.detectors.data_drift.PSI, reference first
distance(PSI(), x, y)
# instead
values = np.union1d(x, y)
P, Q = ((column[:, None] == values).mean(0) for column in (x, y)); np.sum(P[P > 0] * np.log(P[P > 0] / Q[P > 0]))
