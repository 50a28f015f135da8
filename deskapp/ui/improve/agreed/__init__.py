"""Agreed actions, whatever they came of: their dialogs, and how their owners hear of them."""
