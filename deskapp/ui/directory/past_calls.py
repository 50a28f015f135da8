"""The past calls on a customer's card: when, what it was, what solved it, how content they were."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.domain.words import CallState
from deskapp.language import _
from deskapp.services.overview.whole_customer import PastCall, PastCalls
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label, breakable
from deskapp.wording import closing, codes, times

_WHEN, _CALL, _WHAT, _SCORE = range(4)
_TOP = Qt.AlignmentFlag.AlignTop


class PastCallsTable(Card):
    """Older ones are put below on request: see `add`. narrow: what it was stands below when and which."""

    call_asked = Signal(int)

    def __init__(self, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self.calls: list[PastCall] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(1))
        self._grid.setColumnStretch(_WHAT, 1)
        for place, words in (
            (_WHEN, _("When")),
            (_CALL, _("Call")),
            (_WHAT, _("What it was, what solved it")),
            (_SCORE, _("Score")),
        ):
            if not narrow:
                head = Section(words)
                head.setWordWrap(place == _WHAT)
                self._grid.addWidget(head, 0, place, _TOP)
        self.body.addLayout(self._grid)

    def add(self, some: PastCalls, zone: str, now: datetime) -> None:
        """Put these below the others."""
        for one in some.calls:
            line = 2 * len(self.calls) + 1
            self.calls.append(one)
            what = QWidget()
            column = QVBoxLayout(what)
            column.setContentsMargins(0, theme.px(7), 0, 0)
            column.setSpacing(0)
            column.addWidget(Label(breakable(one.summary), wrap=True))
            column.addWidget(Label(breakable(one.solution or _not_solved(one)), "muted", wrap=True))
            for place, label in (
                (_WHEN, Label(times.day_of(one.logged_at, zone, now), "muted")),
                (_SCORE, _score(one)),
            ):
                # In one line with the words of the reference, which has the height of a button.
                label.setContentsMargins(0, theme.px(7), 0, 0)
                self._grid.addWidget(label, line, place, _TOP)
            self._grid.addWidget(self._reference(one), line, _CALL, _TOP)
            if self._narrow:
                self._grid.addWidget(what, line + 1, 0, 1, 4)
            else:
                self._grid.addWidget(what, line, _WHAT)

    def _reference(self, one: PastCall) -> LinkButton:
        link = LinkButton(one.ref)
        link.setAccessibleDescription(one.summary)
        link.clicked.connect(lambda: self.call_asked.emit(one.id))
        return link


def _score(one: PastCall) -> Label:
    if one.score is None:
        label = Label(_("none"), "muted")
        label.setAccessibleName(_("not asked how content they were"))
        return label
    return Label(closing.score(one.score))


def _not_solved(one: PastCall) -> str:
    """What stands where nobody wrote what solved it."""
    return codes.state(one.state) if one.state is not CallState.CLOSED else _("not said what solved it")
