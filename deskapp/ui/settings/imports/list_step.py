"""The first step of an import: how the list is written, what it is read with, and its first rows."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.imports.known import Known
from deskapp.services.imports.proposal import Found
from deskapp.services.tabular.rows import Form
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.zone_field import ZoneField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.ui.work.workplace import Workplace

#: So many rows and columns are shown, so many characters of a cell.
_ROWS, _COLUMNS, _CELL = 8, 40, 60
#: Names of programs, as they write them themselves.
_PROGRAMS = {
    "freescout": "FreeScout",
    "freshdesk": "Freshdesk",
    "glpi": "GLPI",
    "incident_event_log": "Incident event log",
    "jira": "Jira",
    "osticket": "osTicket",
    "otrs": "OTRS, Znuny",
    "servicenow": "ServiceNow",
    "spiceworks": "Spiceworks",
    "zammad": "Zammad",
    "zendesk": "Zendesk",
}
_ENCODINGS = ("utf-8", "utf-16", "cp1252", "iso-8859-1", "mac-roman")
_HEADINGS = ""


class RowsModel(LineModel):
    """The first rows of a list, as they were read."""

    def words(self, place: int, column: int) -> str:
        cell: str = self.lines[place][column]
        words = " ".join(cell.split())
        return words if len(words) <= _CELL else f"{words[:_CELL]}…"


class ListStep(QWidget):
    """`form_asked`: the list is to be read in another form than the one that was found."""

    form_asked = Signal(object)
    mapping_chosen = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Found | None = None
        self._mappings: dict[str, dict[str, Any]] = {}
        self.mapping = DropDown()
        self.mapping.activated.connect(lambda _at: self._on_mapping())
        self.source = QLineEdit()
        self.source.setMaxLength(60)
        self.zone = ZoneField(place)
        self.encoding, self.delimiter, self.sheet = DropDown(), DropDown(), DropDown()
        delimiters = ((",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab")), ("|", _("Upright line")))
        for sign, words in delimiters:
            self.delimiter.addItem(words, sign)
        for encoding in _ENCODINGS:
            self.encoding.addItem(encoding, encoding)
        for field in (self.encoding, self.delimiter, self.sheet):
            field.activated.connect(lambda _at: self._ask())
        self.forms = {
            "mapping": FormField(_("Read as"), self.mapping),
            "source": FormField(_("The list is called"), self.source),
            "zone": FormField(_("Its times are those of"), self.zone),
            "encoding": FormField(_("Encoding"), self.encoding),
            "delimiter": FormField(_("Between cells"), self.delimiter),
            "sheet": FormField(_("Sheet"), self.sheet),
        }
        fields = QGridLayout()
        fields.setHorizontalSpacing(theme.px(12))
        fields.setVerticalSpacing(theme.px(8))
        for at, form in enumerate(self.forms.values()):
            fields.addWidget(form, at // 3, at % 3, Qt.AlignmentFlag.AlignTop)
            fields.setColumnStretch(at % 3, 1)
        self.told = Label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(fields)
        column.addWidget(self.told)
        self._column = column
        self.table: LineTable | None = None

    @property
    def chosen(self) -> dict[str, Any]:
        """The mapping that the list is read with, as far as this step knows it."""
        content = dict(self._mappings[str(self.mapping.currentData() or _HEADINGS)])
        file = {**content["file"], "zone": self.zone.text()}
        form = self._found.form if self._found is not None else Form()
        for name in ("encoding", "delimiter", "sheet", "heading_line"):
            file.pop(name, None)
        if form.workbook:
            file["sheet"] = form.sheet
        else:
            file |= {"encoding": form.encoding, "delimiter": form.delimiter, "cut_short": True}
        if form.heading_line not in (None, 1):
            file["heading_line"] = form.heading_line
        return {**content, "source": self.source.text().strip(), "file": file}

    def show_found(self, found: Found, known: Sequence[Known], by_headings: dict[str, Any]) -> None:
        """Show a list as it was read, with the mappings that fit it: the first of them is the likeliest."""
        self._found = found
        self._mappings = {one.key: one.content for one in known} | {_HEADINGS: by_headings}
        self.mapping.clear()
        for one in known:
            name = _PROGRAMS.get(one.name, one.name)
            self.mapping.addItem(_("{name}, as before").format(name=name) if one.earlier else name, one.key)
        self.mapping.addItem(_("By its headings"), _HEADINGS)
        form = found.form
        for name, shown in (
            ("encoding", not form.workbook),
            ("delimiter", not form.workbook),
            ("sheet", len(form.sheets) > 1),
        ):
            self.forms[name].setVisible(shown)
        if not form.workbook:
            self._choose(self.encoding, form.encoding)
            self._choose(self.delimiter, form.delimiter)
        self.sheet.clear()
        for sheet in form.sheets:
            self.sheet.addItem(sheet, sheet)
        self._choose(self.sheet, form.sheet)
        self._on_mapping()
        self._show_rows(found)

    def _on_mapping(self) -> None:
        content = self._mappings[str(self.mapping.currentData() or _HEADINGS)]
        self.source.setText(content["source"])
        self.zone.setText(content["file"]["zone"])
        self.mapping_chosen.emit()

    def _ask(self) -> None:
        assert self._found is not None  # nothing can be chosen before
        if self._found.form.workbook:
            self.form_asked.emit(Form("", "", None, str(self.sheet.currentData()), self._found.form.sheets))
        else:
            self.form_asked.emit(Form(str(self.encoding.currentData()), str(self.delimiter.currentData())))

    def _show_rows(self, found: Found) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        heads = dict(enumerate(found.columns[:_COLUMNS]))
        model = RowsModel(heads)
        width = len(heads)
        model.set_lines(cells[:width] for _line, cells in islice(found.rows, _ROWS))
        self.table = LineTable(model, _("The first rows of the list"))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setMinimumHeight(theme.px(180))
        corner = QWidget()
        corner.setProperty("surface", "clear")
        self.table.setCornerWidget(corner)
        self._column.addWidget(self.table, 1)
        self.table.resizeColumnsToContents()
        for place in range(width):
            self.table.setColumnWidth(place, min(self.table.columnWidth(place), theme.px(220)))
        self.told.setText(_("Are names and numbers right? Else choose another encoding, or what stands between cells."))
        self.told.setVisible(not found.form.workbook)

    @staticmethod
    def _choose(field: DropDown, value: str) -> None:
        """Choose what was guessed; what is not offered is offered from now on."""
        if value and field.findData(value) < 0:
            field.addItem(value, value)
        field.setCurrentIndex(field.findData(value))
