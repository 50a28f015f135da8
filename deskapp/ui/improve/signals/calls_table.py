"""The calls behind a signal, a line each; Enter opens one whole, Escape leads back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from deskapp.domain.findings.kinds import Rule
from deskapp.domain.money import with_currency
from deskapp.language import _
from deskapp.services.findings.views import SignalCall
from deskapp.ui.look import theme
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.wording import codes, confidential, times
from deskapp.wording.approvals import approval_state

#: In the drawing: of the words; no column but that of the summary is wider than this, and it no narrower.
_SIZE, _WIDEST, _LEAST = 11, 130, 96
_CUSTOMER, _SUMMARY = 1, 2
_RIGHT = ("amount", "waited")


class CallsModel(LineModel):
    """What belongs to the rule stands beside each: what was asked for, or why it was passed on."""

    def __init__(self, rule: Rule) -> None:
        heads = {"ref": _("Call"), "customer": _("Customer"), "summary": _("Summary")}
        if rule is Rule.APPROVALS:
            heads |= {"amount": _("Asked"), "answer": _("Answer"), "waited": _("Waited")}
        else:
            heads |= {"why": _("Passed on for")}
        super().__init__(heads)

    def words(self, place: int, column: str) -> str:
        call: SignalCall = self.lines[place]
        if column == "ref":
            return call.row.ref
        if call.row.masked:
            return confidential.confidential() if column == "customer" else ""
        if column == "customer":
            return call.row.customer
        if column == "summary":
            return call.row.summary
        if column == "amount":
            return "" if call.amount is None else with_currency(call.amount, call.currency)
        if column == "answer":
            return "" if call.answer is None else approval_state(call.answer)
        if column == "waited":
            return "" if call.waited is None else times.brief(call.waited)
        return ", ".join(map(codes.trigger, call.triggers))

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[index.column()] in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().data(index, role)


class CallsTable(LineTable):
    opened = Signal(int)  # this call

    def __init__(self, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(CallsModel(rule), _("The calls behind it; Enter opens one"), parent)
        self.setFont(theme.font(_SIZE))
        self.horizontalHeader().setMinimumSectionSize(theme.px(30))
        self.verticalHeader().setDefaultSectionSize(max(24, theme.px(24)))
        self.activated.connect(self._on_activated)

    @property
    def call_ids(self) -> Sequence[int]:
        return [call.row.id for call in self.lines.lines]

    @property
    def current_call_id(self) -> int | None:
        row = self.currentIndex().row()
        return self.lines.lines[row].row.id if 0 <= row < len(self.lines.lines) else None

    def put(self, calls: Sequence[SignalCall]) -> None:
        """Others; the one that was current stays so."""
        before = self.current_call_id
        self.lines.set_lines(calls)
        self._fit()
        if calls:
            ids = list(self.call_ids)
            self.selectRow(ids.index(before) if before in ids else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_call_id is not None:
            self.opened.emit(self.current_call_id)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Each column as wide as its words; the summary has the rest, and not so little that it says nothing."""
        measure = QFontMetrics(theme.font(_SIZE, bold=True))
        texts, pad = list(self.lines.texts()), theme.px(13)
        widths = [
            max(map(measure.horizontalAdvance, (head.upper(), *(line[column] for line in texts)))) + pad
            for column, head in enumerate(self.lines.heads)
        ]
        widths = [min(width, theme.px(_WIDEST)) for width in widths]
        rest = self.viewport().width() - sum(widths) + widths[_SUMMARY]
        widths[_SUMMARY] = max(rest, theme.px(_LEAST))
        widths[_CUSTOMER] = max(theme.px(84), widths[_CUSTOMER] - max(0, widths[_SUMMARY] - rest))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def _on_activated(self, _index: QModelIndex) -> None:
        if self.current_call_id is not None:
            self.opened.emit(self.current_call_id)
