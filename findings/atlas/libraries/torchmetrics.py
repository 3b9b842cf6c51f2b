"""TorchMetrics: metrics for PyTorch; distributions come as rows of a batch."""
# requires: torchmetrics==1.9.0, torch==2.13.0, numpy==2.4.6
# convert: torch.tensor
# precision: float32

import torch
from torchmetrics.functional import kl_divergence
from torchmetrics.functional.regression import jensen_shannon_divergence
from torchmetrics.functional.text import perplexity

# %% pairs: torchmetrics.functional.kl_divergence
kl_divergence(p[None], q[None])
# instead
seen = p > 0
(p[seen] * (p[seen] / q[seen]).log()).sum()

# %% logs: torchmetrics.functional.kl_divergence(log_prob=True)
kl_divergence(log_p[None], log_q[None], log_prob=True)
# instead
kl_divergence(log_p.exp()[None], log_q.exp()[None])

# %% js: torchmetrics.functional.jensen_shannon_divergence
jensen_shannon_divergence(p[None], q[None])

# %% unseen: torchmetrics.functional.text.perplexity, its logarithm
perplexity(q.log()[None, None], torch.tensor([[label]])).log()
