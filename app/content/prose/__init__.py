"""Markdown, TeX and what both refer to, to HTML and MathML."""
