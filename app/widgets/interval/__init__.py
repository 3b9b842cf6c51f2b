"""The unit interval, filled by words: what lengths a code can have, and how a message narrows it."""
