"""Signals in words, for screen and paper."""
