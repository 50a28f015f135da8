"""How long a test waits for what must come. What comes ends the wait at once, so that only a fault takes so long."""

#: A machine that is busy with something else has done nothing wrong.
SECONDS = 300
MS = SECONDS * 1000
