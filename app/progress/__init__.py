"""What a learner has done: events, kept by one store, and the progress derived from them."""
