"""Signals on screen: what the record points to, and what is made of each."""
