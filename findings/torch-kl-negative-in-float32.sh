#!/usr/bin/env bash
# Package and version: torch 2.13.0 (CPU)
# What it does: torch.distributions.kl_divergence of two Gamma, Poisson or Beta distributions, in torch's default float32.
# What one would guess: a small number, at least 0: a KL is never negative, and the closed forms are exact.
# What was seen: for large, nearly equal parameters the terms cancel: Gamma -0.551 and Poisson -0.136 where the truth is
#   0.005, Beta 5.3 where it is 0.0025. In float64 the same calls are right. What is minimised must not fall below 0.
# Source: torch/distributions/kl.py, _kl_gamma_gamma, _kl_poisson_poisson, _kl_beta_beta.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import torch
from torch.distributions import Beta, Gamma, Poisson, kl_divergence

below = 0
for family, one, other in (
    (Gamma, (1e6, 1.0), (1.0001e6, 1.0)),
    (Poisson, (1e6,), (1.0001e6,)),
    (Beta, (1e6, 1e6), (1.0001e6, 1e6)),
):
    found = {}
    for dtype in (torch.float32, torch.float64):
        P, Q = (family(*(torch.tensor(x, dtype=dtype) for x in each)) for each in (one, other))
        found[dtype] = kl_divergence(P, Q).item()
    print(f"{family.__name__}: float32 {found[torch.float32]:.4f}, float64 {found[torch.float64]:.6f}")
    assert found[torch.float64] >= 0
    below += found[torch.float32] < -0.01
assert below >= 1, "none is negative any more"
PY
