"""Where three estimators of a KL lead a softmax when each is differentiated as a loss."""
