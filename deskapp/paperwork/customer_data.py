"""Everything about a customer as they are given it: a paper to read, the same as JSON, and all of it with its files."""

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO

from deskapp import direction
from deskapp.desk import Desk
from deskapp.documents.new_file import new_file
from deskapp.documents.papers.customer_paper import CustomerPaper, customer_pdf
from deskapp.documents.tables.customer_pages import CustomerPages, archive
from deskapp.documents.wording import told_label
from deskapp.domain.attachments.names import harmless
from deskapp.domain.exchange.json_values import fields, iso
from deskapp.language import SPOKEN, _
from deskapp.services.calls.views import EventView
from deskapp.services.changes import Done
from deskapp.services.overview.about_customer import AboutCustomer
from deskapp.services.overview.call_json import OF_A_PERSON, OF_A_PLACE, OF_EQUIPMENT, call_json
from deskapp.services.overview.others import Instead
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.wording import events as event_wording
from deskapp.wording.calls import customer_file

#: What a file of this ending is: the paper alone, the JSON alone. Any other holds all of it.
PAPER, DATA = ".pdf", ".json"


def save(desk: Desk, customer_id: int, path: Path, facts: DeskFacts, *, confidential: bool = False) -> Done[Path]:
    """Put it together and write it, which is recorded; called off the window's thread.

    The file's ending says what it is: a PDF, JSON, or a ZIP of both with the attachments. It is recorded when it is
    whole and has no name yet: what a full disk cuts off was not handed out, and what could not be recorded is not
    there. Raises as `about_customer.put_together`.
    """
    with new_file(path) as file:
        instead = Instead(**customer_file.instead())
        about = desk.overview.about_customer(customer_id, instead, confidential=confidential)
        _write(file, path.suffix.lower(), desk, about, facts)
        file.flush()
        os.fsync(file.fileno())
        changes = desk.overview.customer_handed_out(about).changes
    return Done(path, changes)


def _write(file: BinaryIO, ending: str, desk: Desk, about: AboutCustomer, facts: DeskFacts) -> None:
    pages, data = _pages(desk, about, facts), _data(desk, about, facts)
    sheet = CustomerPaper(
        pages=pages,
        site=facts.site.name,
        zone=facts.site.zone,
        printed_at=desk.clock.now(),
        paper=facts.site.paper,
    )
    if ending == PAPER:
        file.write(customer_pdf(sheet, SPOKEN))
    elif ending == DATA:
        file.write(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace"))
    else:
        archive(file, pages, data, desk.clock.now(), _enclosed(desk, about), customer_pdf(sheet, SPOKEN))


def _pages(desk: Desk, about: AboutCustomer, facts: DeskFacts) -> CustomerPages:
    now, zone = desk.clock.now(), facts.site.zone

    def part(label: str) -> str:
        return told_label(label, SPOKEN)

    made_at = _("Put together by {site} on {day}").format(site=facts.site.name, day=f"{now:%Y-%m-%d}")
    return CustomerPages(
        title=about.customer.name,
        language=facts.site.language,
        made_at=made_at,
        explained=customer_file.explained(about),
        facts=customer_file.facts(about),
        record=customer_file.of_the_record(about, zone, now),
        calls=[
            customer_file.of_call(call, about.papers.get(call.row.ref, ()), zone, now, part) for call in about.calls
        ],
    )


def _data(desk: Desk, about: AboutCustomer, facts: DeskFacts) -> dict[str, Any]:
    now = desk.clock.now()

    def told(event: EventView) -> dict[str, Any]:
        """A line in words: what is kept beside them is for the desk's own reckoning."""
        title = direction.clean(event_wording.event_title(event))
        words = direction.clean(event_wording.event_words(event, facts.site.zone, now))
        return fields(event, "at", "by", "was", "becomes") | {"what": title, "words": words}

    def whole(call: CallDetail) -> dict[str, Any]:
        papers = [fields(one, "handoff", "number", "state", "at") for one in about.papers.get(call.row.ref, ())]
        return call_json(call, now) | {"events": [told(event) for event in call.events], "papers": papers}

    return {
        "made_at": iso(now),
        "left_out": {"confidential_calls": about.hidden, "lines_of_the_desk": about.own},
        "customer": fields(about.customer, "name", "organisation", "account", "phones", "email", "tier", "notes"),
        "people": [fields(one, *OF_A_PERSON) for one in about.people],
        "places": [fields(one, *OF_A_PLACE) for one in about.places],
        "equipment": [fields(one, *OF_EQUIPMENT) for one in about.equipment],
        "events": [told(event) for event in about.events],
        "calls": [whole(call) for call in about.calls],
    }


def _enclosed(desk: Desk, about: AboutCustomer) -> Iterator[tuple[str, Callable[[IO[bytes]], None]]]:
    """The files of each call, in a folder of its own, by number for there may be two of one name."""
    for call in about.calls:
        for number, one in enumerate(call.attachments, 1):
            yield f"files/{call.row.ref}/{number} {harmless(one.name)}", partial(desk.attachments.write, one.id)
