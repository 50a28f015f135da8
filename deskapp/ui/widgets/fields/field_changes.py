"""Hears of changes in any of the usual fields, which tell of them by differently named signals."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget


def when_changed(field: QWidget, heard: Callable[[], object]) -> None:
    """Hear of any change of one of the usual fields, whatever its signal gives along."""
    for name in ("textChanged", "changed", "currentIndexChanged", "toggled", "valueChanged"):
        signal = getattr(field, name, None)
        if signal is not None:
            signal.connect(lambda *_told: heard())
            return
