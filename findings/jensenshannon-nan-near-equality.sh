#!/usr/bin/env bash
# Package and version: scipy 1.17.1 (numpy 2.4.6)
# What it does: scipy.spatial.distance.jensenshannon(p, q), the root of the Jensen-Shannon divergence.
# What one would guess: a number near 0 for two distributions that nearly agree.
# What was seen: over 1,000 drawn pairs of 5 outcomes that differ by about 1e-9, 461 are nan: the sum of
#   relative entropies comes out a hair below 0, and its square root is no number. No check keeps it at 0.
# Source: scipy/spatial/distance.py, jensenshannon: `return np.sqrt(js / 2.0)`.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np
from scipy.spatial.distance import jensenshannon

chance, bad = np.random.default_rng(1), 0
for _ in range(1000):
    p = chance.dirichlet(np.ones(5))
    q = p * (1 + 1e-9 * chance.standard_normal(5))
    bad += bool(np.isnan(jensenshannon(p, q / q.sum())))
print(f"{bad} of 1000 nearly equal pairs: nan")
assert bad > 100, "it is a number now"
PY
