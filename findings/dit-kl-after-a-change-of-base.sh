#!/usr/bin/env bash
# Package and version: dit 2.3
# What it does: kullback_leibler_divergence of two distributions whose probabilities were turned to logarithms, set_base(2).
# What one would guess: the same KL: only the representation has changed.
# What was seen: -1.0 instead of 0.737, without a warning; an infinite KL becomes -infinity. The cross-entropy inside
#   reads the logarithms as probabilities.
# Source: dit/divergences/cross_entropy.py, cross_entropy: `-np.nansum(p1s * np.log2(q1s))`, whatever the base.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dit==2.3
"$folder/venv/bin/python" -W ignore - <<'PY'
import dit
from dit.divergences import kullback_leibler_divergence as kl

P, Q = dit.Distribution(["a", "b"], [0.5, 0.5]), dit.Distribution(["a", "b"], [0.9, 0.1])
before = kl(P, Q)
P.set_base(2), Q.set_base(2)
print(f"linear {before:.4f}, after set_base(2) {kl(P, Q):.4f}; its entropy is still {dit.shannon.entropy(P):.1f}")
assert abs(before - 0.7369656) < 1e-6 and kl(P, Q) == -1.0, "it is right now"
PY
