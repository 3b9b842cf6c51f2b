"""TRL: training of language models by reinforcement and distillation; float32."""
# requires: trl==1.16.0, torch==2.13.0
# convert: torch.tensor
# precision: float32

import inspect
import re
import textwrap
import torch
from trl.experimental.gkd import GKDTrainer
from trl.trainer import grpo_trainer

def grpo_kl(per_token_logps, ref_per_token_logps):
    """Run the lines of GRPOTrainer that compute its KL, taken from the source of the version installed."""
    source = inspect.getsource(grpo_trainer)
    lines = re.search(r"^ +per_token_kl = \(\n.*?\n +\)\n", source, re.M | re.S)[0]
    names = {"torch": torch, "per_token_logps": per_token_logps, "ref_per_token_logps": ref_per_token_logps}
    exec(textwrap.dedent(lines), names)
    return names["per_token_kl"]

def gjs(p, q, beta):
    """GKDTrainer.generalized_jsd_loss takes the student's logits first and the teacher's second."""
    return GKDTrainer.generalized_jsd_loss(q.log()[None, None], p.log()[None, None], beta=beta)

# %% estimator: the lines of GRPOTrainer (k3)
grpo_kl(log_policy, log_reference).mean()

# %% estimator-gradient: the lines of GRPOTrainer (k3) as a loss
logits.requires_grad_()
grpo_kl(logits.log_softmax(-1)[actions], log_reference).mean().backward()
logits.grad[0]
# instead
logits.requires_grad_()
((logits.log_softmax(-1)[actions] - log_reference) ** 2 / 2).mean().backward(); logits.grad[0]

# %% estimator-gradient: the same times π/π_old with its gradient, as use_bias_correction_kl does
logits.requires_grad_()
log_policy = logits.log_softmax(-1)[actions]
(grpo_kl(log_policy, log_reference) * (log_policy - log_policy.detach()).exp()).mean().backward()
logits.grad[0]

# %% pair, pair-reversed: GKDTrainer.generalized_jsd_loss(student, teacher, beta=0), teacher P
gjs(p, q, 0)

# %% pair: GKDTrainer.generalized_jsd_loss(student, teacher, beta=0.001), teacher P
gjs(p, q, 0.001)
# instead
gjs(p, q, 0)

# %% pair: GKDTrainer.generalized_jsd_loss(student, teacher, beta=1), teacher P
gjs(p, q, 1)
# instead
gjs(p, q, 0)

# %% js-pair, js-disjoint: GKDTrainer.generalized_jsd_loss(student, teacher, beta=0.5)
gjs(p, q, 0.5)
# instead
m, entr = (p + q) / 2, torch.special.entr
entr(m).sum() - (entr(p).sum() + entr(q).sum()) / 2
