"""Commands that make backups of a desk, look into them, and put one back."""
