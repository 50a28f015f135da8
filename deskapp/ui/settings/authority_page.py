"""Authority: how much each level may decide by itself, and in what currency amounts are."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from deskapp import direction
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import ApprovalKind, Level
from deskapp.language import _
from deskapp.services.approvals.acts import SaveAuthority
from deskapp.services.approvals.views import AuthorityView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.limit_field import LimitField
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.fields.amount_field import unreadable
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import approvals as approval_wording
from deskapp.wording import codes

#: The levels of the house; outside decides whatever none of them may.
_INSIDE = (Level.AGENT, Level.SUPERVISOR, Level.MANAGER)


class AuthorityPage(SettingsPage):
    """A row a kind, a column a level. A level may never decide less than the one below it."""

    KEPT = "authority"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "What goes beyond a level's limit needs an approval by somebody above. A limit itself is within."
            " What nobody here may decide is for somebody outside, such as head office."
        )
        super().__init__(place, about, _("Save limits"), parent)
        self._base_authority = AuthorityView()
        self.currency = QLineEdit()
        self.currency.setMaximumWidth(theme.px(120))
        self.currency.setPlaceholderText(_("£, EUR"))
        self.body.addWidget(self.form("currency", _("Currency"), self.currency))
        self.limits: dict[tuple[Level, ApprovalKind], LimitField] = {}
        self.newer = Label("", wrap=True)
        self.newer.hide()
        self.body.addWidget(self.newer)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        row = 0
        for kind in ApprovalKind:
            grid.addWidget(Label(approval_wording.approval_kind(kind), "heading"), row, 0, 1, len(_INSIDE))
            for column, level in enumerate(_INSIDE):
                grid.addWidget(self._cell(level, kind), row + 1, column)
                grid.setColumnStretch(column, 1)
            grid.setRowMinimumHeight(row + 2, theme.px(6))
            row += 3
        self.body.addLayout(grid)
        self.currency.textChanged.connect(self._on_currency)
        assert self.draft is not None
        self.draft.keep("base", self._base, self._set_base)

    def show_facts(self, facts: DeskFacts) -> None:
        self._base_authority = facts.authority
        self.newer.hide()
        self.currency.setText(facts.authority.currency)
        for (level, kind), field in self.limits.items():
            of_level = facts.authority.limits.get(level, {})
            field.set_limit(kind in of_level, of_level.get(kind))

    def content(self) -> object:
        return self.currency.text(), [field.content() for field in self.limits.values()]

    def submit(self) -> None:
        for (level, kind), field in self.limits.items():
            if not field.valid():
                name = f"{level}_{kind}"
                self.say(name, unreadable(field.amount) if field.amount.text().strip() else _("Give an amount."))
                field.amount.setFocus()
                self.show_part(field)
                return
        act = SaveAuthority(self._typed(), self.currency.text(), self._base_authority)
        self.carry_out(lambda desk: desk.approvals.save_limits(act), _("These limits hold from now on."))

    def refuse(self, error: DeskError) -> None:
        """Somebody else changed them meanwhile: theirs are told, and saving again decides."""
        super().refuse(error)
        if isinstance(error, Conflict) and isinstance(error.values.get("newer"), AuthorityView):
            self._base_authority = error.values["newer"]
            self.newer.setText(_("Now in force: {limits}").format(limits=_said(self._base_authority)))
            self.newer.show()
            self.show_part(self.newer)

    def _typed(self) -> Mapping[Level, Mapping[ApprovalKind, int | None]]:
        return {
            level: {
                kind: field.amount_or_none()
                for (of, kind), field in self.limits.items()
                if of is level and field.allowed
            }
            for level in _INSIDE
        }

    def _cell(self, level: Level, kind: ApprovalKind) -> QWidget:
        field = LimitField(kind)
        field.name(f"{approval_wording.approval_kind(kind)}, {codes.role(level)}")
        self.limits[level, kind] = field
        name = f"{level}_{kind}"
        form = self.form(name, codes.role(level), field, kept=False)
        assert self.draft is not None
        self.draft.keep_field(f"{name}_choice", field.choice)
        self.draft.keep_field(name, field.amount)
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        field.changed.connect(lambda: form.say(None))
        return form

    def _base(self) -> dict[str, Any]:
        """The limits that were typed over, as a draft keeps them."""
        base = self._base_authority
        limits = {level.value: {kind.value: one for kind, one in of.items()} for level, of in base.limits.items()}
        return {"currency": base.currency, "limits": limits}

    def _set_base(self, kept: Mapping[str, Any]) -> None:
        limits = {Level(level): {ApprovalKind(k): one for k, one in of.items()} for level, of in kept["limits"].items()}
        self._base_authority = replace(self._base_authority, currency=kept["currency"], limits=limits)

    def _on_currency(self, currency: str) -> None:
        for field in self.limits.values():
            field.amount.set_currency(currency)


def _said(view: AuthorityView) -> str:
    """The limits in force, in one line."""
    said = []
    for level in _INSIDE:
        of_level = [
            approval_wording.what(kind, amount, view.currency) for kind, amount in view.limits.get(level, {}).items()
        ]
        said.append(
            _("{level}: {limits}").format(level=codes.role(level), limits=direction.row(of_level, ", ") or _("nothing"))
        )
    return direction.row(said, "; ")
