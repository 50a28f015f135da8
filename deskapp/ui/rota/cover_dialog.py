"""Somebody stands in: who and instead of whom, then when."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.directory.views import ContactView
from deskapp.services.rotas.acts import CoverShift, TakeOff
from deskapp.services.rotas.views import GapView, RotaView, StretchView
from deskapp.ui.look import theme
from deskapp.ui.rota.people import People
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.heading import StepHeading
from deskapp.ui.work.workplace import Workplace

_NOBODY, _WHOEVER = -1, 0


class CoverDialog(ActDialog):
    """For a stretch of a rota, or a gap that is to be filled; with neither, for any time to come."""

    def __init__(
        self,
        place: Workplace,
        rota: RotaView,
        parent: QWidget | None = None,
        stretch: StretchView | None = None,
        gap: GapView | None = None,
    ) -> None:
        title = _("Fill the gap") if gap else _("Cover a shift")
        super().__init__(place, title, _("Save cover"), parent, about=rota.name, width=560)
        self._rota = rota
        # Outside its hours the rota has nobody to stand in for.
        self._instead_of = stretch.contact_id if stretch and stretch.planned else None
        self.body.addWidget(StepHeading(1, _("Who")))
        self.who = self.add("contact", _("Who is on call"), People([(_WHOEVER, _("Choose"))]))
        whoever = _("whoever would be, or nobody")
        self.instead_of = self.add("instead_of", _("Instead of"), People([(_WHOEVER, whoever)]))
        self.body.addWidget(StepHeading(2, _("When")))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        clock = place.desk.clock
        self.start = WhenField(clock, place.zone)
        self.end = WhenField(clock, place.zone)
        row.addWidget(self.form("start", _("From"), self.start))
        row.addWidget(self.form("end", _("To"), self.end))
        self.body.addLayout(row)
        span = _stretch(stretch, gap)
        if span is not None:
            self.start.set_value(max(span[0], clock.now()))
            self.end.set_value(span[1])
        self.hint.setText(_("It holds from now on; the past stays as it was."))
        self.who.setFocus()
        place.read(lambda desk: desk.directory.contacts(), self._on_contacts, key=("contacts", id(self)))

    def submit(self) -> None:
        start, end = self.start.value(), self.end.value()
        if self.who.value == _WHOEVER:
            self._missing("contact", _("Choose who is on call then."))
        elif start is None or end is None:
            # What is typed but not understood has its words already.
            name = "start" if start is None else "end"
            self._missing(name, self.start.said if start is None else self.end.said or _("Name a time."))
        elif self.who.value == _NOBODY:
            self._take_off(start, end)
        else:
            act = CoverShift(self._rota.id, self.who.value, start, end, self.instead_of.value or None)
            self.carry_out(lambda desk: desk.rotas.cover(act))

    def _take_off(self, start: datetime, end: datetime) -> None:
        if self.instead_of.value == _WHOEVER:
            self._missing("instead_of", _("Choose who cannot come."))
            return
        act = TakeOff(self._rota.id, self.instead_of.value, start, end)
        self.carry_out(lambda desk: desk.rotas.take_off(act))

    def _missing(self, name: str, said: str) -> None:
        self.say(name, said or _("Name a time."))
        self.go_to({"contact": self.who, "instead_of": self.instead_of, "start": self.start, "end": self.end}[name])

    def _on_contacts(self, contacts: tuple[ContactView, ...]) -> None:
        rota = self._rota.rota
        members = [member for rotation in rota.rotations for member in rotation.members]
        members += [shift.member for shift in rota.shifts]
        nobody = _("nobody: {name} is asked").format(name=self._rota.catch_all) if self._rota.catch_all else _("nobody")
        self.who.offer(contacts, members)
        self.who.addItem(nobody, _NOBODY)
        involved = {*members, *(one for override in rota.overrides for one in (override.member,) if one)}
        involved |= {rota.catch_all} if rota.catch_all else set()
        self.instead_of.offer([one for one in contacts if str(one.id) in involved], members)
        if self._instead_of is not None:
            self.instead_of.set_value(self._instead_of)


def _stretch(stretch: StretchView | None, gap: GapView | None) -> tuple[datetime, datetime] | None:
    if gap is not None:
        return gap.start, gap.end
    return (stretch.start, stretch.end) if stretch else None
