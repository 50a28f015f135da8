"""How ready a desk is to escalate well: eight questions, each answered from the record."""
