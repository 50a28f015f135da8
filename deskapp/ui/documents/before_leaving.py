"""Beside a sheet before it leaves: what of the call its reader gets, what stays here, what of its words is decided."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp import direction
from deskapp.documents import wording as paper_wording
from deskapp.documents.text import not_printed
from deskapp.domain.handoff.marks import Decided, Mark, undecided
from deskapp.domain.handoff.sheet import HandoffSheet, told
from deskapp.domain.handoff.visible import Visible
from deskapp.language import SPOKEN, _
from deskapp.services.escalations.sheets import LookedOver
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.wording import handoff as handoff_wording

_KEPT, _OUT = "kept", "out"


class BeforeLeaving(ScrollBody):
    """Nothing is decided before somebody does, but for what was decided of the sheet before."""

    changed = Signal()  # something was decided

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(steady=True, whole=True, parent=parent)
        self.gets, self.stays = Label("", wrap=True), Label("", wrap=True)
        self.lacking = Label("", wrap=True)
        self._lacking = _block(_("Cannot be printed"), self.lacking)
        self.rows: dict[str, ChoiceRow] = {}
        self._marks: tuple[Mark, ...] = ()
        self._asked = QWidget()
        self._column = QVBoxLayout(self._asked)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self.body.setSpacing(theme.px(14))
        for block in (
            _block(_("They get"), self.gets),
            _block(_("Stays here"), self.stays),
            self._asked,
            self._lacking,
        ):
            self.body.addWidget(block)
        self._asked.hide()
        self._lacking.hide()

    def show_looked(self, looked: LookedOver) -> None:
        always = _("Reference, priority, summary") if looked.sheet.summary else _("Reference, priority")
        self.gets.setText("\n".join(filter(None, (always, _named(looked.gets)))))
        self.stays.setText(_named(looked.stays) or _("nothing"))
        if looked.marks != self._marks:
            self._show_marks(looked.marks, looked.decided)
        lacking = _lacking(looked.sheet)
        self.lacking.setText(lacking)
        self._lacking.setVisible(bool(lacking))

    @property
    def decided(self) -> Decided:
        """As it stands now."""
        kept = tuple(words for words, row in self.rows.items() if row.value == _KEPT)
        return Decided(kept, tuple(words for words, row in self.rows.items() if row.value == _OUT))

    @property
    def open(self) -> tuple[Mark, ...]:
        """What nobody has decided yet."""
        return undecided(self._marks, self.decided)

    def go_to_open(self) -> None:
        """To the first of it."""
        for mark in self.open[:1]:
            row = self.rows[mark.words]
            row.pill(_KEPT).setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(row)

    def choose(self, words: str, *, out: bool) -> None:
        """Decide of one, as a click does."""
        self.rows[words].pill(_OUT if out else _KEPT).click()

    def _show_marks(self, marks: Sequence[Mark], decided: Decided) -> None:
        while (item := self._column.takeAt(0)) is not None:
            there = item.widget()
            if there is not None:
                there.deleteLater()
        self._marks, self.rows = tuple(marks), {}
        if marks:
            self._column.addWidget(Section(_("Does it go out?")))
        for mark in marks:
            row = ChoiceRow(mark.words, [(_KEPT, _("Leave it in")), (_OUT, _("Take it out"))], _choice(mark, decided))
            row.changed.connect(self.changed)
            self.rows[mark.words] = row
            self._column.addWidget(_block("", Label(_said(mark), wrap=True), row))
        self._asked.setVisible(bool(marks))


def _block(title: str, *parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(3))
    if title:
        column.addWidget(Section(title))
    for part in parts:
        column.addWidget(part)
    return made


def _named(codes: Collection[Visible]) -> str:
    return direction.row([handoff_wording.visible(code) for code in codes], "\n")


def _said(mark: Mark) -> str:
    where = direction.row([paper_wording.told_label(label, SPOKEN) for label in mark.where], ", ")
    words = direction.isolated(mark.words)
    return _("“{words}”, {kind}, in: {where}").format(
        words=words, kind=handoff_wording.mark_kind(mark.kind), where=where
    )


def _choice(mark: Mark, decided: Decided) -> str | None:
    if mark.words in decided.kept:
        return _KEPT
    return _OUT if mark.words in decided.taken_out else None


def _lacking(sheet: HandoffSheet) -> str:
    """The signs of a sheet that no font has, with their numbers for whoever looks them up."""
    found = dict.fromkeys(sign for text in told(sheet).values() for sign in not_printed(text))
    return ", ".join(f"{sign} (U+{ord(sign[0]):04X})" for sign in list(found)[:12])
