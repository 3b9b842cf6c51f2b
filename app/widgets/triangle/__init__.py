"""Three coins, and whether the way round by the second one is ever shorter than the direct way."""
