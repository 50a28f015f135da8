"""Who is at the window: signing in by name and PIN, the lock after idle, the recovery code."""
