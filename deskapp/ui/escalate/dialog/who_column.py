"""Step 2 of escalating: whom to pass the call to, best first, and who is next if it is not accepted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.escalations.views import AttemptView, FreshOffer
from deskapp.services.overview.views import EscalationStart
from deskapp.services.routes.views import Offer, RankedContact, SkippedView
from deskapp.ui.escalate.dialog.instead_row import InsteadRow
from deskapp.ui.escalate.dialog.somebody_else import SomebodyElse
from deskapp.ui.escalate.dialog.tries import Tries
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls.reach_chip import reach as reach_of
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields.form_field import FieldError
from deskapp.ui.widgets.heading import StepHeading
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.scrolling import ColumnScroll
from deskapp.wording import codes, times
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import offers as offer_wording

#: So long after the last key the directory is searched.
_AFTER_MS = 120


class WhoColumn(Column):
    """The best contact is chosen from the start; Up and Down in the search field choose another."""

    changed = Signal()  # another contact is chosen
    search_asked = Signal(str)  # what to look for in the directory
    picked = Signal()  # Enter: go on to the next step

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = "UTC"
        self._as_of: datetime | None = None
        self._categories: Mapping[int, str] = {}
        self._taken: frozenset[int] = frozenset()
        self._tried: frozenset[int] = frozenset()
        self._attempts: dict[int, AttemptView] = {}
        self._lost = ""
        self.instead = InsteadRow()
        self.else_ = SomebodyElse()
        self.tries = Tries()
        self._ranking: Sequence[RankedContact] = ()
        self._known: dict[int, RankedContact] = {}
        self._needed = True
        self._wanted: int | None = None
        self._best: int | None = None
        self._find = QLineEdit()
        self._find.setPlaceholderText(_("Find in directory"))
        self._find.setAccessibleName(_("Find in directory"))
        self._find.setClearButtonEnabled(False)
        nobody = _("Nobody in the directory fits. Add whoever can help, or choose somebody of the desk.")
        self._list = PickList(_("Contacts, best first"), empty=nobody)
        self._list.follow(self._find)
        self._error = FieldError(self._find)
        self._not_needed = Label("", "muted", wrap=True)
        self._not_needed.setText(_("Nobody takes the call over: priority and incident alone move no one."))
        self._not_needed.hide()
        self._next = Label("", "muted", wrap=True)
        self._said = Label("", "muted", wrap=True)
        self._said.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self.body.addWidget(StepHeading(2, _("Who"), keyed=True))
        for widget in (self.instead, self._find, self._error, self._not_needed):
            self.body.addWidget(widget)
        self.body.addWidget(self._list, 1)
        self.body.addStretch(0)
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.px(6))
        for one in (self.else_, self._said, self._next, self.tries):
            below.addWidget(one)
        # Where the room is too small, what stands below the list scrolls, and the list does.
        self.body.addWidget(ColumnScroll(foot, fit=True, padding=0))
        self._find.textEdited.connect(lambda _text: self._timer.start())
        self._find.returnPressed.connect(self._on_return)
        self._timer.timeout.connect(lambda: self.search_asked.emit(self._find.text()))
        self._list.chosen.connect(self._on_chosen)
        self._list.confirmed.connect(lambda _key: self.picked.emit())

    def set_start(self, start: EscalationStart, zone: str, categories: Mapping[int, str]) -> None:
        self._zone, self._as_of, self._categories = zone, start.as_of, categories
        self._taken, self._tried = frozenset(start.taken), frozenset(start.tried)
        self._attempts = {one.contact_id: one for one in start.call.attempts}
        self.instead.show_earlier(start.earlier, zone, start.as_of)
        if start.offer is not None:
            self.set_offer(start.offer)
        else:
            self.set_ranking(start.contacts)

    def set_offer(self, offer: Offer) -> None:
        """Whom the routes and the directory offer now, with what was skipped on the way.

        Who was chosen by hand stays chosen; else the best is.
        """
        chosen = self.contact
        best = self._best is not None and chosen is not None and chosen.contact.id == self._best
        self._say_offer(offer)
        self.set_ranking(offer.contacts)
        if best:
            self._choose_first(offer.contacts)

    def set_fresh(self, fresh: FreshOffer) -> None:
        """Looked at again: whoever is chosen stays chosen, and what is otherwise with them now is said."""
        before = self.contact
        self._as_of = fresh.as_of
        self._taken, self._tried = frozenset(fresh.taken), frozenset(fresh.tried)
        self._attempts = {one.contact_id: one for one in fresh.attempts}
        earlier = self.instead.earlier
        if earlier is not None:
            now = next((one for one in fresh.escalations if one.id == earlier.id), earlier)
            self.instead.show_earlier(now, self._zone, fresh.as_of)
        by_id = {one.contact.id: one for one in fresh.offer.contacts}
        after = None if before is None else by_id.get(before.contact.id)
        gone = before is not None and after is None
        self._say_offer(fresh.offer)
        if self._find.text().strip() and not gone:
            self._ranking = fresh.offer.contacts
            self._known.update(by_id)
        else:
            self._best = None  # nobody is chosen for anybody while they look elsewhere
            self._lost = before.contact.name if gone and before is not None else self._lost
            self.set_ranking(fresh.offer.contacts)
        words = self._otherwise(before, after)
        if words:
            self._error.say(words)

    def forget_search(self) -> None:
        """What was looked for was found in another way."""
        self._timer.stop()
        self._find.clear()

    def choose(self, contact_id: int) -> None:
        """Choose somebody of the ranking: the next in the chain."""
        self._find.clear()
        self.set_found(self._ranking)
        self._list.set_current(contact_id)

    def _otherwise(self, before: RankedContact | None, after: RankedContact | None) -> str:
        """What is no longer as it was with whoever is chosen."""
        if before is None:
            return ""
        name = before.contact.name
        if after is None:
            return _("{name} is not active any more: choose another.").format(name=name)
        if _on_call(before) and not _on_call(after):
            return _("{name} is not on call any more.").format(name=name)
        if before.reachable and not after.reachable:
            if after.until is None:
                return _("{name} cannot be reached any more.").format(name=name)
            return _("{name} cannot be reached before {time}.").format(name=name, time=self._at(after.until))
        return ""

    def _say_offer(self, offer: Offer) -> None:
        said = [offer_wording.nobody(offer), *(offer_wording.skipped(one) for one in offer.skipped if _matters(one))]
        self._said.setText("\n".join(filter(None, said)))
        self._said.setVisible(self._needed and bool(self._said.text()))

    def set_ranking(self, contacts: Sequence[RankedContact]) -> None:
        """The contacts in their order for this call; what was chosen stays chosen."""
        self._ranking = contacts
        self.set_found(contacts)

    def set_found(self, contacts: Sequence[RankedContact]) -> None:
        """Offer these contacts; the first that can be chosen is."""
        self._known.update({ranked.contact.id: ranked for ranked in contacts})
        self._list.set_items([self._card(ranked) for ranked in contacts])
        if self._wanted is not None and self._list.set_current(self._wanted):
            self._wanted = None
        elif self.contact is None and not self._lost:
            self._choose_first(contacts)
        self._tell_next()

    def set_needed(self, needed: bool) -> None:
        """Whether the chosen types hand the call to somebody."""
        self._needed = needed
        self._find.setEnabled(needed)
        self._list.setEnabled(needed)
        self._list.setVisible(needed)
        self._not_needed.setVisible(not needed)
        self._next.setVisible(needed)
        self.tries.setVisible(needed)
        self.else_.setVisible(needed)
        self._said.setVisible(needed and bool(self._said.text()))

    @property
    def contact(self) -> RankedContact | None:
        """Who is chosen, whether needed or not."""
        key = self._list.current
        return self._known.get(key) if isinstance(key, int) else None

    @property
    def searching(self) -> str:
        return self._find.text()

    @property
    def skipped_words(self) -> str:
        """Why nobody can be reached, and which steps of the routes offer nobody."""
        return self._said.text()

    @property
    def next_words(self) -> str:
        """By when to accept, and who is next."""
        return self._next.text()

    def first_field(self) -> QWidget:
        return self._find

    def content(self) -> int | None:
        chosen = self.contact
        return chosen.contact.id if chosen else None

    def restore(self, contact_id: int | None) -> None:
        if contact_id is not None and not self._list.set_current(contact_id):
            self._wanted = contact_id

    def say(self, field: str, words: str | None) -> QWidget | None:
        if field not in ("contact", "contact_id"):
            return self.instead.say(field, words)
        self._error.say(words)
        return self._find

    def _choose_first(self, contacts: Sequence[RankedContact]) -> None:
        here = [one for one in contacts if one.contact.id not in self._taken]
        # Whoever could not be reached, or had it already, comes after the others.
        free = sorted(here, key=lambda one: one.contact.id in self._tried)
        best = next((one for one in free if one.reachable), free[0] if free else None)
        if best is not None:
            self._best = best.contact.id
            self._list.set_current(best.contact.id)

    def _card(self, ranked: RankedContact) -> CardItem:
        assert self._as_of is not None
        contact, taken = ranked.contact, ranked.contact.id in self._taken
        reach = reach_of(ranked, self._zone, self._as_of)
        reasons = [
            offer_wording.reason(code, values, self._zone, self._as_of, self._categories)
            for code, values in ranked.reasons
        ]
        tried = self._attempts.get(contact.id)
        if tried is not None:
            reasons.insert(0, escalation_wording.attempt(tried, self._zone, self._as_of))
        if taken:
            reasons = [_("has this call already")]
        what = _joined((contact.role, contact.organisation, codes.kind(contact.kind)), contact.name)
        lines = [Line(what)]
        if any(reasons):
            lines.append(Line(_joined(reasons), muted=False))
        return CardItem(
            contact.id, contact.name, tuple(lines), reach.words, reach.tint, shape=reach.shape, enabled=not taken
        )

    def _on_return(self) -> None:
        """A name that nobody has is somebody new's."""
        if self._find.text().strip() and not self._list.cards.items and not self._timer.isActive():
            self.else_.new_asked.emit()
        else:
            self.picked.emit()

    def _on_chosen(self, key: object) -> None:
        if key is not None:
            self._lost = ""
        self._tell_next()
        self._error.say(None)
        self.changed.emit()

    def _tell_next(self) -> None:
        chosen = self.contact
        if chosen is None:
            self._next.setText("")
            return
        said = []
        if chosen.needed is not None and self._as_of is not None:
            said.append(escalation_wording.answer_needed(chosen.needed, chosen.accept_by, self._zone, self._as_of))
        after = self._after(chosen, self._ranking)
        if after is not None:
            said.append(_("If not: {name} is next.").format(name=after.contact.name))
        self._next.setText(" ".join(said))

    def _after(self, chosen: RankedContact, ranking: Collection[RankedContact]) -> RankedContact | None:
        """Who is next in the ranking: an unreachable one is skipped."""
        ids = [one.contact.id for one in ranking]
        here = ids.index(chosen.contact.id) if chosen.contact.id in ids else -1
        ordered = [*list(ranking)[here + 1 :], *list(ranking)[: max(here, 0)]]
        tried = self._taken | self._tried
        return next((one for one in ordered if one.reachable and one.contact.id not in tried), None)

    def _at(self, at: datetime) -> str:
        assert self._as_of is not None
        return times.instant(at, self._zone, self._as_of)


def _on_call(ranked: RankedContact) -> bool:
    return any(code == "on_call" for code, _values in ranked.reasons)


def _matters(one: SkippedView) -> bool:
    """Somebody who stands in two routes is offered all the same."""
    return one.code != "twice"


def _joined(parts: Collection[str], known: str = "") -> str:
    """What is said, in a row, each once and never the title again."""
    said: list[str] = []
    for part in parts:
        if part and part != known and part not in said:
            said.append(part)
    return direction.row(said)
