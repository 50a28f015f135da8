"""Everything about a customer as one ZIP, for a request of theirs: a page to read, the same as JSON, and files."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO

from deskapp.desk import Desk
from deskapp.documents.new_file import new_file
from deskapp.documents.tables.customer_pages import CustomerPages, archive
from deskapp.documents.wording import told_label
from deskapp.domain.attachments.names import harmless
from deskapp.domain.exchange.json_values import fields, iso
from deskapp.language import SPOKEN, _
from deskapp.services.changes import Done
from deskapp.services.overview.about_customer import AboutCustomer
from deskapp.services.overview.call_json import OF_A_PERSON, OF_A_PLACE, OF_EQUIPMENT, call_json, event_json
from deskapp.services.overview.others import Instead
from deskapp.services.site.views import DeskFacts
from deskapp.wording.calls import customer_file


def save(desk: Desk, customer_id: int, path: Path, facts: DeskFacts) -> Done[Path]:
    """Put it together and write it, which is recorded; called off the window's thread.

    It is recorded when it is whole and has no name yet: what a full disk cuts off was not handed out, and what could
    not be recorded is not there.
    """
    with new_file(path) as file:
        about = desk.overview.about_customer(customer_id, Instead(**customer_file.instead()))
        _write(file, desk, about, facts)
        file.flush()
        os.fsync(file.fileno())
        changes = desk.overview.customer_handed_out(about).changes
    return Done(path, changes)


def _write(file: BinaryIO, desk: Desk, about: AboutCustomer, facts: DeskFacts) -> None:
    now, zone = desk.clock.now(), facts.site.zone

    def part(label: str) -> str:
        return told_label(label, SPOKEN)

    made_at = _("Put together by {site} on {day}").format(site=facts.site.name, day=f"{now:%Y-%m-%d}")
    pages = CustomerPages(
        title=about.customer.name,
        language=facts.site.language,
        made_at=made_at,
        explained=customer_file.explained(),
        facts=customer_file.facts(about),
        record=customer_file.of_the_record(about, zone, now),
        calls=[customer_file.of_call(call, zone, now, part) for call in about.calls],
    )
    data = {
        "made_at": iso(now),
        "customer": fields(about.customer, "name", "organisation", "account", "phones", "email", "tier", "notes"),
        "people": [fields(one, *OF_A_PERSON) for one in about.people],
        "places": [fields(one, *OF_A_PLACE) for one in about.places],
        "equipment": [fields(one, *OF_EQUIPMENT) for one in about.equipment],
        "events": [event_json(event) for event in about.events],
        "calls": [call_json(call, now) for call in about.calls],
    }
    archive(file, pages, data, now, _enclosed(desk, about))


def _enclosed(desk: Desk, about: AboutCustomer) -> Iterator[tuple[str, Callable[[IO[bytes]], None]]]:
    """The files of each call, in a folder of its own, by number for there may be two of one name."""
    for call in about.calls:
        for number, one in enumerate(call.attachments, 1):
            yield f"files/{call.row.ref}/{number} {harmless(one.name)}", partial(desk.attachments.write, one.id)
