# Is the detour shorter?
from math import log2, sqrt

A = {{ A }}
B = {{ B }}  # on the way
C = {{ C }}


def kl(p, q):
    return sum(p[x] * log2(p[x] / q[x]) for x in p if p[x] > 0)


def js(p, q):
    """Jensen–Shannon: both go to their middle, which is zero for nobody."""
    middle = {x: (p[x] + q[x]) / 2 for x in p}
    return (kl(p, middle) + kl(q, middle)) / 2


def root_js(p, q):
    return sqrt(js(p, q))


for name, measure in {"KL": kl, "JS": js, "√JS": root_js}.items():
    direct = measure(A, C)
    detour = measure(A, B) + measure(B, C)
    verdict = "shorter" if detour < direct else "not shorter"
    print(f"{name:>3}: direct {direct:.4f}, detour {detour:.4f}, {verdict}")
