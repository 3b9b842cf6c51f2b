#!/usr/bin/env bash
# Package and version: trl 1.16.0 (torch 2.13.0, CPU)
# What it does: GKDTrainer.generalized_jsd_loss(student, teacher, beta), said to interpolate between the two KLs.
# What one would guess: beta near 0 is near beta = 0.
# What was seen: beta = 0 gives KL(teacher || student) 0.5108, beta = 0.001 a thousandth of it: the ends are special
#   cases, and between them the whole loss vanishes towards both. A schedule of beta meets a jump of a thousand.
# Source: trl/experimental/gkd/gkd_trainer.py, generalized_jsd_loss: the branches `beta == 0` and `beta == 1`.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check trl==1.16.0 torch==2.13.0
HF_HUB_OFFLINE=1 "$folder/venv/bin/python" -W ignore - <<'PY'
import torch
from trl.experimental.gkd import GKDTrainer

teacher, student = torch.tensor([[[0.5, 0.5]]]).log(), torch.tensor([[[0.9, 0.1]]]).log()
loss = {beta: GKDTrainer.generalized_jsd_loss(student, teacher, beta=beta).item() for beta in (0, 0.001, 0.5, 0.999, 1)}
print(", ".join(f"beta {beta}: {value:.4f}" for beta, value in loss.items()))
assert loss[0] > 500 * loss[0.001] and loss[1] > 500 * loss[0.999], "it is continuous now"
PY
