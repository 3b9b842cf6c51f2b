"""verl: reinforcement learning of language models; its KL lines are run alone, taken from its source."""
# requires: torch==2.13.0, numpy==2.4.6
# alone: verl==0.9.1
# convert: torch.tensor
# precision: float32

import ast
import sysconfig
from pathlib import Path
import torch

def lines_of(name):
    """Return a function of verl/trainer/ppo/core_algos.py, defined without importing the rest of verl."""
    tree = ast.parse(Path(sysconfig.get_path("purelib"), "verl/trainer/ppo/core_algos.py").read_text(encoding="utf-8"))
    function = next(each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == name)
    function.decorator_list, function.returns = [], None
    for argument in function.args.args:
        argument.annotation = None
    names = {"torch": torch}
    exec(compile(ast.Module([function], []), "core_algos.py", "exec"), names)
    return names[name]

kl_penalty = lines_of("kl_penalty_forward")

# %% estimator: kl_penalty_forward, "kl"
kl_penalty(log_policy, log_reference, "kl").mean()

# %% estimator: kl_penalty_forward, "mse"
kl_penalty(log_policy, log_reference, "mse").mean()
# instead
kl_penalty(log_policy, log_reference, "kl").mean()

# %% estimator: kl_penalty_forward, "low_var_kl"
kl_penalty(log_policy, log_reference, "low_var_kl").mean()

# %% estimator: kl_penalty_forward, "abs"
kl_penalty(log_policy, log_reference, "abs").mean()
# instead
kl_penalty(log_policy, log_reference, "kl").mean()

# %% estimator-gradient: kl_penalty_forward, "kl"
logits.requires_grad_()
kl_penalty(logits.log_softmax(-1)[actions], log_reference, "kl").mean().backward()
logits.grad[0]
# instead
logits.requires_grad_()
kl_penalty(logits.log_softmax(-1)[actions], log_reference, "mse").mean().backward(); logits.grad[0]

# %% estimator-gradient: kl_penalty_forward, "low_var_kl"
logits.requires_grad_()
kl_penalty(logits.log_softmax(-1)[actions], log_reference, "low_var_kl").mean().backward()
logits.grad[0]
# instead
logits.requires_grad_()
kl_penalty(logits.log_softmax(-1)[actions], log_reference, "mse").mean().backward(); logits.grad[0]
