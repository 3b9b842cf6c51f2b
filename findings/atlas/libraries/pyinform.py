"""PyInform: information measures on counts and time series, in bits."""
# requires: pyinform==0.2.0, setuptools==80.9.0
# unit: bits

import numpy as np
from pyinform import mutualinfo, shannon
from pyinform.dist import Dist

# %% pair, pair-reversed, zero-in-q, zero-in-p, disjoint: pyinform.shannon.relative_entropy
shannon.relative_entropy(Dist([int(10 * each) for each in p]), Dist([int(10 * each) for each in q]))
# instead
p, q = np.array(p), np.array(q)
np.sum(p[p > 0] * (np.log2(p[p > 0]) - np.log2(q[p > 0])))

# %% one-row-more: pyinform.shannon.relative_entropy
shannon.relative_entropy(*(Dist([sum(each == value for each in column) for value in range(1, 22)]) for column in (x, y)))

# %% table: pyinform.shannon.mutual_info
joint = [round(20 * each) for row in table for each in row]
rows, columns = [sum(joint[:3]), sum(joint[3:])], [joint[k] + joint[k + 3] for k in range(3)]
shannon.mutual_info(Dist(joint), Dist(rows), Dist(columns))
