"""The numeric kernel: exact information theory on NumPy and SciPy alone."""
