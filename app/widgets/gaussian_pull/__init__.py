"""The pull of N(0, 1): a normal to move and widen, the KL that it pays, and where that pulls it."""
