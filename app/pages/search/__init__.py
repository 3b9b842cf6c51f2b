"""What can be found, and what is found for a query."""
