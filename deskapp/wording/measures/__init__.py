"""Measures in words: what each is called and means, its figures, its periods, how two of them differ."""
