"""The runs whose logs the final asks about, small and real: python bench/final_runs.py > lessons/15-final/runs.toml.

Four language models on stretches of a book, four variational autoencoders on pictures of bars, four policies trained by
GRPO. Each is trained here by NumPy alone, from seeds that are written down, and logged as such programs log: rounded.
The lesson's questions take their numbers from that file, and the kernel works out the answers; a test runs this again.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rig import counted

from app.widgets.ngram.corpus import codes, corpus

Array = npt.NDArray[np.float64]
Logs = dict[str, list[float]]

RUNS = 4
DIGITS = 4
"""What a log prints of each number."""


@dataclass
class Adam:
    """Adam with its usual decay rates; steps of `rate` down the gradients."""

    rate: float
    count: int = 0
    first: dict[str, Array] = field(default_factory=dict)
    second: dict[str, Array] = field(default_factory=dict)

    def step(self, weights: dict[str, Array], slopes: Mapping[str, Array]) -> None:
        """Move the weights, in place."""
        self.count += 1
        for name, slope in slopes.items():
            first = 0.9 * self.first.get(name, np.zeros_like(slope)) + 0.1 * slope
            second = 0.999 * self.second.get(name, np.zeros_like(slope)) + 0.001 * slope**2
            self.first[name], self.second[name] = first, second
            size = np.sqrt(second / (1 - 0.999**self.count)) + 1e-8
            weights[name] -= self.rate * first / (1 - 0.9**self.count) / size


def log_softmax(logits: Array) -> Array:
    """Return the logarithms of the softmax of each row."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    rest: Array = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return rest


# A language model of letters: two letters before, a hidden layer, a softmax over 27 signs.

SIGNS, BEFORE, HIDDEN = 27, 2, 40
READ, UNREAD = 1500, 1600
EVERY, ROWS = 10, 12
COMPARED = 400
"""On so many letters, the first of the unread ones, the last two models are compared."""


def language_model(run: int) -> Logs:
    """Train one, and return its log: the losses every few steps, in nats a letter."""
    chance = np.random.default_rng(100 + run)
    read = np.array(codes(corpus().training[run * READ : (run + 1) * READ]))
    unread = np.array(codes(corpus().held_out[run * UNREAD : (run + 1) * UNREAD]))
    weights = {
        "in": chance.normal(0, 0.3, (BEFORE * SIGNS, HIDDEN)),
        "out": chance.normal(0, 0.3, (HIDDEN, SIGNS)),
        "bias": np.zeros(SIGNS),
    }
    adam = Adam(0.012)
    log: Logs = {"read": [], "unread": []}
    costs = []
    for step in range(1, EVERY * ROWS + 1):
        adam.step(weights, _slopes(weights, read))
        if step % EVERY == 0:
            costs.append(_costs(weights, unread))
            log["read"].append(float(_costs(weights, read).mean()))
            log["unread"].append(float(costs[-1].mean()))
    best = int(np.argmin(log["unread"]))
    later = min(best + 2, ROWS - 1)
    difference = (costs[later] - costs[best])[:COMPARED]
    shares = (np.bincount(read[BEFORE:], minlength=SIGNS) + 1) / (len(read) - BEFORE + SIGNS)
    return {
        "lm_read": log["read"],
        "lm_unread": log["unread"],
        "lm_alone": [float(-np.log(shares)[unread[BEFORE:]].mean())],
        "lm_best": [(best + 1) * EVERY],
        "lm_later": [(later + 1) * EVERY],
        "lm_difference": [float(difference.mean())],
        "lm_spread": [float(difference.std(ddof=1))],
    }


