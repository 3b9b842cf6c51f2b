#!/usr/bin/env bash
# Package and version: frouros 0.9.0
# What it does: frouros.detectors.data_drift.PSI, fitted on a reference sample and compared with another.
# What one would guess: near 0 for two samples of one distribution; 0.25 is the usual alarm.
# What was seen: a bin without a row is filled with the smallest float, about 2e-308, whose logarithm is -708. With
#   100 rows each of one and the same exponential source the PSI is 24.8 on average, and above 0.25 in 98 % of runs.
# Source: frouros/detectors/data_drift/batch/distance_based/psi.py: `sys.float_info.min`.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check frouros==0.9.0
"$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np
from frouros.detectors.data_drift import PSI

chance, scores = np.random.default_rng(7), []
for _ in range(50):
    detector = PSI()
    detector.fit(X=chance.exponential(size=100))
    scores.append(detector.compare(X=chance.exponential(size=100))[0].distance)
print(f"PSI of one distribution with itself: mean {np.mean(scores):.2f}, above 0.25 in {np.mean(np.array(scores) > 0.25):.0%}")
assert np.mean(scores) > 0.5, "it is small now"
PY
