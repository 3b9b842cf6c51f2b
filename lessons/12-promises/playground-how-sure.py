# How sure are you? Write your probability beside each statement, from 0 to 1
from math import inf, log

said = {
    "A KL is never negative": {{ half }},
    "A certain outcome has an entropy of one bit": {{ half }},
    "Who is calibrated has the least loss": {{ half }},
    "A higher temperature never changes the likeliest class": {{ half }},
    "KL(P || Q) is always as large as KL(Q || P)": {{ half }},
}

def pays(given):  # minus the logarithm of what was given to what is the case
    return -log(given) if given > 0 else inf

true = [18 >> place & 1 for place in (4, 3, 2, 1, 0)]  # the answers, not to be read at a glance
costs = [pays(p if is_true else 1 - p) for p, is_true in zip(said.values(), true)]
for (statement, p), cost in zip(said.items(), costs):
    print(f"{100 * p:.0f}% for: {statement}")
print(f"You pay {sum(costs) / len(costs):.3f} nats a statement; saying a half pays {log(2):.3f}.")
