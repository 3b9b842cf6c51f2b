"""NumPyro: probabilistic programs on JAX, with kl_divergence for pairs of distributions."""
# requires: numpyro==0.22.0, jax==0.10.2, jaxlib==0.10.2
# convert: jnp.array
# precision: float32

import math
import jax
import jax.numpy as jnp
from numpyro.distributions import Categorical, MixtureSameFamily, Normal, Poisson, kl_divergence

# %% pairs: numpyro.distributions.kl_divergence of Categoricals
kl_divergence(Categorical(probs=p), Categorical(probs=q))
# instead
q = q / q.sum()
jax.scipy.special.rel_entr(p, q).sum()

# %% logs: numpyro.distributions.kl_divergence of Categoricals(logits=…)
kl_divergence(Categorical(logits=log_p), Categorical(logits=log_q))
# instead
kl_divergence(Categorical(probs=jnp.exp(log_p)), Categorical(probs=jnp.exp(log_q)))

# %% narrow: numpyro.distributions.kl_divergence of Normals
kl_divergence(Normal(mean, sd), Normal(other_mean, other_sd))
# instead
math.log(other_sd / sd) + (sd**2 + (mean - other_mean) ** 2) / (2 * other_sd**2) - 0.5

# %% poisson: numpyro.distributions.kl_divergence of Poissons
kl_divergence(Poisson(rate), Poisson(other_rate))
# instead
d = (other_rate - rate) / rate
rate * (d - math.log1p(d))

# %% mixture: numpyro.distributions.kl_divergence of a MixtureSameFamily
P, Q = MixtureSameFamily(Categorical(probs=weights), Normal(means, sds)), Normal(mean, sd)
kl_divergence(P, Q)
# instead
P, Q, x = MixtureSameFamily(Categorical(probs=weights), Normal(means, sds)), Normal(mean, sd), jnp.linspace(-15, 15, 30_001)
jnp.trapezoid(jnp.exp(P.log_prob(x)) * (P.log_prob(x) - Q.log_prob(x)), x)

# %% unseen: Categorical(probs=q).log_prob
-Categorical(probs=q).log_prob(label)
# instead
-jnp.log(q[label])

# %% gradient-zero-q: the gradient of kl_divergence of Categoricals
jax.grad(lambda q: kl_divergence(Categorical(probs=jnp.array([0.5, 0.5])), Categorical(probs=q)))(jnp.array([1.0, q]))[1]
# instead
jax.grad(lambda q: -p * jnp.log(q))(q)
