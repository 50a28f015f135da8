"""For those who decide: what is asked of them, and what they are said to have decided by phone."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.exchange.table import Column, Kind, Row
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.approvals.views import ApprovalView
from deskapp.services.changes import Changes
from deskapp.ui.approvals.approval_words import card
from deskapp.ui.approvals.open_dialog import dialog_for
from deskapp.ui.approvals.people import me
from deskapp.ui.look import theme
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import approvals as approval_wording


class WaitingApprovals(QWidget):
    """A heading with how many, and a card each; Enter decides. Agents do not see it."""

    opened = Signal()  # a card was confirmed: its dialog opens

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._waiting: dict[int, ApprovalView] = {}
        self._focus_wanted = False
        self._heading = Label("", "heading")
        self._nothing = Label(_("No approval waits for anybody."), "muted", wrap=True)
        self.list = PickList(_("Approvals that wait"), fit=True)
        self.list.confirmed.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (self._heading, self.list, self._nothing):
            column.addWidget(widget)
        self._show()
        self._reloader = Reloader(self, place.hub)
        # A method of its own: a lambda would still be called when this is gone.
        place.facts_changed.connect(self.reload)

    @property
    def count(self) -> int:
        return len(self._waiting)

    @property
    def heading(self) -> str:
        return self._heading.text()

    def take_focus(self) -> None:
        """Have the keyboard in the list, on the first one; as soon as it was read."""
        self._focus_wanted = not self._waiting
        if self.list.current is None:
            self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def listings(self) -> tuple[Listing, ...]:
        """Those that wait, as a list to write; none while nobody waits."""
        if not self._waiting:
            return ()
        waiting = tuple(self._waiting.values())
        columns = (
            *(Column(head) for head in (_("Call"), _("Customer"), _("What"), _("Reason"), _("Needs"), _("Asked by"))),
            Column(_("Asked"), Kind.INSTANT),
            Column(_("State")),
        )

        def rows(_desk: Desk) -> Iterator[Row]:
            for one in waiting:
                yield (
                    *(one.ref, one.customer, approval_wording.title(one), one.reason),
                    *(approval_wording.somebody(one.needs), one.asked_by, one.asked_at),
                    approval_wording.standing(one.standing),
                )

        name = _("Approvals that wait")
        return (Listing("approvals", name, name, columns, rows, len(waiting)),)

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("approvals", "customers", "staff") or bool(changes.calls)

    def reload(self) -> None:
        here = me(self._place)
        if here is None or here.role is Role.AGENT:
            self._on_read(())
            self.setVisible(False)
            return
        self.setVisible(True)
        self._place.read(lambda desk: desk.approvals.open(), self._on_read, key=("approvals", id(self)))

    def _on_read(self, waiting: tuple[ApprovalView, ...]) -> None:
        self._waiting = {one.id: one for one in waiting}
        self._show()
        if self._focus_wanted:
            self.take_focus()

    def _show(self) -> None:
        now, zone = self._place.desk.clock.now(), self._place.zone
        self._heading.setText(
            _("Approvals that wait · {n}").format(n=self.count) if self._waiting else _("Approvals that wait")
        )
        self.list.set_items([card(one, zone, now, with_call=True) for one in self._waiting.values()])
        self.list.setVisible(bool(self._waiting))
        self._nothing.setVisible(not self._waiting)

    def _open(self, key: object) -> None:
        approval = self._waiting.get(key) if isinstance(key, int) else None
        if approval is not None:
            window = self.window()
            # Of a dialog that lists them the decision is the next one, over the same window.
            over = window.parentWidget() if isinstance(window, QDialog) else window
            self.opened.emit()
            dialog_for(self._place, approval, over).open()
