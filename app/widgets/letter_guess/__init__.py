"""Guess the letter: a real text, letter by letter, and what each letter tells."""
