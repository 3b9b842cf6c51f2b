"""Wrong Dictionary: an interactive course on entropy, cross-entropy and KL divergence."""
