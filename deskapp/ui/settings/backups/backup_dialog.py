"""What is in a backup, what the desk has that it has not, and putting it back with the PIN."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import DeskError, NotAllowed
from deskapp.language import _
from deskapp.services.backups.acts import RestoreBackup
from deskapp.services.backups.views import Inside, Restored
from deskapp.ui.look.palettes import Tint
from deskapp.ui.sign_in.pin_field import PinField
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals, times
from deskapp.wording.backups import copies as wording


class BackupDialog(ActDialog):
    """Nothing is changed by looking. name: of one of the desk's own, or a path."""

    def __init__(self, place: Workplace, name: str, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Inside a backup"), _("Put it back"), parent, width=640)
        self._name = name
        self._inside: Inside | None = None
        self.about = Label(_("Being looked into…"), wrap=True, selectable=True)
        self.newest = Label("", "muted", wrap=True, selectable=True)
        self.lost = Label("", "strong", wrap=True)
        self.lost_calls = Label("", "muted", wrap=True, selectable=True)
        self.aside = Label(
            _(
                "The desk as it is now is set aside among the backups, never deleted. Other windows notice it, and open"
                " the desk again."
            ),
            "muted",
            wrap=True,
        )
        self.body.addWidget(self.about)
        self.body.addWidget(Section(_("Its last calls")))
        self.body.addWidget(self.newest)
        self.body.addWidget(Section(_("What would be lost by putting it back")))
        self.body.addWidget(self.lost)
        self.body.addWidget(self.lost_calls)
        self.body.addWidget(self.aside)
        self.pin = self.add("pin", _("Your PIN"), PinField(), kept=False)
        self.field_shown("pin", place.facts is None or not place.facts.site.demo)
        self.main_button.setEnabled(False)
        place.read(lambda desk: desk.backups.look_into(name), self._on_read, self._on_not_read, receiver=self)

    def enable(self) -> None:
        super().enable()
        self.main_button.setEnabled(self.main_button.isEnabled() and self._inside is not None)

    def submit(self) -> None:
        if self._inside is None:
            return
        act = RestoreBackup(self._name, self.pin.text(), self._inside.lost_lines)
        self.carry_out(lambda desk: desk.backups.restore(act))

    def succeed(self, value: Restored) -> None:
        place = self.place
        super().succeed(value)
        place.put_back.emit()

    def refuse(self, error: DeskError) -> None:
        self.pin.clear()
        if isinstance(error, NotAllowed):
            self.point_out("pin", refusals.error(error))
            return
        super().refuse(error)

    def _on_read(self, inside: Inside) -> None:
        self._inside = inside
        zone, now = self.place.zone, self.place.desk.clock.now()
        made = times.instant(inside.copy.made_at, zone, now)
        head = _("{name}, made {time}.").format(name=inside.copy.name, time=made)
        self.about.setText(breakable(f"{head} {wording.within(inside, zone, now)}"))
        self.newest.setText("\n".join(wording.call_lines(inside.newest)) or _("none"))
        self.lost.setText(wording.lost(inside))
        self.lost_calls.setText("\n".join(wording.call_lines(inside.lost)))
        self.lost_calls.setVisible(bool(inside.lost))
        self.enable()

    def _on_not_read(self, error: DeskError) -> None:
        self.about.setText("")
        self.notice.say(refusals.error(error), Tint.OVER)
