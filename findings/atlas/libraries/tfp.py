"""TensorFlow Probability: distributions; here its JAX form, in float32."""
# requires: tensorflow-probability==0.25.0, jax==0.4.35, jaxlib==0.4.35, numpy==1.26.4
# convert: jnp.array
# precision: float32

import math
import jax
import jax.numpy as jnp
import tensorflow_probability.substrates.jax as tfp
from jax.scipy.special import rel_entr

tfd = tfp.distributions

# %% pairs: tfd.Categorical(probs=p).kl_divergence
tfd.Categorical(probs=p).kl_divergence(tfd.Categorical(probs=q))
# instead
q = q / q.sum()
rel_entr(p, q).sum()

# %% logs: tfd.Categorical(logits=log_p).kl_divergence
tfd.Categorical(logits=log_p).kl_divergence(tfd.Categorical(logits=log_q))
# instead
rel_entr(jnp.exp(log_p), jnp.exp(log_q)).sum()

# %% pair, pair-reversed, zero-in-q, zero-in-p, disjoint: tfp.vi.kl_forward(log(p/q)), averaged over Q
(q * tfp.vi.kl_forward(jnp.log(p / q))).sum()
# instead
rel_entr(p, q).sum()

# %% pair, pair-reversed, zero-in-q, zero-in-p, disjoint: tfp.vi.kl_reverse(log(p/q)), averaged over Q
(q * tfp.vi.kl_reverse(jnp.log(p / q))).sum()
# instead
rel_entr(p, q).sum()

# %% js-pair: tfp.vi.jensen_shannon(log(p/q), self_normalized=True), averaged over Q
(q * tfp.vi.jensen_shannon(jnp.log(p / q), self_normalized=True)).sum()
# instead
m = (p + q) / 2
(rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2

# %% narrow: tfd.Normal.kl_divergence
tfd.Normal(mean, sd).kl_divergence(tfd.Normal(other_mean, other_sd))
# instead
math.log(other_sd / sd) + (sd**2 + (mean - other_mean) ** 2) / (2 * other_sd**2) - 0.5

# %% poisson: tfd.Poisson.kl_divergence
tfd.Poisson(rate).kl_divergence(tfd.Poisson(other_rate))
# instead
d = (other_rate - rate) / rate
rate * (d - math.log1p(d))

# %% mixture: tfd.MixtureSameFamily.kl_divergence
P, Q = tfd.MixtureSameFamily(tfd.Categorical(probs=weights), tfd.Normal(means, sds)), tfd.Normal(mean, sd)
P.kl_divergence(Q)
# instead
P, Q, x = tfd.MixtureSameFamily(tfd.Categorical(probs=weights), tfd.Normal(means, sds)), tfd.Normal(mean, sd), jnp.linspace(-15, 15, 30_001)
jnp.trapezoid(P.prob(x) * (P.log_prob(x) - Q.log_prob(x)), x)

# %% unseen: tfd.Categorical(probs=q).log_prob
-tfd.Categorical(probs=q).log_prob(label)
# instead
-jnp.log(q[label])

# %% gradient-zero-q: the gradient of tfd.Categorical.kl_divergence
jax.grad(lambda q: tfd.Categorical(probs=jnp.array([0.5, 0.5])).kl_divergence(tfd.Categorical(probs=q)))(jnp.array([1.0, q]))[1]
# instead
jax.grad(lambda q: -p * jnp.log(q))(q)
