"""Two sources over a row of bins, slid apart: what KL and Jensen–Shannon say of the distance."""
