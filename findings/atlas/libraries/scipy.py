"""SciPy: the numerical library of Python; rel_entr and entropy are what our own figures show."""
# requires: scipy==1.17.1, numpy==2.4.6
# convert: np.array

import numpy as np
from scipy import optimize, special, stats
from scipy.spatial.distance import jensenshannon

# %% pairs: scipy.special.rel_entr
special.rel_entr(p, q).sum()
# instead unnormalised
q = q / q.sum()
special.rel_entr(p, q).sum()

# %% pairs: scipy.stats.entropy
stats.entropy(p, q)

# %% pairs: scipy.special.kl_div
special.kl_div(p, q).sum()
# instead unnormalised
q = q / q.sum()
special.kl_div(p, q).sum()

# %% js-pair, js-disjoint: scipy.spatial.distance.jensenshannon
jensenshannon(p, q)
# instead
m = (p + q) / 2
(special.rel_entr(p, m).sum() + special.rel_entr(q, m).sum()) / 2

# %% js-near: scipy.spatial.distance.jensenshannon, squared
jensenshannon(p, q) ** 2

# %% logs: scipy.stats.entropy
stats.entropy(np.exp(log_p), np.exp(log_q))

# %% mixture: scipy.stats.entropy on a grid of -7 to 7
x = np.linspace(-7, 7, 400)
P = weights @ [stats.norm.pdf(x, m, s) for m, s in zip(means, sds)]
stats.entropy(P, stats.norm.pdf(x, mean, sd))
# instead
x, log_P = np.linspace(-40, 40, 100_001), lambda x: special.logsumexp([stats.norm.logpdf(x, m, s) for m, s in zip(means, sds)], b=weights[:, None], axis=0)
np.trapezoid(np.exp(log_P(x)) * (log_P(x) - stats.norm.logpdf(x, mean, sd)), x)

# %% narrow: scipy.special.rel_entr has no normals; by its formula
np.log(other_sd / sd) + (sd**2 + (mean - other_mean) ** 2) / (2 * other_sd**2) - 0.5

# %% poisson: scipy.special.kl_div, which is a Poisson's KL
special.kl_div(rate, other_rate)

# %% unseen: scipy.special.rel_entr
special.rel_entr(p, q).sum()

# %% table: scipy.stats.entropy of the table and of its margins
table = np.array(table)
stats.entropy(table.ravel(), np.outer(table.sum(1), table.sum(0)).ravel())

# %% samples, outlier: scipy.stats.entropy of histograms
edges = np.histogram_bin_edges(np.concatenate([x, y]), 10)
stats.entropy(np.histogram(x, edges)[0], np.histogram(y, edges)[0])
# instead
n, of, my = len(x), lambda a, b: np.array([np.partition(abs(a - v), 5)[5] for v in b]), lambda a, b: np.array([np.partition(abs(a - v), 4)[4] for v in b])
np.log(my(y, x) / of(x, x)).mean() + np.log(len(y) / (n - 1))

# %% samples-same: scipy.stats.entropy of histograms
edges = np.histogram_bin_edges(np.concatenate([x, y]), 10)
stats.entropy(np.histogram(x, edges)[0] + 0.5, np.histogram(y, edges)[0] + 0.5)

# %% one-row-more: scipy.stats.entropy of counts
values = np.union1d(x, y)
stats.entropy(*[(column[:, None] == values).sum(0) for column in (x, y)])

# %% estimator: the mean of the log-ratio (k1)
(log_policy - log_reference).mean()
