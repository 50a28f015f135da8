"""A conversation that is only played: what a caller says, what may be answered, and what an agent should notice."""
