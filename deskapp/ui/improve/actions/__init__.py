"""Agreed actions on screen: made, moved, done, and told to whoever does them."""
