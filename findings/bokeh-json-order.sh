#!/usr/bin/env bash
# Package and version: bokeh 3.9.2 (Python)
# What it does: json_item and Document.to_json write a document as JSON, which Document.from_json reads back.
# What one would guess: the JSON may be stored and printed as any JSON may, for instance with its keys in the order of the
#   alphabet, so that two versions of a kept figure can be compared line by line.
# What was seen: an object is written out where it is met first and is {"id": ...} afterwards, so the meaning hangs on the order
#   of the keys, which JSON does not keep: sorted, the same document raises UnknownReferenceError, and BokehJS says
#   "reference p1008 isn't known". Indentation is harmless, sort_keys=True, jq -S and stores that sort keys (jsonb) are not.
# Source: bokeh/core/serialization.py, Serializer._encode and Deserializer._decode_ref, in the package itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check bokeh==3.9.2
"$folder/venv/bin/python" - <<'PYTHON'
import json

from bokeh.core.serialization import UnknownReferenceError
from bokeh.document import Document
from bokeh.plotting import figure

plot = figure()
plot.line([1, 2], [3, 4])
document = Document()
document.add_root(plot)
kept = json.loads(json.dumps(document.to_json(deferred=False), indent=1))
Document.from_json(kept)
print("as it was written: read back")
ordered = json.loads(json.dumps(kept, sort_keys=True))
assert ordered == kept, "the same JSON value"
try:
    Document.from_json(ordered)
except UnknownReferenceError as error:
    print(f"with its keys sorted: UnknownReferenceError: {error}")
else:
    raise SystemExit("the behaviour has changed: the order of keys does not matter any more")
PYTHON
