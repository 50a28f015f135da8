"""Past calls in lines: one that leads to its call, one like this call with what solved it, and a part with its heading.

What was made for one call serves the next: to make a line and lay it out costs more than to have it say something else.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.library.views import SimilarCall
from deskapp.services.overview.views import EarlierCall
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.texts.short_label import ShortLabel
from deskapp.wording import codes, times

#: Lines of a solution that stand there at first.
_LINES = 4


class PastLine(QWidget):
    """A past call, when it was, and what solved it."""

    call_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = _Head()
        self.head.call_asked.connect(self.call_asked)
        self._solved = ShortLabel(2, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._solved)

    def say(self, past: EarlierCall, zone: str, now: datetime) -> None:
        self.head.say(past.call_id, past.ref, past.summary, times.day_of(past.logged_at, zone, now))
        self._solved.set_words(past.solution or codes.state(past.state), about=past.ref)


class AlikeCard(Card):
    """A call like this one, and what solved it."""

    call_asked = Signal(int)
    solution_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = _Head()
        self.head.call_asked.connect(self.call_asked)
        self._summary = Label("", "strong", wrap=True, selectable=True)
        self._solved = ShortLabel(_LINES, about=_("Solved"))
        self._solution = ""
        self.use = LinkButton(_("Use as the solution"))
        self.use.setProperty("inline", "true")
        self.use.clicked.connect(lambda: self.solution_asked.emit(self._solution))
        for widget in (self.head, self._summary, self._solved):
            self.body.addWidget(widget)
        self.body.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)

    def say(self, call: SimilarCall, zone: str, now: datetime, *, usable: bool) -> None:
        """usable: whether its solution can be taken over."""
        took = _("took {time}").format(time=times.brief(call.took))
        self.head.say(call.call_id, call.ref, "", direction.row((times.day_of(call.closed_at, zone, now), took)))
        self._summary.setText(call.summary)
        self._solved.set_words(_("Solved: {words}").format(words=call.solution))
        self._solution = call.solution
        self.use.setAccessibleName(_("Use as the solution: {ref}").format(ref=call.ref))
        self.use.setVisible(usable)


Line = TypeVar("Line", PastLine, AlikeCard)


class PastPart(QWidget, Generic[Line]):
    """A heading with lines below it, as many as were asked for."""

    def __init__(self, name: str, make: Callable[[], Line], link: QWidget | None = None) -> None:
        """make: makes a line, which is kept from then on. link: stands at the end of the heading."""
        super().__init__()
        self._make: Callable[[], Line] = make
        self._lines: list[Line] = []
        self._count = 0
        self._said = Label("", "small")
        head = QHBoxLayout()
        head.setContentsMargins(0, theme.px(4), 0, 0)
        head.setSpacing(theme.px(8))
        head.addWidget(Section(name))
        head.addWidget(self._said, 1)
        if link is not None:
            head.addWidget(link)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._column.addLayout(head)

    @property
    def lines(self) -> Sequence[Line]:
        """Those that say something now."""
        return self._lines[: self._count]

    @property
    def links(self) -> dict[int, LinkButton]:
        """What leads to each call, by its id."""
        return {line.head.call_id: line.head.link for line in self.lines}

    def take(self, count: int, said: str) -> Sequence[Line]:
        """So many lines, to be told what they say; said: what stands beside the heading."""
        self._said.setText(said)
        while len(self._lines) < count:
            line = self._make()
            self._lines.append(line)
            self._column.addWidget(line)
        self._count = count
        for place, line in enumerate(self._lines):
            line.setVisible(place < count)
        return self.lines


class _Head(QWidget):
    """What leads to a call, what it is about, and when it was."""

    call_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.call_id = 0
        self.link = LinkButton("")
        self.link.setProperty("inline", "true")
        self.link.clicked.connect(lambda: self.call_asked.emit(self.call_id))
        self._about, self._when = ShortLabel(2), Label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._about, 1)
        row.addWidget(self._when, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, call_id: int, ref: str, about: str, when: str) -> None:
        self.call_id = call_id
        self.link.setText(direction.shown(ref))
        self._about.set_words(about, about=ref)
        self._when.setText(when)
