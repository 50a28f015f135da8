"""The types of escalation as pills that switch on and off: any number of them together."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.words import CONTACT_TYPES, EscalationType
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.at_once import AtOnce
from deskapp.ui.widgets.fields.toggle_pill import TogglePill
from deskapp.ui.widgets.flow_layout import FlowLayout


def suggested_on(suggested: Collection[EscalationType]) -> frozenset[EscalationType]:
    """Which of the suggested types start switched on.

    Raising the priority is more than handing on: beside a type with a contact it is offered only. A major incident is
    called by a person, never by a rule.
    """
    contact = frozenset(suggested).intersection(CONTACT_TYPES)
    return contact or frozenset(suggested).intersection({EscalationType.PRIORITY})


class TypeRow(QWidget):
    """Follows the suggestions until a person switches a type by hand; that type then stays as it was put."""

    changed = Signal()  # another set of types is on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Types of escalation"))
        self._suggested: frozenset[EscalationType] = frozenset()
        self._by_hand: dict[EscalationType, bool] = {}
        self._told: tuple[EscalationType, ...] = ()
        self._pills: dict[EscalationType, TogglePill] = {}
        row = FlowLayout(self, spacing=theme.px(4))
        for kind in EscalationType:
            pill = TogglePill(parent=self)
            pill.clicked.connect(lambda on, kind=kind: self._on_clicked(kind, on))
            self._pills[kind] = pill
            row.addWidget(pill)
        AtOnce(self._pills.values(), self)
        self._show()

    @property
    def types(self) -> tuple[EscalationType, ...]:
        """The types that are switched on."""
        return tuple(kind for kind, pill in self._pills.items() if pill.isChecked())

    @property
    def by_hand(self) -> dict[EscalationType, bool]:
        """What a person switched, and how."""
        return dict(self._by_hand)

    def set_by_hand(self, chosen: dict[EscalationType, bool]) -> None:
        self._by_hand = dict(chosen)
        self._show()

    def suggest(self, suggested: Collection[EscalationType]) -> None:
        """Offer other types; what was switched by hand stays."""
        self._suggested = frozenset(suggested)
        self._show()

    def pill(self, kind: EscalationType) -> TogglePill:
        return self._pills[kind]

    def _on_clicked(self, kind: EscalationType, on: bool) -> None:
        self._by_hand[kind] = on
        self._show()

    def _show(self) -> None:
        on = suggested_on(self._suggested)
        names = {
            EscalationType.FUNCTIONAL: _("&Functional"),
            EscalationType.HIERARCHICAL: _("&Hierarchical"),
            EscalationType.PRIORITY: _("&Priority"),
            EscalationType.INCIDENT: _("&Incident"),
        }
        for kind, pill in self._pills.items():
            pill.setChecked(self._by_hand.get(kind, kind in on))
            offered = kind in self._suggested and not pill.isChecked()
            name = names[kind]
            pill.setText(_("+ {type}").format(type=name) if offered else name)
            pill.setAccessibleName(name.replace("&", ""))
            pill.setAccessibleDescription(_("suggested") if kind in self._suggested else "")
        self.updateGeometry()
        if self._told != self.types:
            self._told = self.types
            self.changed.emit()
