"""POT: optimal transport; it has a KL for its unbalanced problems."""
# requires: POT==0.9.7.post1, numpy==2.4.6
# convert: np.array

import numpy as np
import ot
from ot.backend import NumpyBackend

# %% pairs: ot.backend.NumpyBackend().kl_div
NumpyBackend().kl_div(p, q)
# instead unnormalised
q = q / q.sum()
NumpyBackend().kl_div(p, q)
# instead
seen = p > 0
with np.errstate(divide="ignore"):
    kl = np.sum(p[seen] * np.log(p[seen] / q[seen]))
kl

# %% unnormalised: ot.backend.NumpyBackend().kl_div(mass=True)
NumpyBackend().kl_div(p, q, mass=True)
# instead
q = q / q.sum()
NumpyBackend().kl_div(p, q)
