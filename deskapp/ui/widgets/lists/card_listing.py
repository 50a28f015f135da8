"""Cards, or the lines of a table, as a list to write: the words that stand there."""

from collections.abc import Iterator, Sequence

from deskapp import direction
from deskapp.domain.exchange.table import Column, Row
from deskapp.language import _
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.work.listing import Listing


def of_cards(name: str, items: Sequence[CardItem]) -> Listing:
    """A row for each card: its title, its corner, and the lines below."""
    shown = tuple(items)
    columns = (Column(_("Name")), Column(_("State")), Column(_("About")))
    return Listing(name, name, name, columns, lambda _desk: _rows(shown), len(shown))


def of_lines(name: str, model: LineModel) -> Listing:
    """A row for each line, in the columns of the table."""
    rows = tuple(model.texts())
    columns = tuple(Column(head) for head in model.heads)
    return Listing(name, name, name, columns, lambda _desk: rows, len(rows))


def _rows(items: Sequence[CardItem]) -> Iterator[Row]:
    for item in items:
        said = (item.title, item.corner, "\n".join(line.text for line in item.lines if line.text))
        yield tuple(map(direction.clean, said))
