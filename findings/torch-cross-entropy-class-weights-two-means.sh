#!/usr/bin/env bash
# Package and version: torch 2.13.0 (CPU)
# What it does: F.cross_entropy with class weights, the same smoothed target given as an index or as probabilities.
# What one would guess: one loss; the documentation calls the second form the general one.
# What was seen: with an index, "mean" divides by the weight of the labels; with probabilities, by the number of
#   rows. The same target then differs by a factor: the weight of its class. Learning rates change with the form.
# Source: documentation of torch.nn.CrossEntropyLoss, the two formulas under "reduction='mean'".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import torch
import torch.nn.functional as F

z, w = torch.tensor([[2.0, 0.0, -1.0]], dtype=torch.float64), torch.tensor([2.0, 5.0, 5.0], dtype=torch.float64)
onehot = F.one_hot(torch.tensor([0]), 3).double()
index = F.cross_entropy(z, torch.tensor([0]), weight=w, label_smoothing=0.1).item()
shares = F.cross_entropy(z, onehot, weight=w, label_smoothing=0.1).item()
print(f"as an index {index:.4f}, as probabilities {shares:.4f}: {shares / index:.3f} times")
assert abs(shares / index - 2.0) < 1e-9, "the two forms agree now, or differ otherwise"
PY
