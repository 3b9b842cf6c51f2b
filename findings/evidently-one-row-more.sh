#!/usr/bin/env bash
# Package and version: evidently 0.7.23 (pandas 2.3.3)
# What it does: the "psi" drift test for a numerical column, reference against current data.
# What one would guess: a row more or less among hundreds changes a drift score by little.
# What was seen: up to 20 different values in the reference a column is compared value by value, from 21 on in a few
#   bins. Readings that are all off by a hundredth jump from PSI 12.4 to 9e-6, a million times less, when the
#   reference gains one row.
# Source: evidently/legacy/calculations/stattests/utils.py, get_binned_data: `n_vals > 20`.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check evidently==0.7.23 pandas==2.3.3
DO_NOT_TRACK=1 "$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np
import pandas as pd
from evidently.legacy.calculations.stattests import psi_stat_test
from evidently.legacy.core import ColumnType

reference = pd.Series(np.tile(np.linspace(0.0, 19.0, 20), 50))
current = reference + 0.01

def score(reference):
    return psi_stat_test.func(reference, current, ColumnType.Numerical, 0.1)[0]

before = score(reference)
after = score(pd.concat([reference, pd.Series([9.5])]))
print(f"PSI with 1000 rows {before:.4g}, with one row more {after:.4g}: {before / after:.3g} times less")
assert before > 1 and after < 1e-3, "one row no longer decides"
PY
