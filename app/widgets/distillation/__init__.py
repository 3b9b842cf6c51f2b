"""Distillation: a teacher's logits, a student's to drag, and the temperature at which the two are compared."""
