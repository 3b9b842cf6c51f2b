"""One training from its first step to its last: the sample, every model, and three loss curves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from app.kernel import draw_counts, draw_samples, softmax_descent
from app.kernel.arrays import FloatArray

STEPS: Final = 300
#: Slow enough to be watched, and no step ever overshoots on a whole sample.
RATE: Final = 0.5
BATCH: Final = 32


@dataclass(frozen=True, slots=True)
class Training:
    """What a training run is made of; losses in nats, one a step, before it is taken.

    `targets` are the frequencies that each step goes down for: the sample's own, or those of a batch.
    """

    counts: tuple[int, ...]
    shares: FloatArray
    targets: FloatArray
    models: FloatArray
    new: FloatArray
    sample: FloatArray
    printed: FloatArray


@lru_cache(maxsize=256)
def train(p: tuple[float, ...], n: int, seed: int, *, batch: bool) -> Training:
    """Return the training on a sample of n from P.

    Batches are drawn from the sample with the seed's next numbers, one for each step and one after the last.

    Examples
    --------
    >>> run = train((0.5, 0.3, 0.2), 10, 1, batch=False)
    >>> run.counts, run.sample[0] > run.sample[-1]
    ((3, 4, 3), np.True_)
    """
    counts = draw_counts(p, n, seed)
    shares = counts / n
    targets = draw_samples(shares, BATCH, STEPS + 1, seed, n) / BATCH if batch else np.tile(shares, (STEPS + 1, 1))
    models = softmax_descent(targets[:-1], RATE)
    costs = -np.log(models)
    return Training(
        counts=tuple(counts.tolist()),
        shares=shares,
        targets=targets,
        models=models,
        new=costs @ np.array(p),
        sample=costs @ shares,
        printed=(costs * targets).sum(axis=1),
    )
