"""Two dictionaries: drag the bars of a truth P and a model Q, and see what the wrong model costs."""
