"""How ready the desk is to escalate well, worked out from its record."""
