"""statsmodels: statistics; its likelihood-ratio statistic is 2 n KL."""
# requires: statsmodels==0.15.0
# convert: np.array

import numpy as np
from statsmodels.stats.gof import powerdiscrepancy

# %% pair, pair-reversed, zero-in-q, zero-in-p: powerdiscrepancy(…, "loglikeratio") of 100 observations, divided by 200
powerdiscrepancy(100 * p, q, lambd="loglikeratio")[0] / 200
# instead
seen = p > 0
powerdiscrepancy(100 * p[seen], q[seen] / q[seen].sum(), lambd="loglikeratio")[0] / 200 - np.log(q[seen].sum())

# %% pair: powerdiscrepancy(…, "modified_loglikeratio") of 100 observations, divided by 200
powerdiscrepancy(100 * p, q, lambd="modified_loglikeratio")[0] / 200
# instead
powerdiscrepancy(100 * p, q, lambd="loglikeratio")[0] / 200

# %% unnormalised: powerdiscrepancy(…, "loglikeratio") of 100 observations, divided by 200
powerdiscrepancy(100 * p, q, lambd="loglikeratio")[0] / 200
# instead
q = q / q.sum()
powerdiscrepancy(100 * p, q, lambd="loglikeratio")[0] / 200
