"""optax: losses and optimisers for JAX."""
# requires: optax==0.2.8, jax==0.10.2, jaxlib==0.10.2
# convert: jnp.array
# precision: float32

import jax
import jax.numpy as jnp
import optax

# %% pairs: optax.losses.kl_divergence(log_predictions, targets)
optax.losses.kl_divergence(jnp.log(q), p)
# instead unnormalised
q = q / q.sum()
optax.losses.kl_divergence(jnp.log(q), p)
# instead disjoint
seen = p > 0
optax.losses.kl_divergence(jnp.log(q), p, where=seen)

# %% pair, pair-reversed, zero-in-q: optax.losses.kl_divergence(p, q), as one reads the name
optax.losses.kl_divergence(p, q)
# instead
optax.losses.kl_divergence(jnp.log(q), p)

# %% pairs: optax.losses.generalized_kl_divergence
optax.losses.generalized_kl_divergence(jnp.log(q), p)
# instead unnormalised
q = q / q.sum()
optax.losses.kl_divergence(jnp.log(q), p)

# %% logs: optax.losses.kl_divergence_with_log_targets
optax.losses.kl_divergence_with_log_targets(log_q, log_p)
# instead
optax.losses.kl_divergence(log_q, jnp.exp(log_p))

# %% unseen: optax.losses.softmax_cross_entropy
optax.losses.softmax_cross_entropy(jnp.log(q), p)
# instead
optax.losses.safe_softmax_cross_entropy(jnp.log(q), p)

# %% unseen: optax.losses.safe_softmax_cross_entropy
optax.losses.safe_softmax_cross_entropy(jnp.log(q), p)

# %% unseen: optax.losses.softmax_cross_entropy_with_integer_labels
optax.losses.softmax_cross_entropy_with_integer_labels(jnp.log(q), jnp.array(label))

# %% class-weights: optax.losses.softmax_cross_entropy of smooth_labels
optax.losses.softmax_cross_entropy(logits, weights * optax.losses.smooth_labels(onehot, smoothing))
# instead
weighted = weights * optax.losses.smooth_labels(onehot, smoothing)
optax.losses.softmax_cross_entropy(logits, weighted / weighted.sum())

# %% gradient-zero-p: optax.losses.kl_divergence_with_log_targets
jax.grad(lambda z: optax.losses.kl_divergence_with_log_targets(jax.nn.log_softmax(z), log_p))(z)[0]

# %% gradient-zero-q: optax.losses.kl_divergence
jax.grad(lambda q: optax.losses.kl_divergence(jnp.log(jnp.array([q])), jnp.array([p])))(q)
