"""What follows from events: progress, memory, what to study next, a summary of one record."""
