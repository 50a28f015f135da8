"""Practice: role-plays of calls, and what somebody has practised."""
