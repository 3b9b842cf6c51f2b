"""JAX: NumPy's functions with gradients; float32 unless told otherwise."""
# requires: jax==0.10.2, jaxlib==0.10.2, numpy==2.4.6
# convert: jnp.array
# precision: float32

import math
import jax
import jax.numpy as jnp
from jax.scipy.special import kl_div, rel_entr

# %% pairs: jax.scipy.special.rel_entr
rel_entr(p, q).sum()
# instead unnormalised
q = q / q.sum()
rel_entr(p, q).sum()

# %% pairs: jax.scipy.special.kl_div
kl_div(p, q).sum()
# instead unnormalised
q = q / q.sum()
kl_div(p, q).sum()

# %% pairs: jnp.sum(p * jnp.log(p / q))
jnp.sum(p * jnp.log(p / q))
# instead zero-in-p, disjoint
rel_entr(p, q).sum()
# instead unnormalised
q = q / q.sum()
rel_entr(p, q).sum()

# %% js: jax.scipy.special.rel_entr to the middle, twice
m = (p + q) / 2
(rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2

# %% logs: jnp.sum(jnp.exp(log_p) * (log_p - log_q))
jnp.sum(jnp.exp(log_p) * (log_p - log_q))
# instead
jnp.sum(jnp.exp(log_p) * jnp.where(log_p > -jnp.inf, log_p - log_q, 0))

# %% poisson: jax.scipy.special.kl_div, which is a Poisson's KL
kl_div(rate, other_rate)
# instead
d = (other_rate - rate) / rate
rate * (d - math.log1p(d))

# %% narrow: by the formula
sd, other_sd = jnp.array(sd), jnp.array(other_sd)
jnp.log(other_sd / sd) + (sd**2 + (mean - other_mean) ** 2) / (2 * other_sd**2) - 0.5

# %% unseen: -jax.nn.log_softmax(jnp.log(q))[label]
-jax.nn.log_softmax(jnp.log(q))[label]

# %% gradient-zero-q: jax.grad of rel_entr
jax.grad(rel_entr, argnums=1)(p, q)
# instead
jax.grad(lambda q: p * (jnp.log(p) - jnp.log(q)))(q)

# %% gradient-zero-q: jax.grad of p * (log p - log q)
jax.grad(lambda q: p * (jnp.log(p) - jnp.log(q)))(q)

# %% gradient-zero-p: jax.grad of exp(log_p) * (log_p - log_q)
jax.grad(lambda z: jnp.sum(jnp.exp(log_p) * (log_p - jax.nn.log_softmax(z))))(z)[0]

# %% gradient-zero-p: jax.grad of rel_entr(p, softmax)
jax.grad(lambda z: rel_entr(p, jax.nn.softmax(z)).sum())(z)[0]

# %% estimator: the mean of r − 1 − log r (k3)
log_r = log_reference - log_policy
jnp.mean(jnp.expm1(log_r) - log_r)

# %% estimator-gradient: the mean of r − 1 − log r (k3) as a loss
def k3(z):
    log_r = log_reference - jax.nn.log_softmax(z)[jnp.array(actions)]
    return jnp.mean(jnp.expm1(log_r) - log_r)
jax.grad(k3)(logits)[0]
# instead
k2 = lambda z: jnp.mean((log_reference - jax.nn.log_softmax(z)[jnp.array(actions)]) ** 2 / 2)
jax.grad(k2)(logits)[0]
