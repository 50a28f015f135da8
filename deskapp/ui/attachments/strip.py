"""The strip of a call's files: their tiles, how many, and *Attach…*; for a call, or for the draft of one.

For the panel and the call whole:

    strip = AttachmentStrip(place)      # rows: so many of tiles are seen at once
    strip.set_call(call)       # CallDetail or None; hides itself where there is none, or it is not for whoever looks
    strip.ask()                # lets files be chosen, as *Attach…* does
    strip.take(mime)           # attaches what was dropped or pasted; whether it could

Names stand at once, from `call.attachments`; the small pictures are read after the paint, off the window's thread.
It takes drops itself. For a draft see `draft_files.py`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QMimeData, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.attachments.kinds import PICTURES, AttachmentKind
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.ui.attachments import housekeeping
from deskapp.ui.attachments.copies import copies
from deskapp.ui.attachments.dropping import Dropping
from deskapp.ui.attachments.holders import Holder, OfCall
from deskapp.ui.attachments.on_a_call import ask_for_files
from deskapp.ui.attachments.taking import Taking, usable
from deskapp.ui.attachments.tiles import Tiles
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.new_file import ask_file
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import attachments as attachment_wording
from deskapp.wording import refusals

if TYPE_CHECKING:
    from deskapp.services.attachments.views import AttachmentView
    from deskapp.services.overview.views import CallDetail

#: So long after a call is shown its pictures are asked for: a key that is held passes many.
_PICTURES_AFTER_MS = 60
#: So long after a removal, in milliseconds, it cannot be taken back any more.
_CLEAR_AFTER_MS = 75_000


class AttachmentStrip(QWidget):
    """See above."""

    attached = Signal(object)  # AttachmentView

    def __init__(self, place: Workplace, parent: QWidget | None = None, *, rows: int = 1) -> None:
        super().__init__(parent)
        self._place = place
        self.holder: Holder | None = None
        self._token = uuid.uuid4().hex
        self._waiting = 0
        self.tiles = Tiles(_("Files of the call"), rows)
        self.heading = Section(_("Files"), self.tiles)
        self.count = Label("", "muted")
        self.hint = Label(_("paste or drop"), "muted")
        self.button = LinkButton(_("Attach…"))
        self.button.setAccessibleName(_("Attach a file"))
        self.wrong = Label("", "error", wrap=True)
        self.wrong.hide()
        self._taking = Taking(place, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PICTURES_AFTER_MS)
        self._soon.timeout.connect(self._read_pictures)
        self._lay_out()
        self._join()
        Dropping(self, self.take)
        self.hide()

    @property
    def files(self) -> tuple[AttachmentView, ...]:
        """What is shown."""
        return self.tiles.files.files

    def set_call(self, call: CallDetail | None) -> None:
        """Show the files of this call."""
        if call is None or call.masked:
            self.set_files(None, ())
        else:
            self.set_files(OfCall(call.row.id), call.attachments)

    def set_files(self, holder: Holder | None, files: Sequence[AttachmentView]) -> None:
        """Show these files of a call or a draft."""
        if holder != self.holder:
            self.holder = holder
            self.tiles.files.pictures = {}
            self._say("")
            self._waiting = 0
        self.tiles.files.set_files(files, self._place.zone, self._place.desk.clock.now())
        self._show_count()
        self.tiles.setVisible(bool(files))
        self.tiles.fit()
        self.setVisible(holder is not None)
        self._soon.start()

    def ask(self) -> None:
        """Let files be chosen."""
        if self.holder is not None:
            ask_for_files(self.window(), self.take_paths)

    def take(self, data: QMimeData) -> bool:
        """Attach what was dropped or pasted; whether there was something to attach."""
        if self.holder is None or not usable(data):
            return False
        self._say("")
        return self._taking.mime(self.holder, data)

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Attach files of a disk."""
        if self.holder is not None and paths:
            self._say("")
            self._taking.paths(self.holder, paths)

    # What can be done with one

    def open(self, place: int) -> None:
        """Open a copy with the program that this computer has for it; of what may run, say that it can be saved."""
        one = self.files[place]
        if one.kind is AttachmentKind.OTHER:
            self._say(_("{name} may hold something that runs: save it instead.").format(name=one.name))
            return
        self._say("")
        self._place.write_out(
            lambda desk: desk.attachments.open_copy(one.id, copies.folder(), waiting=one.waiting),
            self._on_copied,
            self._on_failed,
        )

    def save(self, place: int) -> None:
        """Let it be chosen where a copy is written."""
        one = self.files[place]
        ask_file(self.window(), _("Save the attachment"), one.name, partial(self.save_as, one), folder=QDir.homePath())

    def save_as(self, one: AttachmentView, path: Path) -> None:
        """Write a copy: all of it, or nothing."""
        from deskapp.documents.new_file import new_file

        def write(desk: Desk) -> Path:
            with new_file(path) as file:
                desk.attachments.write(one.id, file, waiting=one.waiting)
            return path

        self._say("")
        self._place.write_out(write, self._on_saved, self._on_failed)

    def remove(self, place: int) -> None:
        """Take it off the call; for a while that can be taken back."""
        holder, one = self.holder, self.files[place]
        if holder is not None:
            self._say("")
            removed = partial(self._on_removed, one)
            self._place.act(lambda desk: holder.remove(desk, one.id), removed, self._on_failed, receiver=self)

    def may_remove(self, one: AttachmentView) -> bool:
        """Whether whoever works here may take it off."""
        me = self._place.me
        return me is not None and (one.added_by_id == me.id or me.role is not Role.AGENT)

    def menu(self, place: int) -> QMenu:
        """Everything that can be done with one."""
        one = self.files[place]
        menu = QMenu(self)
        acts: tuple[tuple[str, Callable[[int], None], bool], ...] = (
            (_("Open a copy") + "\t" + _("Enter"), self.open, one.kind is not AttachmentKind.OTHER),
            (_("Save as…") + "\t" + _("Ctrl+S"), self.save, True),
            (_("Remove") + "\t" + _("Del"), self.remove, self.may_remove(one)),
        )
        for words, act, can in acts:
            menu.addAction(words, partial(act, place)).setEnabled(can)
        return menu

    # Inside

    def _on_copied(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = _("A copy of {name} was opened: what is changed in it is not kept.")
            self._place.said.emit(words.format(name=path.name))
        else:
            self._say(_("No program on this computer took it."))

    def _on_saved(self, path: Path) -> None:
        self._place.said.emit(_("Saved as {path}").format(path=direction.isolated(str(path))))

    def _on_removed(self, one: AttachmentView, _removed: object) -> None:
        if one.waiting:
            self.attached.emit(None)
            return
        place = self._place
        words = _("{name} was removed.").format(name=direction.isolated(one.name))
        place.undoable.emit(words, partial(_restore, place, one.id))
        QTimer.singleShot(_CLEAR_AFTER_MS, place, partial(housekeeping.clear_removed, place))

    def _on_taken(self, one: AttachmentView) -> None:
        announce(self, _("Attached: {name}").format(name=one.name))
        self.attached.emit(one)

    def _on_refused(self, error: DeskError) -> None:
        """Of several files each is told."""
        said, words = self.wrong.text(), refusals.error(error)
        self._say(f"{said}\n{words}" if said else words)

    def _on_failed(self, error: DeskError) -> None:
        self._say(refusals.error(error))

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        if words:
            announce(self, words)

    def _show_count(self) -> None:
        files = self.files
        size = attachment_wording.size(sum(one.size for one in files))
        told = ngettext("{n} file, {size}", "{n} files, {size}", len(files)).format(n=len(files), size=size)
        self.count.setText(str(len(files)) if files else "")
        self.count.setAccessibleName(told if files else _("No files"))
        self.count.setToolTip(told if files else "")

    def _read_pictures(self) -> None:
        holder, known = self.holder, self.tiles.files.pictures
        missing = [one.id for one in self.files if one.kind in PICTURES and one.id not in known]
        if holder is None or not missing:
            return
        self._place.read(
            lambda desk: _drawn(holder.pictures(desk), missing),
            partial(self._on_pictures, holder),
            self._on_failed,
            key=("attachments", self._token),
        )

    def _on_pictures(self, holder: Holder, pictures: dict[int, QImage]) -> None:
        if holder == self.holder:
            self.tiles.files.set_pictures({key: QPixmap.fromImage(image) for key, image in pictures.items()})

    def _on_menu(self, at: QPoint) -> None:
        index = self.tiles.indexAt(at)
        if not index.isValid():
            index = self.tiles.currentIndex()
            at = self.tiles.visualRect(index).center()
        if index.isValid():
            menu = self.menu(index.row())
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.tiles.viewport().mapToGlobal(at))

    def _join(self) -> None:
        self.button.clicked.connect(self.ask)
        self.tiles.opened.connect(self.open)
        self.tiles.saved.connect(self.save)
        self.tiles.removed.connect(self.remove)
        self.tiles.customContextMenuRequested.connect(self._on_menu)
        self._taking.taken.connect(self._on_taken)
        self._taking.refused.connect(self._on_refused)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.heading)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.hint)
        head.addWidget(self.button)
        column.addLayout(head)
        column.addWidget(self.tiles)
        column.addWidget(self.wrong)
        self.tiles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)


def _restore(place: Workplace, attachment_id: int) -> None:
    from deskapp.services.attachments.acts import RestoreAttachment

    place.act(lambda desk: desk.attachments.restore(RestoreAttachment(attachment_id)), receiver=place)


def _drawn(pictures: object, wanted: Sequence[int]) -> dict[int, QImage]:
    from deskapp.ui.attachments.pictures import made

    assert isinstance(pictures, dict)
    images = {key: made(pictures[key]) for key in wanted if key in pictures}
    return {key: image for key, image in images.items() if not image.isNull()}
