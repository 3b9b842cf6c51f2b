"""Logits: four numbers to drag, what softmax makes of them, their loss, and where a step downhill takes them."""
