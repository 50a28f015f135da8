"""What a supervisor oversees, in words: what is late, acts on several calls, questions to owners."""
