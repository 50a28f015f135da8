"""The menu: every command with its keys, in groups."""

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deskapp.ui.work.commands import Command, Group, group_words
from deskapp.ui.work.keys import native


def build(commands: Iterable[Command], parent: QWidget) -> QMenu:
    """A menu with one part a group. The keys are only shown here: `Keys` binds them."""
    menu = QMenu(parent)
    parts: dict[Group, list[Command]] = {group: [] for group in Group}
    for command in commands:
        if command.in_menu:
            parts[command.group].append(command)
    for group, members in parts.items():
        part = menu.addMenu(group_words(group))
        for command in members:
            part.addAction(_action(command, part))
    return menu


def _action(command: Command, menu: QMenu) -> QAction:
    keys = f"\t{native(command.keys[0])}" if command.keys else ""
    action = QAction(command.words.replace("&", "&&") + keys, menu)
    action.setEnabled(command.ready())
    action.triggered.connect(lambda _checked=False: command.run())
    return action
