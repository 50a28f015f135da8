"""Sentences to say or to write to customers, at hand wherever an agent needs them."""
