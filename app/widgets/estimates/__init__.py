"""Draws from one normal, and what three estimators make of them: the KL to another one."""
