"""Signals: what the record points to, and what becomes of it."""
