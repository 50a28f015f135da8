"""The turns on the board as a list to write."""

from collections.abc import Iterator

from deskapp import direction
from deskapp.domain.exchange.table import Column, Kind, Row
from deskapp.domain.rota import Rule
from deskapp.language import _
from deskapp.services.rotas.views import BoardView
from deskapp.ui.rota import words
from deskapp.ui.work.listing import Form, Listing


def listing(view: BoardView, forms: tuple[Form, ...]) -> Listing:
    """Every turn and gap of the days that are shown; `forms`: what else they can be written in."""
    columns = (
        Column(_("Rota")),
        Column(_("From"), Kind.INSTANT),
        Column(_("Until"), Kind.INSTANT),
        *(Column(head) for head in (_("On call"), _("Remark"), _("Number"))),
    )
    name = _("Rota")
    return Listing("rota", name, name, columns, lambda _desk: _rows(view), 0, forms)


def _rows(view: BoardView) -> Iterator[Row]:
    for row in view.rows:
        for one in row.stretches:
            if one.rule is not Rule.OUTSIDE_HOURS or one.gap:
                said = (direction.clean(words.stretch(one)), direction.clean(words.beside(one)))
                yield row.view.name, one.start, one.end, *said, one.phone
