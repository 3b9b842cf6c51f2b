"""Training: a softmax model goes down the cross-entropy of a sample, and what new data cost parts ways with it."""
