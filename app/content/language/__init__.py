"""The authors' language: expressions, their functions, their values, and how a value stands in a text."""
