"""Keras: layers and losses, here on JAX."""
# requires: keras==3.15.1, jax==0.10.2, jaxlib==0.10.2
# convert: jnp.array
# precision: float32

import os
os.environ["KERAS_BACKEND"] = "jax"
import jax
import jax.numpy as jnp
import keras

# %% pairs: keras.losses.kl_divergence
keras.losses.kl_divergence(p, q)
# instead unnormalised
q = q / q.sum()
keras.losses.kl_divergence(p, q)
# instead
jax.scipy.special.rel_entr(p, q).sum()

# %% pair, pair-reversed, zero-in-q, zero-in-p, unnormalised: keras.losses.categorical_crossentropy
keras.losses.categorical_crossentropy(p, q)
# instead
q = q / q.sum()
jax.scipy.special.rel_entr(p, q).sum()

# %% unseen: keras.losses.sparse_categorical_crossentropy
keras.losses.sparse_categorical_crossentropy(jnp.array(label), q)
# instead
-jnp.log(q[label])

# %% class-weights: keras.losses.CategoricalCrossentropy(label_smoothing=…)
loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
loss(onehot[None], logits[None], sample_weight=weights[label])
# instead
weighted = weights * target
keras.losses.categorical_crossentropy(weighted / weighted.sum(), logits, from_logits=True)

# %% gradient-zero-q: the gradient of keras.losses.kl_divergence
jax.grad(lambda q: keras.losses.kl_divergence(jnp.array([p]), jnp.array([q])))(q)
# instead
jax.grad(lambda q: p * (jnp.log(p) - jnp.log(q)))(q)

# %% gradient-zero-p: the gradient of keras.losses.kl_divergence
jax.grad(lambda z: keras.losses.kl_divergence(p, jax.nn.softmax(z)))(z)[0]
