"""What was found, as cards with the words marked that were looked for."""

from deskapp import direction
from deskapp.domain.words import UNRETURNED
from deskapp.language import _, ngettext
from deskapp.services.calls.rows import COUNTED
from deskapp.services.directory.views import ContactView, CustomerView
from deskapp.services.escalations.coded import CodedHandoff
from deskapp.services.overview.finding import FoundCall, FoundGuide, FoundIncident
from deskapp.services.overview.passages import Passage
from deskapp.services.places.views import EquipmentView, Offered, PersonView, PlaceView
from deskapp.ui.finding.said_in import said_in
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.keys import native
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import handoff as handoff_wording
from deskapp.wording import lists as list_wording
from deskapp.wording import places as place_wording


def call(found: FoundCall, asked: str) -> CardItem:
    """The key of each is its kind and its id."""
    row = found.row
    if row.masked:
        title = f"{row.ref}   {confidential_wording.confidential()}"
        return CardItem(("call", row.id), title, (Line(row.owner),), corner=codes.status_of(row))
    told = direction.row((row.priority, row.customer, row.owner, row.with_name))
    title = direction.row((row.ref, row.summary), "   ")
    lines = (Line(told), *_passage(found.passage))
    return CardItem(("call", row.id), title, lines, corner=codes.status_of(row), asked=asked)


def handoff(found: CodedHandoff) -> CardItem:
    """What Enter does with a code that was scanned or typed: it records the return, or says why not."""
    one, which = found.escalation, handoff_wording.coded(found)
    title = direction.row((which, one.contact if one else ""))
    out = one is not None and one.state in UNRETURNED
    line = _("Record what came back") if out else handoff_wording.not_out(found)
    return CardItem(("handoff", found.number), title, (Line(line),), corner=_("Handoff"))


def customer(view: CustomerView, asked: str) -> CardItem:
    told = [part for part in (view.organisation, *view.phones[:2]) if part and part != view.name]
    if view.account:
        told.insert(0, _("account {account}").format(account=view.account))
    if view.open_calls:
        count = ngettext("{n} open call", "{n} open calls", view.open_calls)
        told.append(count.format(n=view.open_calls))
    return CardItem(("customer", view.id), view.name, _line(*told), corner=_("Customer"), asked=asked)


def contact(view: ContactView, asked: str) -> CardItem:
    told = [part for part in (view.role, view.organisation, *view.phones[:1]) if part]
    return CardItem(("contact", view.id), view.name, _line(*told), corner=_("Contact"), asked=asked)


def things(found: Offered, asked: str) -> list[CardItem]:
    """Equipment, then places."""
    return [
        *(equipment(one, asked) for one in found.equipment),
        *(place(one, asked) for one in found.places),
    ]


def person(view: PersonView, asked: str) -> CardItem:
    """Somebody who speaks for a customer; whose, stands in the key too, for it is their card that is opened."""
    told = (*view.phones[:2], view.email)
    title = place_wording.person_of(view)
    return CardItem(("person", (view.id, view.customer)), title, _line(*told), corner=_("Person"), asked=asked)


def equipment(view: EquipmentView, asked: str) -> CardItem:
    told = (view.kind, direction.row((view.maker, view.model), " "), view.serial, view.customer, view.place)
    return CardItem(
        ("equipment", view.id), view.label, _line(*told), corner=_in_use(_("Equipment"), view.active), asked=asked
    )


def place(view: PlaceView, asked: str) -> CardItem:
    told = (view.address, view.room, view.person, view.phone, view.customer)
    return CardItem(("place", view.id), view.name, _line(*told), corner=_in_use(_("Place"), view.active), asked=asked)


def _in_use(words: str, active: bool) -> str:
    return words if active else _("{what}, out of use").format(what=words)


def incident(found: FoundIncident, asked: str) -> CardItem:
    corner = _("Incident, over") if found.over else _("Incident")
    return CardItem(("incident", found.id), found.title, _passage(found.passage), corner=corner, asked=asked)


def guide(found: FoundGuide, asked: str) -> CardItem:
    view = found.guide
    told = (codes.guide_kind(view.kind), found.category)
    lines = (*_line(*told), *_passage(found.passage))
    return CardItem(("guide", view.id), view.title, lines, corner=_("Guide"), asked=asked)


def every(count: int | None, asked: str) -> CardItem:
    """What leads to all calls that were found; count: None while nobody has counted."""
    words = _("All calls") if count is None else _("All {calls}").format(calls=counted(count))
    return CardItem(("all", asked), words, corner=native("Ctrl+Return"))


def counted(count: int, *, to_the_last: bool = False) -> str:
    """How many calls there are, or that there are more than are counted; to_the_last: all were."""
    words = list_wording.figure(count) if to_the_last else list_wording.counted(count, COUNTED)
    return ngettext("{n} call", "{n} calls", count).format(n=words)


def _passage(found: Passage | None) -> tuple[Line, ...]:
    return () if found is None else (Line(direction.row((said_in(found.where), found.text), ": "), muted=False),)


def _line(*parts: str) -> tuple[Line, ...]:
    said = direction.row(parts)
    return (Line(said),) if said else ()
