"""The fields of a contact, in the order of its dialog: a new one is a line here, one in act and view, and a column."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any

from deskapp import direction
from deskapp.domain.handoff.visible import FOR_STAFF_ONLY, Visible
from deskapp.domain.words import ContactKind, Level
from deskapp.language import _
from deskapp.services.clocks.views import CalendarView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.directory import words
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record import RecordField, Row
from deskapp.ui.widgets.fields.ordered_picks import OrderedPicks
from deskapp.wording import codes as codes_words
from deskapp.wording import handoff as handoff_wording

#: What a contact's own setting can open; the rest is the site's to open.
OFFERED = tuple(visible for visible in Visible if visible not in FOR_STAFF_ONLY)
#: What is asked only of those outside.
OUTSIDE_ONLY = ("our_account", "may_see")
#: What stands at the end of a contact's card, in this order, beside what the card shows in its own way.
ON_CARD = ("our_account", "may_see", "language", "notes")


def fields(
    facts: DeskFacts | None,
    calendars: Sequence[CalendarView],
    people: Mapping[int, str],
    kept: Collection[int] = (),
) -> list[Row]:
    """people: who can be a deputy, by id, as far as it is known when it is asked for.

    kept: categories that are shown although they are not used any more, because the contact has them.
    """
    categories = facts.categories if facts else ()
    names = {one.id: one.name for one in categories}
    kinds = [(kind, words.begun(codes_words.kind(kind))) for kind in ContactKind]
    levels = [(level, words.level(level)) for level in Level]
    offered = [(visible.value, handoff_wording.visible(visible)) for visible in OFFERED]
    covered = [(one.id, one.name) for one in categories if one.active or one.id in kept]
    own_hours = ((one.id, one.name) for one in calendars[1:])
    return [
        replace(record.pills("kind", _("Kind"), kinds, ContactKind.EXPERT, codes_words.kind), wraps=True),
        (record.line("name", _("Name")), record.line("organisation", _("Organisation"))),
        (record.line("role", _("Role")), record.line("email", _("E-mail"))),
        record.reached("phones", _("Phones, one a line"), _("Phones"), attrgetter("phone_lines")),
        record.reached("other_emails", _("Other e-mail, one a line"), _("Other e-mail"), attrgetter("other_emails")),
        record.ticks("skills", _("Covers"), covered, lambda ids: _named(names, sorted(ids))),
        (
            record.drop_down("calendar_id", _("Hours"), [(None, _("The desk's hours")), *own_hours], none=0),
            record.drop_down("authority", _("Authority"), levels),
        ),
        (record.length("agreed_response", _("Agreed response")), record.line("language", _("Language"), _("en, de"))),
        record.line("our_account", _("Our account with them")),
        record.ticks(
            "may_see",
            _("May see of a call, beside reference, summary and priority; with nothing ticked no summary"),
            offered,
            lambda codes: ", ".join(
                handoff_wording.visible(visible) for visible in Visible if visible.value in set(codes)
            ),
            _("May see of a call"),
        ),
        _deputies(people),
        record.area("notes", _("Notes")),
        record.tick("active", _("State"), _("Active: offered when a call is escalated"), _("active"), _("not active")),
    ]


def _deputies(people: Mapping[int, str]) -> RecordField:
    heading = _("Deputies, in order")

    def read(field: OrderedPicks) -> tuple[Any, ...]:
        return tuple(field.value)

    def write(field: OrderedPicks, ids: Iterable[int]) -> None:
        field.set_value((contact_id, people.get(contact_id, str(contact_id))) for contact_id in ids)

    make = partial(OrderedPicks, heading, _("Add a deputy: type a part of the name"))
    return RecordField("deputies", heading, make, read, write, lambda ids: _named(people, ids), usual=False)


def _named(names: Mapping[int, str], ids: Iterable[int]) -> str:
    return direction.row((names.get(contact_id, str(contact_id)) for contact_id in ids), ", ")
