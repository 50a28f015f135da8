"""Which copies of a desk are kept, and how far its timeline has come."""
