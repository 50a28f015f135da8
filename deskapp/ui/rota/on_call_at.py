"""Asks who is on call at any instant, past or to come."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from deskapp.language import _
from deskapp.services.rotas.views import OnCallView
from deskapp.ui.look import theme
from deskapp.ui.rota import words
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields import when
from deskapp.ui.widgets.fields.unclear import NotUnderstood
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace

_AFTER_MS = 150


class OnCallAt(Column):
    """Asks about the rota that is current on the board. Empty means now."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._rota_id: int | None = None
        self.body.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("now"))
        self.field.setFixedWidth(theme.px(180))
        self._answer = Label("", "heading", wrap=True)
        self._heading = Section(_("Who is on call at"), self.field)
        self.field.setAccessibleName(_("Who is on call at"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.field)
        arrow = Label("→")
        row.addWidget(arrow)
        row.addWidget(self._answer, 1)
        self.body.addWidget(self._heading)
        self.body.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.ask)
        self.field.textChanged.connect(lambda _text: self._timer.start())

    @property
    def said(self) -> str:
        """The answer."""
        return self._answer.text()

    def set_rota(self, rota_id: int | None) -> None:
        if rota_id != self._rota_id:
            self._rota_id = rota_id
            self.ask()

    def ask(self) -> None:
        """Ask again: another time is typed, or the rota was changed."""
        rota_id = self._rota_id
        if rota_id is None:
            self._answer.setText("")
            return
        try:
            at = either_way(self.field.text(), self._place.desk.clock.now(), self._place.zone)
        except NotUnderstood as unclear:
            self._answer.setText(when.refusal(unclear, self._place.desk.clock.now(), self._place.zone))
            return
        self._place.read(
            lambda desk: desk.rotas.on_call(rota_id, at), partial(self._on_answer, at), key=("on_call", id(self)),
            receiver=self,
        )  # fmt: skip

    def _on_answer(self, at: datetime | None, view: OnCallView) -> None:
        now, zone = self._place.desk.clock.now(), self._place.zone
        said = words.answer(view, zone, now)
        if at is not None:
            said = _("{time}: {answer}").format(time=when.say(at, now, zone), answer=said)
        self._answer.setText(said)
        self._heading.setText(_("Who is on call at: {rota}").format(rota=view.rota))


def either_way(text: str, now: datetime, zone: str) -> datetime | None:
    """The nearest instant that a text names, past or to come; None for an empty one. Raises NotUnderstood."""
    found: list[datetime] = []
    why: NotUnderstood | None = None
    for past in (False, True):
        try:
            at = when.understand(text, now, zone, past=past)
        except NotUnderstood as unclear:
            why = why or unclear
            continue
        if at is None:
            return None
        found.append(at)
    if not found:
        assert why is not None
        raise why
    return min(found, key=lambda at: abs(at - now))