def _windows(text: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.stack([text[k : len(text) - BEFORE + k] + k * SIGNS for k in range(BEFORE)], axis=1)


def _costs(weights: Mapping[str, Array], text: npt.NDArray[np.int64]) -> Array:
    """Return what each letter costs, in nats."""
    hidden = np.tanh(weights["in"][_windows(text)].sum(axis=1))
    said = log_softmax(hidden @ weights["out"] + weights["bias"])
    costs: Array = -said[np.arange(len(said)), text[BEFORE:]]
    return costs


def _slopes(weights: Mapping[str, Array], text: npt.NDArray[np.int64]) -> dict[str, Array]:
    windows = _windows(text)
    hidden = np.tanh(weights["in"][windows].sum(axis=1))
    miss = np.exp(log_softmax(hidden @ weights["out"] + weights["bias"]))
    miss[np.arange(len(miss)), text[BEFORE:]] -= 1  # probability minus target
    miss /= len(miss)
    back = (miss @ weights["out"].T) * (1 - hidden**2)
    into = np.zeros_like(weights["in"])
    for k in range(BEFORE):
        np.add.at(into, windows[:, k], back)
    return {"in": into, "out": hidden.T @ miss, "bias": miss.sum(axis=0)}


# A variational autoencoder: pictures of 4 by 4 with one bar, a code of three numbers.

SIDE, CODE, LAYER, PICTURES = 4, 3, 16, 400
VAE_EVERY, VAE_ROWS = 100, 8
BETAS = (2.0, 0.5, 4.0, 1.5)


def autoencoder(run: int) -> Logs:
    """Train one, and return its log: nats a picture, and at the end the code of one picture."""
    chance = np.random.default_rng(200 + run)
    beta = BETAS[run]
    pictures = _bars(chance)
    pixels = SIDE * SIDE
    weights = {
        "in": chance.normal(0, 0.3, (pixels, LAYER)),
        "mean": chance.normal(0, 0.3, (LAYER, CODE)),
        "width": chance.normal(0, 0.1, (LAYER, CODE)),
        "wide": np.full(CODE, -1.0),
        "code": chance.normal(0, 0.5, (CODE, LAYER)),
        "out": chance.normal(0, 0.3, (LAYER, pixels)),
        "bias": np.full(pixels, -1.0),
    }
    adam = Adam(0.01)
    log: Logs = {"vae_miss": [], "vae_price": []}
    for step in range(1, VAE_EVERY * VAE_ROWS + 1):
        noise = chance.normal(size=(PICTURES, CODE))
        slopes, miss, price = _vae_slopes(weights, pictures, noise, beta)
        if step % VAE_EVERY == 0:
            log["vae_miss"].append(miss)
            log["vae_price"].append(float(price.sum()))
            prices = price.tolist()
        adam.step(weights, slopes)
    hidden = np.tanh(pictures[:1] @ weights["in"])
    mean = (hidden @ weights["mean"])[0]
    sd = np.exp((hidden @ weights["width"])[0] + weights["wide"])
    used = np.argsort(prices)[::-1][:2]  # the two numbers of the code that say most
    return log | {
        "vae_beta": [beta],
        "vae_prices": prices,
        "vae_mean": mean[used].tolist(),
        "vae_sd": sd[used].tolist(),
    }


def _bars(chance: np.random.Generator) -> Array:
    pictures = np.zeros((PICTURES, SIDE, SIDE))
    for picture in pictures:
        if chance.random() < 0.5:
            picture[chance.integers(SIDE)] = 1
        else:
            picture[:, chance.integers(SIDE)] = 1
    flipped = chance.random(pictures.shape) < 0.03
    noisy: Array = np.abs(pictures - flipped).reshape(PICTURES, -1)
    return noisy


def _vae_slopes(
    weights: Mapping[str, Array], pictures: Array, noise: Array, beta: float
) -> tuple[dict[str, Array], float, Array]:
    """Return the slopes of miss plus beta times price, the miss, and the price of each number of the code."""
    count = len(pictures)
    hidden = np.tanh(pictures @ weights["in"])
    mean = hidden @ weights["mean"]
    log_sd = hidden @ weights["width"] + weights["wide"]
    sd = np.exp(log_sd)
    code = mean + sd * noise
    layer = np.tanh(code @ weights["code"])
    logits = layer @ weights["out"] + weights["bias"]
    miss = float((np.logaddexp(0, logits) - pictures * logits).sum() / count)
    price = ((mean**2 + sd**2 - 1) / 2 - log_sd).sum(axis=0) / count
    d_logits = (1 / (1 + np.exp(-logits)) - pictures) / count
    d_layer = (d_logits @ weights["out"].T) * (1 - layer**2)
    d_code = d_layer @ weights["code"].T
    d_mean = d_code + beta * mean / count
    d_log_sd = d_code * sd * noise + beta * (sd**2 - 1) / count
    d_hidden = (d_mean @ weights["mean"].T + d_log_sd @ weights["width"].T) * (1 - hidden**2)
    slopes = {
        "in": pictures.T @ d_hidden,
        "mean": hidden.T @ d_mean,
        "width": hidden.T @ d_log_sd,
        "wide": d_log_sd.sum(axis=0),
        "code": code.T @ d_layer,
        "out": layer.T @ d_logits,
        "bias": d_logits.sum(axis=0),
    }
    return slopes, miss, price


# A policy that answers with two tokens out of four each, in groups of eight, with a price on leaving its reference.

TOKENS, GROUP, GROUPS = 4, 8, 4
GRPO_EVERY, GRPO_ROWS = 15, 8
GRPO_BETA = (0.2, 0.1, 0.3, 0.15)


def policy(run: int) -> Logs:
    """Train one by GRPO, and return its log: reward, and the divergence from the reference as its draws tell it."""
    chance = np.random.default_rng(300 + run)
    beta = GRPO_BETA[run]
    reference = [chance.normal(0, 0.8, TOKENS), chance.normal(0, 0.8, (TOKENS, TOKENS))]
    logits = [part.copy() for part in reference]
    right = {(k, int(chance.integers(TOKENS))) for k in range(TOKENS)}
    log: Logs = {name: [] for name in ("grpo_reward", "grpo_k1", "grpo_k3", "grpo_kl")}
    term: tuple[float, ...] = ()
    for step in range(1, GRPO_EVERY * GRPO_ROWS + 1):
        new, old = [log_softmax(part) for part in logits], [log_softmax(part) for part in reference]
        slopes = [np.zeros_like(part) for part in logits]
        rewards, ones, threes = [], [], []
        for _ in range(GROUPS):
            first = chance.choice(TOKENS, GROUP, p=np.exp(new[0]))
            second = np.array([chance.choice(TOKENS, p=np.exp(new[1][k])) for k in first])
            paid = np.array([float((a, b) in right) for a, b in zip(first.tolist(), second.tolist(), strict=True)])
            spread = paid.std()
            advantage = (paid - paid.mean()) / spread if spread else np.zeros(GROUP)
            rewards.append(paid.mean())
            for a, b, gain in zip(first, second, advantage, strict=True):
                # The first token by its own row of logits, the second by the row of the first.
                for row, before, token, slope in (
                    (new[0], old[0], a, slopes[0]),
                    (new[1][a], old[1][a], b, slopes[1][a]),
                ):
                    mine, his = row[token], before[token]
                    ones.append(mine - his)
                    threes.append(math.exp(his - mine) - 1 - (his - mine))
                    push = gain - beta * (1 - math.exp(his - mine))
                    slope[:] += push * ((np.arange(TOKENS) == token) - np.exp(row)) / (GROUPS * GROUP * 2)
                    one = round(float(gain * spread + paid.mean()))
                    # The last token of such an answer is shown: right in one run, wrong in the next.
                    if one == (run + 1) % 2 and paid.mean() < 0.8 and 0.3 < abs(mine - his) < 1.6:
                        term = (one, float(paid.mean()), float(spread), float(mine), float(his))
        for part, slope in zip(logits, slopes, strict=True):
            part[:] += 3.0 * slope
        if step % GRPO_EVERY == 0:
            exact = np.exp(new[0]) @ (new[0] - old[0] + (np.exp(new[1]) * (new[1] - old[1])).sum(axis=1))
            log["grpo_reward"].append(float(np.mean(rewards)))
            log["grpo_k1"].append(float(np.mean(ones)))
            log["grpo_k3"].append(float(np.mean(threes)))
            log["grpo_kl"].append(float(exact) / 2)
    reward, mean, spread, mine, his = term
    return log | {
        "grpo_beta": [beta],
        "grpo_paid": [reward],
        "grpo_mean": [mean],
        "grpo_sd": [spread],
        "grpo_logp": [mine],
        "grpo_ref": [his],
    }


def lines() -> Iterator[str]:
    """Yield the file: for each name the numbers of the first run, then those of the second, and so on."""
    yield "# Written by bench/final_runs.py: what small real runs logged. Each holds the first run's numbers, then on."
    for train in (language_model, autoencoder, policy):
        runs = [train(run) for run in counted(range(RUNS), f"runs, {train.__name__.replace('_', ' ')}")]
        for name in runs[0]:
            yield f"{name} = [{', '.join(_written(number) for log in runs for number in log[name])}]"


def _written(number: float) -> str:
    rounded = round(number, DIGITS)
    return f"{rounded:g}" if rounded == int(rounded) else repr(rounded)


if __name__ == "__main__":
    print("\n".join(lines()))
