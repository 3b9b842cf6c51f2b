"""Where events are kept: the contract, SQLite and PostgreSQL, the record that the loop asks, and its care."""
