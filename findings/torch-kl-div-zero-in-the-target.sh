#!/usr/bin/env bash
# Package: torch 2.13.0 (PyPI, CPU), numpy 2.4.6.
# What it does: computes KL(target ‖ model) by F.kl_div for a target with a zero in it, such as one-hot, top-p or masked.
# What one would guess: 0 · log 0 counts as 0 whichever way the target is given, as `log_target=True` is "the same, in
#   logarithms"; and an outcome that both rule out (a mask) adds nothing.
# What was seen: with the target as probabilities the zero adds 0 (the documented formula, taken literally, would be NaN).
#   With the same target as logarithms the sum is NaN. And where target and model are both zero it is NaN in either form.
# Source: the notes of torch.nn.KLDivLoss ("roughly equivalent to ... target.exp() * (target - input)"), and xlogy in
#   aten/src/ATen/native/Loss.cpp, function kl_div.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet torch==2.13.0 numpy==2.4.6
"$place/venv/bin/python" - <<'PY'
import math

import torch
import torch.nn.functional as F

target = torch.tensor([1.0, 0.0], dtype=torch.float64)
model = torch.tensor([0.9, 0.1], dtype=torch.float64).log()
masked = torch.tensor([0.0, -math.inf], dtype=torch.float64).log_softmax(0)
seen = {
    "probabilities": F.kl_div(model, target, reduction="sum").item(),
    "logarithms": F.kl_div(model, target.log(), reduction="sum", log_target=True).item(),
    "both masked": F.kl_div(masked, target, reduction="sum").item(),
    "both masked, logarithms": F.kl_div(masked, target.log(), reduction="sum", log_target=True).item(),
}
for name, value in seen.items():
    print(f"{name:24} {value:.6f}")
assert math.isclose(seen.pop("probabilities"), -math.log(0.9))
assert all(math.isnan(value) for value in seen.values()), "no NaN any more: the behaviour has changed"
PY
