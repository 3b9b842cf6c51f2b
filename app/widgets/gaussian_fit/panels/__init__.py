"""What is seen of P and Q: the curves, and the panels that open under them."""
