"""NumPy: the formula as one writes it by hand, without a library for it."""
# requires: numpy==2.4.6
# convert: np.array

import numpy as np

# %% pairs: np.sum(p * np.log(p / q))
np.sum(p * np.log(p / q))
# instead zero-in-p, disjoint
seen = p > 0
np.sum(p[seen] * np.log(p[seen] / q[seen]))
# instead unnormalised
q = q / q.sum()
np.sum(p * np.log(p / q))

# %% pairs: the formula with an epsilon of 1e-10
np.sum(p * np.log((p + 1e-10) / (q + 1e-10)))
# instead
p, q = p / p.sum(), q / q.sum()
np.sum(p[p > 0] * np.log(p[p > 0] / q[p > 0]))
# instead many
seen = p > 0
np.sum(p[seen] * np.log(p[seen] / q[seen]))

# %% js: by the formula
m = (p + q) / 2
(np.sum(p * np.log(p / m)) + np.sum(q * np.log(q / m))) / 2
# instead
m, KL = (p + q) / 2, lambda p, q: np.sum(p[p > 0] * np.log(p[p > 0] / q[p > 0]))
(KL(p, m) + KL(q, m)) / 2

# %% logs: np.sum(np.exp(log_p) * (log_p - log_q))
np.sum(np.exp(log_p) * (log_p - log_q))
# instead
seen = log_p > -np.inf
np.sum(np.exp(log_p[seen]) * (log_p[seen] - log_q[seen]))

# %% narrow: by the formula, in float32
sd, other_sd = np.float32(sd), np.float32(other_sd)
np.log(other_sd / sd) + (sd**2 + np.float32(mean - other_mean) ** 2) / (2 * other_sd**2) - np.float32(0.5)
# instead
ratio = np.float64(sd) / np.float64(other_sd)
(ratio**2 - 1) / 2 - np.log(ratio)

# %% poisson: by the formula, in float32
a, b = np.float32(rate), np.float32(other_rate)
a * np.log(a / b) - a + b
# instead
d = (other_rate - rate) / rate
rate * (d - np.log1p(d))

# %% unseen: -np.log(q[label])
-np.log(np.array(q)[label])

# %% class-weights: np.average(surprisals, weights=…)
cost = np.log(np.exp(logits).sum()) - logits
np.average(cost, weights=weights * target)

# %% estimator: the mean of r - 1 - log r (k3)
log_r = log_reference - log_policy
np.mean(np.exp(log_r) - 1 - log_r)
