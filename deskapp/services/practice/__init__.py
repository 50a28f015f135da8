"""Practice: role-plays of calls, tries at them, and what each agent has practised."""
