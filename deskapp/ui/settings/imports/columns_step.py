"""The second step of an import: which of the list's columns is what."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.imports.proposal import Found
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.wording import imports

#: So many fields stand side by side, so much of an example is shown.
_BESIDE, _EXAMPLE = 3, 30
#: Without these no row is a call.
NEEDED = ("reference", "opened_at")


class ColumnsStep(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, DropDown] = {}
        self.forms: dict[str, FormField] = {}
        #: Columns that a mapping keeps for its texts alone.
        self._others: dict[str, Any] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        for place, name in enumerate(imports.COLUMNS):
            self.fields[name] = field = DropDown()
            self.forms[name] = form = FormField(imports.column(name), field)
            grid.addWidget(form, place // _BESIDE, place % _BESIDE)
        for place in range(_BESIDE):
            grid.setColumnStretch(place, 1)
        about = _("Each with what stands in the first row. Columns that are not chosen are left out, and named later.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addLayout(grid)
        column.addStretch(1)

    def show_columns(self, found: Found, columns: Mapping[str, Any]) -> None:
        """Offer the list's columns, and choose those of a mapping."""
        first = found.rows[0][1] if found.rows else ()
        headings: dict[str, str] = {}
        for place, heading in enumerate(found.columns):
            if heading:
                headings.setdefault(heading, _example(heading, place, first))
        others = {name: _present(column, headings) for name, column in columns.items() if name not in self.fields}
        self._others = {name: column for name, column in others.items() if column is not None}
        for name, field in self.fields.items():
            field.clear()
            field.addItem(_("nothing"), None)
            chosen = _present(columns.get(name), headings)
            described = _described(chosen) if isinstance(chosen, dict) else ""
            if isinstance(chosen, dict):
                field.addItem(headings.get(described, described), chosen)
            for heading, words in headings.items():
                if heading != described:
                    field.addItem(words, heading)
            place = 1 if isinstance(chosen, dict) else field.findData(chosen)
            field.setCurrentIndex(max(place, 0))

    @property
    def chosen(self) -> dict[str, Any]:
        """What each of our columns is made of, as a mapping writes it."""
        made = {name: field.currentData() for name, field in self.fields.items()}
        return {name: column for name, column in made.items() if column is not None} | self._others


def _example(heading: str, place: int, row: tuple[str, ...]) -> str:
    example = " ".join(row[place].split()) if place < len(row) else ""
    if len(example) > _EXAMPLE:
        example = f"{example[:_EXAMPLE]}…"
    return f"{heading} · {example}" if example else heading


def _present(column: Any, headings: Mapping[str, str]) -> Any:
    """A column of a mapping, of which only what the list has is left; None where it has nothing of it."""
    if not isinstance(column, dict):
        return column if column in headings else None
    if "first" in column:
        names = [name for name in column["first"] if name in headings]
        rest = {key: value for key, value in column.items() if key != "first"}
        if len(names) == 1:
            return {"column": names[0], **rest}
        return {"first": names, **rest} if names else None
    if "column" in column:
        return column if column["column"] in headings else None
    return column if all(name in headings for name in column.get("join", ())) else None


def _described(column: Mapping[str, Any]) -> str:
    """A column of a mapping that is more than one of the list's."""
    if "row" in column:
        return _("the number of the row")
    if "column" in column:
        return str(column["column"])
    return (" / " if "first" in column else " + ").join(column.get("first") or column.get("join") or ())
