"""A handoff whole: whom it went to, what was passed on, and each of the contact's answers to the last word."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain import sla
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ClockKind, HandoffPart
from deskapp.language import _
from deskapp.services.calls.views import EventView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.panel import about_words
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls.countdown import of_reading
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.widgets.texts.icon_link import IconLink
from deskapp.ui.widgets.texts.row_label import RowLabel
from deskapp.wording import codes, times
from deskapp.wording import escalations as escalation_wording
from deskapp.wording.events import event_title, event_words
from deskapp.wording.handoff import part_words

#: What a contact, or whoever rang them, did with a handoff.
_ANSWERS = (
    EventKind.CONTACT_TRIED,
    EventKind.ACCEPTED,
    EventKind.HEARD,
    EventKind.REFUSED,
    EventKind.WITHDRAWN,
    EventKind.RETURNED,
)

#: How wide the names of the parts and the times of the answers are, in the drawing.
_NAMES = 84


class HandoffCard(Card):
    """Its first line says how it stands; opened, all of it stands below."""

    def __init__(
        self, call: CallDetail, one: EscalationView, zone: str, now: datetime, *, opened: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._call, self._one, self._zone, self._now = call, one, zone, now
        self._inside: QWidget | None = None
        self.show_link = IconLink("", "down")
        self.show_link.clicked.connect(lambda: self.set_open(not self.opened))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self._head(), 1)
        top.addWidget(self.show_link, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.set_open(opened)

    @property
    def opened(self) -> bool:
        return self._inside is not None and not self._inside.isHidden()

    def set_open(self, wanted: bool) -> None:
        """Show what was passed on and answered, or the first line alone."""
        if wanted and self._inside is None:
            self._inside = self._make_inside()
            self.body.addWidget(self._inside)
        if self._inside is not None:
            self._inside.setVisible(wanted)
        self.show_link.set_link(_("hide") if wanted else _("show"), "up" if wanted else "down")
        about = _("Handoff {number}").format(number=self._one.number)
        self.show_link.setAccessibleName(f"{about}: {_('hide') if wanted else _('show')}")

    def _head(self) -> QWidget:
        one = self._one
        made = QWidget()
        flow = FlowLayout(made, spacing=theme.px(8))
        types = ", ".join(codes.escalation_type(kind) for kind in one.types)
        role = one.contact_role if one.contact_role != one.contact else ""
        who = direction.row((one.contact, role), ", ") or types
        flow.addWidget(_in_row(f"{one.number}   {who}", "strong"))
        outcome = " ".join(escalation_wording.answer(one).split())
        how = escalation_wording.ended(one)
        said = direction.row((how, f"“{outcome}”" if outcome else ""), ": ")
        flow.addWidget(_in_row(said if one.contact else how, "muted"))
        chip = self._accepted_late()
        if chip is not None:
            flow.addWidget(chip)
        return made

    def _accepted_late(self) -> Chip | None:
        for clock in self._call.clocks:
            if clock.kind is ClockKind.ACCEPTANCE and clock.escalation_id == self._one.id:
                shown = of_reading(sla.reading(clock.facts, self._now))
                return Chip(shown.words, shown.tint, shape=True)
        return None

    def _make_inside(self) -> QWidget:
        made, one = QWidget(), self._one
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        types = ", ".join(codes.escalation_type(kind) for kind in one.types) if one.contact else ""
        agreed = _("customer: {answer}").format(answer=codes.consent(one.consent))
        about = (about_words.handoff_line(one, self._zone, self._now), types.lower(), agreed)
        column.addWidget(Label(direction.row(about), "muted", wrap=True, selectable=True))
        parts = [(part_words(part), one.handoff.get(part.value, "").strip()) for part in HandoffPart]
        column.addLayout(_grid([(name, "", words) for name, words in parts if words]))
        answers = [self._answer(event) for event in self._call.events if _is_answer(event, one)]
        if answers:
            line = QWidget()
            line.setProperty("surface", "rule")
            line.setFixedHeight(1)
            column.addWidget(line)
            column.addLayout(_grid(answers))
        took = escalation_wording.took(one.took) if one.took is not None else ""
        for words in (escalation_wording.estimate(one, self._zone, self._now), took):
            if words:
                column.addWidget(Label(words, "muted", wrap=True, selectable=True))
        return made

    def _answer(self, event: EventView) -> tuple[str, str, str]:
        at = times.instant(event.at, self._zone, self._now)
        return at, event_title(event), event_words(event, self._zone, self._now)


def _is_answer(event: EventView, one: EscalationView) -> bool:
    return event.kind in _ANSWERS and event.payload.get("escalation") == one.id


def _in_row(words: str, role: str) -> Label:
    return RowLabel(breakable(words), "strong" if role == "strong" else "muted", wrap=True, selectable=True)


def _grid(rows: list[tuple[str, str, str]]) -> QGridLayout:
    """A name or a time, and beside it a title in bold, where it has one, and the words below."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(11))
    grid.setVerticalSpacing(theme.px(2))
    grid.setColumnStretch(1, 1)
    place = 0
    for name, title, words in rows:
        named = Label(name, "muted", wrap=True)
        named.setFixedWidth(theme.px(_NAMES))
        grid.addWidget(named, place, 0, Qt.AlignmentFlag.AlignTop)
        for role, text in (("strong", title), ("plain", words)):
            if text:
                label = Label(breakable(text), "strong" if role == "strong" else "plain", wrap=True, selectable=True)
                label.setAccessibleName(f"{name}: {text}")
                grid.addWidget(label, place, 1)
                place += 1
        grid.setRowMinimumHeight(place, 0)
    return grid
