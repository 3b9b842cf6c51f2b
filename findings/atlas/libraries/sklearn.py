"""scikit-learn: log_loss, mutual information and NMF under a KL loss."""
# requires: scikit-learn==1.9.1
# convert: np.array

import numpy as np
from sklearn.decomposition import NMF
from sklearn.metrics import log_loss, mutual_info_score

# %% unseen: sklearn.metrics.log_loss
log_loss([label], [q], labels=[0, 1, 2])
# instead
with np.errstate(divide="ignore"):
    cost = -np.log(np.array(q)[label])
cost

# %% unnormalised: sklearn.metrics.log_loss, less the entropy
log_loss([0, 1], np.array([q, q]), labels=[0, 1]) - np.log(2)
# instead
q = q / q.sum()
log_loss([0, 1], np.array([q, q]), labels=[0, 1]) - np.log(2)

# %% pair: sklearn.metrics.log_loss, less the entropy
log_loss([0, 1], np.array([q, q]), labels=[0, 1]) - np.log(2)

# %% zero-in-q: sklearn.metrics.log_loss, less the entropy
log_loss([0, 1], np.array([q, q]), labels=[0, 1]) - np.log(2)
# instead
with np.errstate(divide="ignore"):
    kl = np.sum(p * (np.log(p) - np.log(q)))
kl

# %% table: sklearn.metrics.mutual_info_score of 20 counts
mutual_info_score(None, None, contingency=np.rint(20 * np.array(table)).astype(int))

# %% table: NMF(beta_loss="kullback-leibler").reconstruction_err_
NMF(1, beta_loss="kullback-leibler", solver="mu", init="random", random_state=0, max_iter=1000, tol=0).fit(table).reconstruction_err_
# instead
error = NMF(1, beta_loss="kullback-leibler", solver="mu", init="random", random_state=0, max_iter=1000, tol=0).fit(table).reconstruction_err_
error**2 / 2
