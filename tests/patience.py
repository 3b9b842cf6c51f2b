"""How long a test waits for what must come.

Whoever waits for a condition goes on as soon as it holds, so this costs a test that holds nothing; a shorter wait says
how busy the machine is, and nothing of what is tested.
"""

PATIENCE = 300.0
"""Seconds."""
