"""What other programs make of what they are given."""
