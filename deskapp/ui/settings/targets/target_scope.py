"""Which calls targets are for: all, those of a category, those of a tier of customers, or both."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.words import Tier
from deskapp.language import _
from deskapp.services.clocks.views import TargetView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.directory.words import begun
from deskapp.ui.look import theme
from deskapp.ui.settings.targets.target_words import Key
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.wording import codes


class Scope(NamedTuple):
    """None: whatever the category, or the tier."""

    category_id: int | None = None
    tier: Tier | None = None


ALL = Scope()


def own(targets: Iterable[TargetView], scope: Scope) -> dict[Key, TargetView]:
    """The targets of exactly these calls."""
    return {(one.priority, one.kind): one for one in targets if (one.category_id, one.tier) == tuple(scope)}


def inherited(targets: Iterable[TargetView], scope: Scope) -> dict[Key, TargetView]:
    """What holds for these calls where they have no target of their own: a category's before a tier's."""
    views = tuple(targets)
    around: dict[Key, TargetView] = {}
    for wider in (ALL, Scope(None, scope.tier), Scope(scope.category_id, None)):
        if wider != scope:
            around |= own(views, wider)
    return around


class ScopeFields(QWidget):
    """Two choices, and a line that names the calls which have targets of their own."""

    chosen = Signal()  # by a person's hand

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[int | None, str] = {}
        self.category, self.tier = DropDown(), DropDown()
        self.others = Label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(FormField(_("Targets for category"), self.category), 1)
        row.addWidget(FormField(_("and customers"), self.tier), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(row)
        column.addWidget(self.others)
        self.tier.addItem(_("all customers"), None)
        for tier in Tier:
            self.tier.addItem(codes.tier(tier), tier.value)
        for combo in (self.category, self.tier):
            combo.setMinimumContentsLength(8)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.activated.connect(lambda _index: self.chosen.emit())

    @property
    def scope(self) -> Scope:
        tier = self.tier.currentData()
        return Scope(self.category.currentData(), None if tier is None else Tier(tier))

    def set_scope(self, scope: Scope) -> None:
        self.category.setCurrentIndex(max(0, self.category.findData(scope.category_id)))
        self.tier.setCurrentIndex(max(0, self.tier.findData(scope.tier.value if scope.tier else None)))

    def show_facts(self, facts: DeskFacts) -> None:
        """Offer the categories; what was chosen stays chosen."""
        before = self.scope
        special = {(one.category_id, one.tier) for one in facts.targets} - {tuple(ALL)}
        used = {category for category, _tier in special}
        self._names = {one.id: one.name for one in facts.categories if one.active or one.id in used}
        self.category.clear()
        self.category.addItem(_("all categories"), None)
        for category_id, name in self._names.items():
            self.category.addItem(name, category_id)
        self.set_scope(before)
        told = sorted(self._told(Scope(*scope)) for scope in special)
        self.others.setText(_("Targets of their own: {calls}.").format(calls=direction.row(told, "; ")) if told else "")
        self.others.setVisible(bool(told))

    def _told(self, scope: Scope) -> str:
        parts = []
        if scope.category_id is not None:
            parts.append(self._names.get(scope.category_id, "?"))
        if scope.tier is not None:
            parts.append(codes.tier(scope.tier))
        return begun(direction.row(parts))
