"""A fixed evidence, a bound below it that a guess lifts, and the gap between them."""
