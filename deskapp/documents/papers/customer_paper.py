"""Everything about a customer on paper, for them to read: their record, then each call with what was said and done."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from deskapp.documents import frame, wording
from deskapp.documents.layout import INSET, Flow
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, Said, table
from deskapp.documents.tables.customer_pages import CustomerPages, named, said_in
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.exchange.table import Kind, Row, Table
from deskapp.domain.words import Paper
from deskapp.language import Words

_SIZE, _LEADING = 8.4, 11.2
_BODY = 9.2


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPaper:
    """pages: what it says, the same as the page for a browser. Its properties tell nothing of the customer."""

    pages: CustomerPages
    site: str
    zone: str
    printed_at: datetime
    paper: Paper = Paper.A4


def customer_pdf(sheet: CustomerPaper, words: Words) -> bytes:
    """The paper as a PDF."""
    flow = _Drawing(sheet, words).flow
    title = words.gettext("What is kept about a customer")
    return pdf(flow, Properties(title, sheet.site, sheet.pages.language, sheet.printed_at))


class _Drawing:
    """One paper laid out."""

    def __init__(self, sheet: CustomerPaper, words: Words) -> None:
        self._sheet, self._words = sheet, words
        self._moments = Moments(sheet.zone, sheet.printed_at, words)
        self._zone = ZoneInfo(sheet.zone)
        self.flow = Flow(sheet.paper, self._running_head)
        self._head()
        for title, tables in sheet.pages.calls:
            self._call(title, *tables)
        self._foot()

    def _head(self) -> None:
        flow, pages = self.flow, self._sheet.pages
        frame.head(flow, self._words.gettext("What is kept about a customer"), pages.title, pages.made_at)
        flow.gap(6)
        for said in pages.explained:
            flow.text(lines(said, _BODY, flow.width))
            flow.gap(3)
        flow.gap(6)
        self._pairs(pages.facts)
        if pages.record.rows:
            flow.gap(8)
            self._table(pages.record)

    def _call(self, title: str, first: Table, *others: Table) -> None:
        flow = self.flow
        flow.gap(16)
        # Never alone at the foot of a page.
        flow.need(90)
        flow.text(lines((Span(title, bold=True),), 11, flow.width, 14))
        flow.gap(4)
        self._pairs([pair for row in first.rows for pair in named(first, row)])
        for one in others:
            flow.gap(8)
            self._table(one)

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        with table(self.flow, (Column("", 0.24), Column("", 0.76)), _SIZE, _LEADING) as rows:
            for name, value in pairs:
                rows.row(name, value)

    def _table(self, one: Table) -> None:
        """What happened at an instant beside it; the rest of a row is told in one cell, by the heads of its columns."""
        self.flow.need(40)
        self.flow.text(lines((Span(one.name, bold=True),), _BODY, self.flow.width), INSET)
        with table(self.flow, (Column("", 0.17), Column("", 0.83)), _SIZE, _LEADING) as rows:
            for row in one.rows:
                rows.row(*self._cells(one, row))

    def _cells(self, one: Table, row: Row) -> tuple[Said, Said]:
        at, rest = "", []
        # The first column names the call, which stands above.
        for column, cell in list(zip(one.columns, row, strict=True))[one.columns[0].kind is Kind.TEXT :]:
            if cell is None or cell == "":
                continue
            if isinstance(cell, datetime) and not at:
                at = self._moments.short(cell)
                continue
            said = self._moments.full(cell) if isinstance(cell, datetime) else said_in(cell, self._zone)
            if isinstance(cell, date) or said:
                rest.append((column.head, said))
        spans = [
            part
            for number, (head, said) in enumerate(rest)
            for part in (Span(f"{chr(10) * bool(number)}{head}: "), Span(said, bold=number == 0))
        ]
        return at, spans

    def _running_head(self, flow: Flow) -> None:
        frame.running_head(flow, self._words.gettext("What is kept about a customer"))

    def _foot(self) -> None:
        pages = self._sheet.pages
        texts = [pages.title, *(value for _name, value in pages.facts), *(title for title, _tables in pages.calls)]
        texts += [str(cell) for _title, tables in pages.calls for one in tables for row in one.rows for cell in row]
        if any(map(needs_legend, texts)):
            frame.small_print(self.flow, frame.legend(self._words))
        form = self._words.gettext("{site} · put together {when}")
        when = self._moments.full(self._sheet.printed_at)
        said = wording.spans(form, site=self._sheet.site, when=when)
        frame.foot(self.flow, said, self._words)
