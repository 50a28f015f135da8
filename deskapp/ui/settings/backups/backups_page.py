"""The desk's backups: when the last was made, all of them, one more now, and the second place."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.backups.acts import SetSecondPlace
from deskapp.services.backups.views import BackupCopy, Backups
from deskapp.services.site.salvage import Origin
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.backups.backup_dialog import BackupDialog
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.chosen_file import ask_for_file, ask_for_folder
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals, times
from deskapp.wording.backups import copies as wording
from deskapp.wording.damage import salvage as salvage_wording


class BackupsPage(ListPage):
    """Anybody may make one; what is in one, and the second place, is a manager's."""

    CONCERNS = ("backups", "site")
    MAY = tuple(Role)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "One is made by itself when a window starts and is left, and every 30 minutes, where something was saved"
            " since. Old ones are thinned out: all of two days stay, then one a day, a week, a month."
        )
        cards = EditedCards(_("Backups, the newest first"), empty=_("No backup was made yet."))
        entries = EditedList(cards, _("Back up now"), ordered=False)
        entries.edit_button.set_words(_("Look inside…"))
        super().__init__(place, entries, about, "", parent)
        self._read_backups: Backups | None = None
        self._manager = False
        self.other_button = self.own_button(_("A backup elsewhere…"), self._choose_other)
        entries.chosen.connect(lambda _key: self.rest())
        self.begin()

    # What a page of a list answers

    def make_middle(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.state = Label("", "strong", wrap=True)
        self.where = Label("", "muted", wrap=True, selectable=True)
        #: That the desk was saved from a damaged file, and what could not be read of it.
        self.origin = Label("", wrap=True, selectable=True)
        self.origin.hide()
        column.addWidget(self.origin)
        column.addWidget(self.state)
        column.addWidget(self.where)
        column.addWidget(super().make_middle(), 1)
        self.second = Label("", wrap=True, selectable=True)
        self.second_button = secondary(_("Choose a second place…"))
        self.second_button.clicked.connect(self._choose_second)
        self.no_second_button = secondary(_("No second place"))
        self.no_second_button.clicked.connect(lambda: self.set_second_place(""))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(6))
        buttons.addWidget(self.second_button)
        buttons.addWidget(self.no_second_button)
        buttons.addStretch(1)
        column.addWidget(Section(_("A second place")))
        column.addWidget(self.second)
        column.addLayout(buttons)
        return whole

    def read(self, desk: Desk) -> tuple[Backups, tuple[Origin, ...]]:
        return desk.backups.all(), desk.site.origins()

    def show_read(self, told: tuple[Backups, tuple[Origin, ...]]) -> None:
        read, origins = told
        self._read_backups = read
        zone, now = self.place.zone, self.place.desk.clock.now()
        self.origin.setText(breakable("\n".join(salvage_wording.origin(one, zone, now) for one in origins)))
        self.origin.setVisible(bool(origins))
        self.show_items([self._card(one) for one in read.copies])
        newest = read.newest
        if newest is None:
            self.state.setText(_("No backup was made yet."))
        else:
            form = _("Last backup: {time} · {about}")
            made = times.instant(newest.made_at, zone, now)
            self.state.setText(form.format(time=made, about=wording.about(newest)))
        self.where.setText(breakable(_("They lie in {folder}.").format(folder=read.folder)))
        if read.second is None:
            self.second.setText(_("A stick or a share: the newest is copied there too, and looked over there."))
        else:
            said = wording.second(read.second, zone, now)
            self.second.setText(breakable(direction.row((read.second.place, said))))
        self.rest()

    def rest(self) -> None:
        me = self.place.me
        self._manager = me is not None and me.role is Role.MANAGER
        one = self._copy(self.entries.current)
        self.entries.edit_button.setEnabled(self._manager and one is not None and one.calls is not None)
        self.second_button.setEnabled(self._manager)
        self.no_second_button.setEnabled(
            self._manager and self._read_backups is not None and self._read_backups.second is not None
        )
        self.other_button.setEnabled(self._manager)

    def open(self, key: object) -> None:
        """Look into one; None: make one now."""
        if key is None:
            self.notice.say(_("A backup is made…"), Tint.INFO)
            self.place.act(
                lambda desk: desk.backups.make(), self._on_made, self._on_not_made, receiver=self, beside=True
            )
            return
        one = self._copy(key)
        if self._manager and one is not None and one.calls is not None:
            self.look_into(one.name)

    def look_into(self, name: str) -> BackupDialog:
        """Show what is in a backup, by its name or path, and offer to put it back."""
        dialog = BackupDialog(self.place, name, self.window())
        dialog.open()
        return dialog

    def set_second_place(self, place: str) -> None:
        """From now on backups are copied there too; "": nowhere."""
        self.change(lambda desk: desk.backups.set_second_place(SetSecondPlace(place)))

    # Inside

    def _choose_second(self) -> None:
        ask_for_folder(self.window(), _("A second place for backups"), lambda path: self.set_second_place(str(path)))

    def _choose_other(self) -> None:
        filters = [_("Backups (*.db)"), _("All files (*)")]
        title = _("Look into a backup that lies elsewhere")
        ask_for_file(self.window(), title, self._on_other, filters=filters)

    def _on_other(self, path: Path) -> None:
        self.look_into(str(path))

    def _on_made(self, made: BackupCopy) -> None:
        self.want(made.name)
        self.notice.say(wording.made(made, self.place.zone, self.place.desk.clock.now()), Tint.OK, seconds=10)
        self.reload()

    def _on_not_made(self, error: DeskError) -> None:
        self.notice.say(wording.not_made(refusals.error(error)), Tint.OVER)

    def _copy(self, key: object) -> BackupCopy | None:
        found = self._read_backups.copies if self._read_backups is not None else ()
        return next((one for one in found if one.name == key), None)

    def _card(self, one: BackupCopy) -> CardItem:
        made = times.instant(one.made_at, self.place.zone, self.place.desk.clock.now())
        kind = wording.kind(one)
        lines = [Line(one.name, muted=False), Line(wording.about(one))]
        return CardItem(one.name, made, tuple(lines), kind, Tint.PAUSED if kind else None, shape=False)
