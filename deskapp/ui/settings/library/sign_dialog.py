"""Adding or changing a sign to escalate: what it is called, the types it suggests, and whether it is in use."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import EscalationType
from deskapp.language import _
from deskapp.services.library.acts import SaveTrigger
from deskapp.services.library.views import TriggerView
from deskapp.ui.directory.newer import Newer, same_words
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.tick_list import TickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes as codes_words


class SignDialog(ActDialog):
    """Without a sign it adds one of the site's own."""

    def __init__(self, place: Workplace, sign: TriggerView | None, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("Add a sign to escalate") if sign is None else _("Change the sign to escalate"),
            _("Save sign"),
            parent,
            about=codes_words.trigger(sign) if sign else "",
            draft=f"sign:{sign.code if sign else 'new'}",
            width=520,
        )
        self._code = sign.code if sign else None
        self._version = sign.version if sign else None
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self.label = QLineEdit(sign.label if sign else "")
        if sign is not None and sign.built_in:
            self.label.setPlaceholderText(codes_words.trigger(sign.code))
        self.add("label", _("What it is called"), self.label)
        kinds = [(kind, codes_words.escalation_type(kind)) for kind in EscalationType]
        self.suggests = TickList(_("Suggests"), kinds)
        self.suggests.set_value(sign.suggests if sign else ())
        self.add("suggests", _("Suggests"), self.suggests, kept=False)
        self.active = QCheckBox(_("In use"))
        self.active.setChecked(sign.active if sign else True)
        self.add("active", _("State"), self.active, kept=False)
        if self.draft is not None:
            self.draft.keep("suggests", self._codes, self._tick, self.suggests.changed)
            self.draft.keep("active", self.active.isChecked, self.active.setChecked, self.active.toggled)
            # What was typed on an older version is saved as such, and so meets the newer one.
            self.draft.keep("version", lambda: self._version, self._set_version, self.label.textChanged)
        if sign is not None and sign.built_in:
            self.hint.setText(_("Empty: it is called as it was shipped."))
        self.body.addStretch(1)
        self.label.setFocus()

    def submit(self) -> None:
        act = SaveTrigger(self.label.text(), self._kinds(), self.active.isChecked(), self._code, self._version)
        self.carry_out(lambda desk: desk.triggers.save(act))

    def refuse(self, error: DeskError) -> None:
        """What somebody else saved meanwhile stands beside what was entered."""
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, TriggerView):
            self._version = newer.version
            state = {True: _("in use"), False: _("switched off")}
            rows = [
                (_("What it is called"), self.label.text(), newer.label),
                (_("Suggests"), _types(self._kinds()), _types(newer.suggests)),
                (_("State"), state[self.active.isChecked()], state[newer.active]),
            ]
            differ = [(words, theirs) for words, mine, theirs in rows if not same_words(mine, theirs)]
            self.newer.show_differences(newer, differ)
            self.go_to(self.newer)
            return
        super().refuse(error)

    def _set_version(self, version: int | None) -> None:
        self._version = version

    def _take_theirs(self, newer: object) -> None:
        assert isinstance(newer, TriggerView)
        self.label.setText(newer.label)
        self.suggests.set_value(newer.suggests)
        self.active.setChecked(newer.active)

    def _kinds(self) -> tuple[EscalationType, ...]:
        return tuple(EscalationType(str(kind)) for kind in self.suggests.value)

    def _codes(self) -> list[str]:
        return [kind.value for kind in self._kinds()]

    def _tick(self, codes: list[str]) -> None:
        self.suggests.set_value([EscalationType(code) for code in codes if code in set(EscalationType)])


def _types(kinds: tuple[EscalationType, ...]) -> str:
    return ", ".join(codes_words.escalation_type(kind) for kind in kinds)
