"""What helps in a hard conversation."""
