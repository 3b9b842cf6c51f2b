#!/usr/bin/env bash
# Package and version: scikit-learn 1.9.1 (numpy 2.4.6, scipy 1.17.1)
# What it does: sklearn.feature_selection.mutual_info_classif estimates the mutual information of a number and a class.
# What one would guess: mutual information does not change when a constant is added to the number.
# What was seen: a feature that tells two classes apart has 0.57 nats, with 1e10 added 0.10 and with 1e11 added 0.001,
#   though float64 holds its digits. The noise that breaks ties is of 1e-10 of the mean size of the values, which are
#   scaled and not centred before: a time stamp in ms or ns, whose spread is small beside it, is drowned.
# Source: github.com/scikit-learn/scikit-learn issue 30772; sklearn/feature_selection/_mutual_info.py, _estimate_mi.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PY'
import numpy as np
from sklearn.feature_selection import mutual_info_classif

chance = np.random.default_rng(1)
y = chance.integers(0, 2, 2000)
x = y + 0.3 * chance.standard_normal(2000)
found = {}
for origin in (0.0, 1e9, 1e10, 1e11):
    moved = x + origin
    assert np.abs(moved - origin - x).max() < 1e-4, "float64 holds the feature"
    found[origin] = float(mutual_info_classif(moved[:, None], y, random_state=0)[0])
    print(f"{origin:8.0e} added: {found[origin]:.4f} nats")
assert found[0.0] > 0.5, "it is told apart"
assert found[1e10] < 0.3, "it no longer depends on the origin"
assert found[1e11] < 0.05, "it no longer depends on the origin"
PY
