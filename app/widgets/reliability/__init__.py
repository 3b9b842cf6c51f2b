"""Forecasts of yes or no against how often it came, and what their score is made of."""
