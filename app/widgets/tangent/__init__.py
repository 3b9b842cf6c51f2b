"""Jensen's inequality: the average of the logarithm lies below the logarithm of the average."""
