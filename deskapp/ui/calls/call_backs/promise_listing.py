"""Promises to customers as a list to write."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from deskapp.domain.exchange.table import Column, Kind, Row
from deskapp.language import _
from deskapp.services.calls.views import PromiseView
from deskapp.ui.calls.call_backs.promise_words import countdown, kind_words
from deskapp.ui.work.listing import Listing
from deskapp.wording import confidential as confidential_wording


def listing(count: int, now: datetime) -> Listing:
    """All open promises in their order, as they stand at `now`; count: how many there are."""
    name = _("Call-backs")
    columns = (
        Column(_("Promised for"), Kind.INSTANT),
        *(Column(head) for head in (_("Over or left"), _("Promise"), _("Customer"), _("Number"), _("What was said"))),
        *(Column(head) for head in (_("Call"), _("Summary"), _("Owner"))),
        Column(_("Promised"), Kind.INSTANT),
    )
    return Listing("call_backs", name, name, columns, lambda desk: _rows(desk.promises.open(), now), count)


def _rows(promises: Sequence[PromiseView], now: datetime) -> Iterator[Row]:
    for one in promises:
        left = countdown(one, now).words
        if one.masked:
            # As little as its card shows.
            yield None, left, "", confidential_wording.confidential(), "", "", one.ref, "", one.owner, None
        else:
            yield (
                *(one.due_at, left, kind_words(one), one.customer, one.phone, one.words),
                *(one.ref, one.summary, one.owner, one.made_at),
            )
