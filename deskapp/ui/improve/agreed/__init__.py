"""Dialogs about agreed actions, whatever they came of."""
