"""LTI 1.3: course systems launch lessons, choose from them, and are told the marks."""
