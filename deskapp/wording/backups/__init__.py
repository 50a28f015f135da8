"""Backups and the head of the timeline in words."""
