"""Backups of the desk: made by themselves and on request, looked into, and put back."""
