"""What is due to go by one rule: each by name, to be looked at and held; and that all of it goes, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import RetentionKind
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes, Done
from deskapp.services.erasure.acts import Instead
from deskapp.services.retention.acts import CarryOut, Hold
from deskapp.services.retention.views import DueItem, DueView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.card_list import CardList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, times
from deskapp.wording.erasure import asking as erasure_wording
from deskapp.wording.erasure import retention as retention_wording

#: Between two steps others write: so long.
_GAP_MS = 60


class DueDialog(ActDialog):
    """`carried_out` gives how many went. Closed in the middle, the rest stays due."""

    def __init__(self, place: Workplace, due: DueView, parent: QWidget | None = None) -> None:
        about = retention_wording.due(due, place.zone, place.desk.clock.now())
        main = ngettext("Have it go for good", "Have all {n} go for good", due.due).format(n=due.due)
        super().__init__(place, codes.retention_kind(due.kind), main, parent, about=about, width=640)
        self._due = due
        self._items: dict[int, DueItem] = {}
        self._acts: list[CarryOut] = []
        self._of = self._gone = 0
        self.body.addWidget(Label(retention_wording.means(due.kind), "muted", wrap=True))
        self.list = CardList(_("What is due"), empty=_("Nothing is due."))
        self.list.setMinimumHeight(theme.px(220))
        self.body.addWidget(self.list, 1)
        self.more = Label("", "muted", wrap=True)
        self.body.addWidget(self.more)
        self.reason = self.add("reason", _("Hold the chosen one, because"), TextArea(lines=2))
        self.hold_button = self.add_button(secondary(_("Hold")), self._hold)
        if due.kind is RetentionKind.DRAFTS:
            self.field_form("reason").hide()
            self.hold_button.hide()
        self.hint.setText(_("This cannot be undone. Backups keep it until they go, too."))
        self._read()

    # What people do

    def submit(self) -> None:
        due, reason, instead = self._due, retention_wording.reason(self._due), Instead(**erasure_wording.instead())
        self._rest(True)
        self.place.read(
            lambda desk: desk.retention.steps(due, reason, instead), self._begin, self._on_failed, receiver=self
        )

    def reject(self) -> None:
        """Escape and Cancel; while it goes, it stops after the step that is under way."""
        if self.busy and self._acts:
            self._acts = []
        else:
            super().reject()

    def enable(self) -> None:
        super().enable()
        self.main_button.setEnabled(bool(self._items) and not self.busy)

    def _hold(self) -> None:
        one = self._items.get(self.list.current) if isinstance(self.list.current, int) else None
        if one is None or one.id is None:
            self.say("reason", _("Choose one in the list first."))
            return
        customer = self._due.kind is RetentionKind.CUSTOMERS
        act = Hold(self.reason.text(), call_id=None if customer else one.id, customer_id=one.id if customer else None)
        self.run(lambda desk: desk.retention.hold(act), self._on_held)

    # What happens to it

    def _read(self) -> None:
        due = self._due
        self.place.read(lambda desk: desk.retention.items(due), self._on_read, self.refuse, receiver=self)

    def _on_read(self, items: Sequence[DueItem]) -> None:
        self._items = dict(enumerate(items))
        zone, now = self.place.zone, self.place.desk.clock.now()
        self.list.set_items(
            [
                CardItem(key, one.name, (Line(one.said),) if one.said else (), times.day_of(one.since, zone, now))
                for key, one in self._items.items()
            ]
        )
        more = self._due.due - len(items)
        self.more.setText(ngettext("and {n} more", "and {n} more", more).format(n=more) if more > 0 else "")
        self.more.setVisible(more > 0)
        self.enable()

    def _on_held(self, _hold_id: int) -> None:
        self._rest(False)
        self.reason.clear()
        self.notice.say(_("Held: it stays."), Tint.OK, seconds=8)
        self._read()

    def _begin(self, acts: Sequence[CarryOut]) -> None:
        self._acts, self._of, self._gone = list(acts), max(self._due.due, 1), 0
        self.cancel_button.setText(_("Stop"))
        self._next()

    def _next(self) -> None:
        if self._acts:
            act = self._acts.pop(0)
            self.place.act(lambda desk: desk.retention.carry_out(act), self._on_step, self._on_failed, receiver=self)
        else:
            self.place.act(_clear, self._on_cleared, self._on_failed, receiver=self)

    def _on_step(self, gone: int) -> None:
        self._gone += gone
        self.notice.say(retention_wording.progress(self._gone, self._of), Tint.OK)
        QTimer.singleShot(_GAP_MS, self, self._next)

    def _on_cleared(self, cleared: bool) -> None:
        parts = [retention_wording.done(self._gone), *([] if cleared else [erasure_wording.to_be_cleared()])]
        self.place.said.emit(" ".join(parts))
        self.succeed(self._gone)


def _clear(desk: Desk) -> Done[bool]:
    """The file is written anew; where that cannot be done now, it is done later, and says then what keeps it."""
    try:
        cleared = desk.erasures.clear()
    except StorageProblem:
        cleared = False
    return Done(cleared, Changes(everything=True))
