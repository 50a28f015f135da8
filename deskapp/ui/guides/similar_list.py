"""Past calls like the one on the line, with what solved them; read again when the words have come to rest."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.library.views import SimilarCall
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times

#: So long after the last change of the words the calls are looked for.
_AFTER_MS = 500
#: So many letters of a long solution are shown.
_SHOWN = 400


class SimilarList(QWidget):
    """Arrows choose a call; Enter or the button takes what solved it."""

    use_asked = Signal(str)  # what solved it
    found = Signal(int)  # how many there are

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._asked: tuple[str, int | None, int | None, int | None] | None = None
        self._usable = True
        self.calls: tuple[SimilarCall, ...] = ()
        self.list = PickList(
            _("Past calls like this one"), empty=_("No past call like this one was solved yet."), fit=True
        )
        self.list.chosen.connect(lambda _key: self._rest())
        self.list.confirmed.connect(lambda _key: self._on_use())
        self.use_button = secondary(_("Use this solution"), _("Enter"))
        self.use_button.setToolTip(_("Begins what solved this call"))
        self.use_button.clicked.connect(self._on_use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(Section(_("Past calls like this one"), self.list))
        column.addWidget(self.list)
        column.addWidget(self.use_button)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self.reload)
        self._rest()

    @property
    def chosen(self) -> SimilarCall | None:
        return next((call for call in self.calls if call.call_id == self.list.current), None)

    def ask(
        self, words: str, category_id: int | None, call_id: int | None = None, equipment_id: int | None = None
    ) -> None:
        """Look for calls like this, once the words have come to rest."""
        asked = (words.strip(), category_id, call_id, equipment_id)
        if asked != self._asked:
            self._asked = asked
            self._soon.start()

    def reload(self) -> None:
        """Look for them now."""
        if self._asked is None:
            return
        self._soon.stop()
        words, category_id, call_id, equipment_id = self._asked
        self._place.read(
            lambda desk: desk.guides.similar(words, category_id, call_id, equipment_id=equipment_id),
            self._on_found,
            key=("similar", id(self)),
        )

    def set_usable(self, usable: bool) -> None:
        """Whether there is a call whose solution could begin with one of these."""
        self._usable = usable
        self._rest()

    def _on_found(self, calls: tuple[SimilarCall, ...]) -> None:
        self.calls = calls
        now, zone = self._place.desk.clock.now(), self._place.zone
        self.list.set_items([_card(call, zone, now) for call in calls])
        self._rest()
        self.found.emit(len(calls))

    def _rest(self) -> None:
        self.use_button.setVisible(self._usable and bool(self.calls))
        self.use_button.setEnabled(self.chosen is not None)

    def _on_use(self) -> None:
        chosen = self.chosen
        if chosen is not None and self._usable:
            self.use_asked.emit(chosen.solution)


def _card(call: SimilarCall, zone: str, now: datetime) -> CardItem:
    through = [
        _("{contact} ({time})").format(contact=one.contact, time=times.duration(one.took, measured=True))
        if one.took is not None
        else one.contact
        for one in call.escalated
    ]
    about = [
        call.ref,
        times.instant(call.closed_at, zone, now),
        call.owner,
        _("solved after {time}").format(time=times.duration(call.took, measured=True)),
    ]
    if through:
        about.append(_("escalated to {contacts}").format(contacts=direction.row(through, ", ")))
    if call.times > 1:
        about.append(ngettext("so was {n} more", "so were {n} more", call.times - 1).format(n=call.times - 1))
    lines = (Line(_short(call.solution), muted=False), Line(direction.row(about)))
    return CardItem(call.call_id, _short(call.summary), lines, call.category)


def _short(words: str) -> str:
    """A card is for looking over; the whole is taken when it is used."""
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
