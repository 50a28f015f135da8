"""Every dialog, screen and page that the code has; what a walk has not met of it."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module

from PySide6.QtWidgets import QDialog, QWidget

import deskapp.ui
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.screen import Screen

#: What the shortened walk may leave out: each comes where a list has the right row, as at full length, or the right
#: customer was forgotten while there were backups, or a signal, an action or a gap stands as it must. These, and what
#: comes of a passphrase, of a damaged file, of a backup or of age, are pressed in the tests of their parts.
LEFT_OUT_SHORT = {
    *("ApplyDialog", "AskManyDialog", "NamedDialog", "RemoveBackupsDialog", "WaitingDialog"),
    *("WhyDialog", "FeedbackDialog", "SentDialog", "AnswerDialog", "DoneDialog", "MoveActionDialog", "ChooseDialog"),
    *("NewPassphraseDialog", "RemoveEncryptionDialog", "KeyDialog", "UnlockPage", "RewritePage", "RepairPage"),
    *("BackupDialog", "DueDialog", "HoldCallDialog", "ReportDialog", "AgreeDialog", "DayDialog"),
}
_GROUNDS = (QDialog, Screen, StartPage, SettingsPage, ListPage)


def named(kind: type) -> str:
    return kind.__name__


@cache
def screens_and_dialogs() -> frozenset[type]:
    """Found in the modules: what stands on one of the grounds, and every page of the settings."""
    for module in pkgutil.walk_packages(deskapp.ui.__path__, "deskapp.ui."):
        import_module(module.name)
    ours = {kind for kind in _below(QWidget) if kind.__module__.startswith("deskapp.ui.")}
    return frozenset(
        kind
        for kind in ours
        if issubclass(kind, _GROUNDS)
        or (kind.__module__.startswith("deskapp.ui.settings.") and kind.__name__.endswith("Page"))
    )


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def unmet(met: Iterable[type]) -> set[str]:
    """A ground is met with whatever stands on it."""
    with_grounds = {ground for kind in met for ground in kind.__mro__}
    return {named(kind) for kind in screens_and_dialogs() - with_grounds}
