"""infomeasure: information measures estimated from samples."""
# requires: infomeasure==0.6.3
# unit: nats

import infomeasure as im
import numpy as np

def column(probabilities, rows=1000):
    return np.repeat(np.arange(len(probabilities)), np.rint(rows * np.array(probabilities)).astype(int))

# %% pair, pair-reversed, zero-in-q, zero-in-p, disjoint: infomeasure.kld(approach="discrete"), of 1,000 rows in these shares
im.kld(column(p), column(q), approach="discrete")
# instead
p, q = np.array(p), np.array(q)
np.sum(p[p > 0] * (np.log(p[p > 0]) - np.log(q[p > 0])))

# %% js-pair, js-disjoint: infomeasure.jsd(approach="discrete"), of 1,000 rows in these shares
im.jsd(column(p), column(q), approach="discrete")
# instead
im.jsd(column(p), column(q), approach="discrete")

# %% samples, samples-same, outlier: infomeasure.kld(approach="metric")
im.kld(np.array(x), np.array(y), approach="metric")

# %% samples, samples-same, outlier: infomeasure.kld(approach="kernel")
im.kld(np.array(x), np.array(y), approach="kernel", bandwidth=0.5, kernel="box")

# %% one-row-more: infomeasure.kld(approach="discrete")
im.kld(np.array(x, dtype=int), np.array(y, dtype=int), approach="discrete")

# %% table: infomeasure.mutual_information(approach="discrete")
counts = np.rint(20 * np.array(table)).astype(int)
rows, columns = np.repeat([0, 0, 0, 1, 1, 1], counts.ravel()), np.repeat([0, 1, 2, 0, 1, 2], counts.ravel())
im.mutual_information(rows, columns, approach="discrete")
