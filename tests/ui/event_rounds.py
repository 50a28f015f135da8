"""Lets what was set off come to its end where there is nothing to wait for by name: counted, not timed."""

from PySide6.QtTest import QTest


def rounds(many: int) -> None:
    """So many rounds of the event loop, at least 10 ms apart; a slow machine has as many as a fast one."""
    for _round in range(many):
        QTest.qWait(10)
