"""dit: discrete information theory, in bits."""
# requires: dit==2.3
# unit: bits

import dit
import numpy as np
from dit.divergences import jensen_shannon_divergence, kullback_leibler_divergence

def D(probabilities):
    return dit.Distribution([str(k) for k in range(len(probabilities))], probabilities)

# %% pair, pair-reversed, zero-in-q, zero-in-p, disjoint, nearly-equal: dit.divergences.kullback_leibler_divergence
kullback_leibler_divergence(D(p), D(q))
# instead
p, q = np.array(p), np.array(q)
np.sum(p[p > 0] * (np.log2(p[p > 0]) - np.log2(q[p > 0])))

# %% unnormalised: dit.divergences.kullback_leibler_divergence
kullback_leibler_divergence(D(p), D(q))
# instead
q = [each / sum(q) for each in q]
kullback_leibler_divergence(D(p), D(q))

# %% pair, zero-in-q: dit.divergences.kullback_leibler_divergence after set_base(2)
P, Q = D(p), D(q)
P.set_base(2), Q.set_base(2)
kullback_leibler_divergence(P, Q)
# instead
kullback_leibler_divergence(D(p), D(q))

# %% js: dit.divergences.jensen_shannon_divergence
jensen_shannon_divergence([D(p), D(q)])

# %% table: dit.shannon.mutual_information
joint = dit.Distribution([f"{x}{y}" for x in range(2) for y in range(3)], np.ravel(table))
dit.shannon.mutual_information(joint, [0], [1])
