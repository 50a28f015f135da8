"""The third step of an import: what each state, priority and the like of the list means here, asked once each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.language import _, ngettext
from deskapp.services.imports.meanings import ANY
from deskapp.services.imports.preview import PreviewValue
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.label import Label
from deskapp.wording import imports

#: So many values of a column are asked for by name; the rest is one question.
_NAMED = 24
_BESIDE = 3


class ValuesStep(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: By our column and the list's value.
        self.fields: dict[tuple[str, str], DropDown] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None

    def show_values(self, values: Sequence[PreviewValue], mapping: Mapping[str, Any]) -> None:
        """Ask for what the list's values mean; those that are likely are chosen already."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self.fields = {}
        self._inside = inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        about = _("Each with how many rows have it. Rows with a value that means nothing here are not taken.")
        column.addWidget(Label(about, "muted", wrap=True))
        for name in imports.MEANINGS:
            asked = [one for one in values if one.column == name]
            if name == "state" and "state" not in mapping["columns"]:
                means = mapping["values"]["state"].get(ANY)
                self._ask(column, name, [(ANY, _("Every call"), means)])
            elif asked:
                self._ask(column, name, _questions(asked))
        column.addStretch(1)
        self._column.addWidget(inside)

    def into(self, values: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        """The values of a mapping with what was chosen here."""
        made = {name: dict(meant) for name, meant in values.items()}
        for (name, value), field in self.fields.items():
            chosen = field.currentData()
            if chosen is None:
                made.get(name, {}).pop(value, None)
            else:
                made.setdefault(name, {})[value] = str(chosen)
        return made

    def _ask(self, column: QVBoxLayout, name: str, questions: Iterable[tuple[str, str, str | None]]) -> None:
        column.addWidget(Label(imports.column(name), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        for place, (value, words, means) in enumerate(questions):
            field = DropDown()
            field.addItem(_("means nothing here"), None)
            for code in imports.MEANINGS[name]:
                field.addItem(imports.meaning(name, code), code)
            field.setCurrentIndex(max(field.findData(means), 0))
            field.setAccessibleName(f"{imports.column(name)}: {words}")
            self.fields[name, value] = field
            grid.addLayout(_below(Label(words, wrap=True), field), place // _BESIDE, place % _BESIDE)
        for place in range(_BESIDE):
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)


def _below(words: Label, field: DropDown) -> QVBoxLayout:
    """The list's own word above its field: as it is written, for that is what tells two of them apart."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(3))
    column.addWidget(words)
    column.addWidget(field)
    return column


def _questions(asked: Sequence[PreviewValue]) -> Iterable[tuple[str, str, str | None]]:
    named = sorted(asked, key=lambda one: (one.means is not None, -one.rows))[:_NAMED]
    for one in sorted(named, key=lambda one: -one.rows):
        rows = ngettext("{n} row", "{n} rows", one.rows).format(n=one.rows)
        yield one.value, f"{one.value or _('empty')} · {rows}", one.means or one.proposal
    rest = [one for one in asked if one not in named and one.means is None]
    if rest:
        form = ngettext("{n} other value · {rows}", "{n} other values · {rows}", len(rest))
        rows = ngettext("{n} row", "{n} rows", sum(one.rows for one in rest))
        yield ANY, form.format(n=len(rest), rows=rows.format(n=sum(one.rows for one in rest))), None
