"""PyTorch: torch.nn.functional, torch.distributions and CrossEntropyLoss; its numbers are float32 unless told otherwise."""
# requires: torch==2.13.0, numpy==2.4.6
# convert: torch.tensor
# precision: float32

import torch
import torch.nn.functional as F
from torch.distributions import Categorical, MixtureSameFamily, Normal, Poisson, kl_divergence

# %% pairs: F.kl_div(p, q, reduction="sum"), as the names suggest
F.kl_div(p, q, reduction="sum")
# instead
p, q = p.double() / p.sum(), q.double() / q.sum()
F.kl_div(q.log(), p, reduction="sum")
# instead zero-in-q, zero-in-p, disjoint
seen = p > 0
F.kl_div(q[seen].log(), p[seen], reduction="sum")

# %% pair, pair-reversed, many: F.kl_div(q.log(), p)
F.kl_div(q.log(), p)
# instead
p, q = p.double() / p.sum(), q.double() / q.sum()
F.kl_div(q.log(), p, reduction="sum")

# %% pairs: F.kl_div(q.log(), p, reduction="sum")
F.kl_div(q.log(), p, reduction="sum")
# instead
p, q = p.double() / p.sum(), q.double() / q.sum()
F.kl_div(q.log(), p, reduction="sum")

# %% pairs: F.kl_div(q.log(), p.log(), log_target=True, reduction="sum")
F.kl_div(q.log(), p.log(), reduction="sum", log_target=True)
# instead
p, q = p.double() / p.sum(), q.double() / q.sum()
F.kl_div(q.log(), p, reduction="sum")

# %% pairs: torch.distributions.kl_divergence of Categoricals
kl_divergence(Categorical(probs=p), Categorical(probs=q))
# instead
p, q = p.double(), q.double()
F.kl_div(q.log(), p, reduction="sum")

# %% pair, pair-reversed, zero-in-q, zero-in-p: F.cross_entropy(q, p)
F.cross_entropy(q, p)
# instead
p, q = p.double() / p.sum(), q.double() / q.sum()
F.kl_div(q.log(), p, reduction="sum")

# %% logs: F.kl_div(log_target=True)
F.kl_div(log_q, log_p, reduction="sum", log_target=True)
# instead
F.kl_div(log_q, log_p.exp(), reduction="sum")

# %% logs: torch.distributions.kl_divergence of Categoricals(logits=…)
kl_divergence(Categorical(logits=log_p), Categorical(logits=log_q))

# %% narrow: torch.distributions.kl_divergence of Normals
kl_divergence(Normal(mean, sd), Normal(other_mean, other_sd))
# instead
mean, sd, other_mean, other_sd = (torch.tensor(x, dtype=torch.float64) for x in (mean, sd, other_mean, other_sd))
kl_divergence(Normal(mean, sd), Normal(other_mean, other_sd))

# %% poisson: torch.distributions.kl_divergence of Poissons
kl_divergence(Poisson(rate), Poisson(other_rate))
# instead
rate, other_rate = (torch.tensor(x, dtype=torch.float64) for x in (rate, other_rate))
kl_divergence(Poisson(rate), Poisson(other_rate))

# %% mixture: torch.distributions.kl_divergence of a MixtureSameFamily
P, Q = MixtureSameFamily(Categorical(weights), Normal(means, sds)), Normal(mean, sd)
kl_divergence(P, Q)
# instead
P, Q = MixtureSameFamily(Categorical(weights.double()), Normal(means.double(), sds.double())), Normal(torch.tensor(mean).double(), sd)
x = torch.linspace(-15, 15, 30_001, dtype=torch.float64); torch.trapezoid(P.log_prob(x).exp() * (P.log_prob(x) - Q.log_prob(x)), x)

# %% class-weights: F.cross_entropy with the class as an index
F.cross_entropy(logits[None], torch.tensor([label]), weight=weights, label_smoothing=smoothing)
# instead
cost = -logits.double().log_softmax(-1)
(weights * target * cost).sum() / (weights * target).sum()

# %% class-weights: F.cross_entropy with the class as probabilities
F.cross_entropy(logits[None], onehot[None], weight=weights, label_smoothing=smoothing)
# instead
cost = -logits.double().log_softmax(-1)
(weights * target * cost).sum() / (weights * target).sum()

# %% unseen: F.cross_entropy(q.log(), label)
F.cross_entropy(q.log()[None], torch.tensor([label]))

# %% unseen: Categorical(probs=q).log_prob
-Categorical(probs=q).log_prob(torch.tensor(label))
# instead
F.nll_loss(q.log()[None], torch.tensor([label]))

# %% js: F.kl_div to the middle, twice
m = (p + q) / 2
(F.kl_div(m.log(), p, reduction="sum") + F.kl_div(m.log(), q, reduction="sum")) / 2

# %% gradient-zero-q: F.kl_div
q = torch.tensor(q, requires_grad=True)
F.kl_div(q.log(), torch.tensor(p), reduction="sum").backward()
q.grad

# %% gradient-zero-q: torch.distributions.kl_divergence of Categoricals
q = torch.tensor([1.0, 0.0], requires_grad=True)
kl_divergence(Categorical(probs=torch.tensor([p, p])), Categorical(probs=q)).backward()
q.grad[1]
# instead
q = torch.tensor(q, requires_grad=True)
F.kl_div(q.log(), torch.tensor(p), reduction="sum").backward(); q.grad

# %% gradient-zero-p: F.kl_div(log_target=True)
z.requires_grad_()
F.kl_div(z.log_softmax(-1), log_p, reduction="sum", log_target=True).backward()
z.grad[0]

# %% gradient-zero-p: (p * (p.log() - z.log_softmax(-1))).sum()
z.requires_grad_()
(p * (p.log() - z.log_softmax(-1))).sum().backward()
z.grad[0]

# %% estimator: the mean of log π − log reference (k1)
(log_policy - log_reference).mean()

# %% estimator: the mean of r − 1 − log r (k3)
log_r = log_reference - log_policy
(log_r.exp() - 1 - log_r).mean()

# %% estimator-gradient: the mean of log π − log reference (k1) as a loss
logits.requires_grad_()
log_policy = logits.log_softmax(-1)[actions]
(log_policy - log_reference).mean().backward()
logits.grad[0]
# instead
logits = logits.double().requires_grad_(); log_p = logits.log_softmax(-1)
(log_p.exp() * (log_p - log_reference[:2].double())).sum().backward(); logits.grad[0]

# %% estimator-gradient: the mean of half the squared log-ratio (k2) as a loss
logits.requires_grad_()
log_policy = logits.log_softmax(-1)[actions]
((log_policy - log_reference) ** 2 / 2).mean().backward()
logits.grad[0]

# %% estimator-gradient: the mean of r − 1 − log r (k3) as a loss
logits.requires_grad_()
log_r = log_reference - logits.log_softmax(-1)[actions]
(log_r.exp() - 1 - log_r).mean().backward()
logits.grad[0]
# instead
logits = logits.double().requires_grad_(); log_r = log_reference.double() - logits.log_softmax(-1)[actions]
(log_r**2 / 2).mean().backward(); logits.grad[0]
