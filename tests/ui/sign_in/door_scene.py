"""Who works at the desk of these tests, and with which PINs; Lena Fischer has none yet."""

from collections.abc import Callable

MANAGER, SAM, LENA = 1, 2, 3
PIN, SAMS = "2580", "1357"

Settle = Callable[[], None]
