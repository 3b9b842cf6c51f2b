"""River: learning from streams; predictions are mappings from labels to probabilities."""
# requires: river==0.26.1

import math
from river import metrics

# %% unseen: river.metrics.CrossEntropy, the model lists a and b only
metric = metrics.CrossEntropy()
metric.update("c", {"a": 0.5, "b": 0.5})
metric.get()
# instead
probability = {"a": 0.5, "b": 0.5}.get("c", 0.0)
-math.log(probability) if probability else math.inf

# %% unseen: river.metrics.CrossEntropy, c is listed with 0
metric = metrics.CrossEntropy()
metric.update("c", {"a": 0.5, "b": 0.5, "c": 0.0})
metric.get()
# instead
probability = {"a": 0.5, "b": 0.5, "c": 0.0}.get("c", 0.0)
-math.log(probability) if probability else math.inf

# %% zero-in-q: river.metrics.LogLoss, less the entropy
metric = metrics.LogLoss()
metric.update(True, q[0]), metric.update(False, q[0])
metric.get() - math.log(2)
# instead
sum(a * math.log(a / b) if b else math.inf for a, b in zip(p, q) if a)

# %% pair: river.metrics.LogLoss, less the entropy
metric = metrics.LogLoss()
metric.update(True, q[0]), metric.update(False, q[0])
metric.get() - math.log(2)
