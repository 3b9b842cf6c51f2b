#!/usr/bin/env bash
# Package and version: constriction 0.5.0 (numpy 2.4.6)
# What it does: an entropy coder, as a stack or a queue, takes letters and a model of their probabilities.
# What one would guess: a letter of probability 0 has no code, since its surprise is infinite; it is refused.
# What was seen: it is coded, in 24 bits, also with perfect=True, and comes back whole. A Gaussian's letter 50 standard
#   deviations out takes 23 bits, where its surprise is some 1,800. Models have 24 bits, and give each letter of the
#   alphabet at least one part in 2**24: a cross-entropy that is measured by coding is finite where it is infinite.
# Source: docs.rs/constriction, stream::model, ContiguousCategoricalEntropyModel (its example codes a 0.0).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check constriction==0.5.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import constriction
import numpy as np

Categorical = constriction.stream.model.Categorical
QuantizedGaussian = constriction.stream.model.QuantizedGaussian
AnsCoder = constriction.stream.stack.AnsCoder

letters = np.full(1000, 2, dtype=np.int32)
model = Categorical(np.array([0.5, 0.5, 0.0]), perfect=True)
coder = AnsCoder()
coder.encode_reverse(letters, model)
bits = coder.num_valid_bits() / 1000
print(f"a letter of probability 0: {bits:.2f} bits")
assert 23.5 < bits < 24.5, "it has another price now"
assert (coder.decode(model, 1000) == letters).all()

coder = AnsCoder()
coder.encode_reverse(np.array([50], dtype=np.int32), QuantizedGaussian(-100, 100, 0.0, 1.0))
print(f"50 standard deviations out: {coder.num_valid_bits()} bits, surprise {49.5**2 / 2 / np.log(2):.0f}")
assert coder.num_valid_bits() < 40, "it has another price now"
PY
