"""Everything about one customer: nothing of theirs is missing, nobody else is in it, and that it was made is told."""

import pytest
from scene import YES, contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ContactKind, Priority, Role
from deskapp.services.calls.acts import AddNote, NewCustomer, ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.overview.about_customer import AboutCustomer
from deskapp.services.overview.others import Instead, Others

INSTEAD = Instead("[staff]", "[contact]", "[customer]", "[address]", "[number]")
#: Whoever else is at this desk, and what they can be reached by.
OTHERS = ("Grace", "Hopper", "Sam", "Okoro", "Bob Stone", "0161 496", "grace@", "bob@")


@pytest.fixture
def told(desk: Desk) -> AboutCustomer:
    """Ada's two calls, one escalated and one secret, and somebody else's."""
    desk.directory.save_customer(SaveCustomer("Bob Stone", phones=("0161 496 0001",), email="bob@stone.example"))
    sam = staff(desk, Role.AGENT, "Sam Okoro")
    grace = contact(desk, "Grace Hopper", ContactKind.EXPERT, phones=("0161 496 0999",), email="grace@navy.example")
    caller = NewCustomer("Ada Lovelace", "Engines Ltd", "A-1", "+44 20 7946 0958")
    desk.staff_id = sam
    first = log(desk, new_customer=caller).id
    desk.calls.note(AddNote(first, "Ada says Bob Stone (bob@stone.example, 0161 4960001) saw it; GRACE HOPPER knows."))
    escalate(desk, first, grace.id)
    desk.staff_id = 1
    ada = desk.overview.call(first).customer.id
    second = log(desk, "Her own secret", customer_id=ada, confidential=True).id
    desk.calls.resolve(ResolveCall(second, "Told", YES))
    log(desk, "Not hers", new_customer=NewCustomer("Cy Young"))
    return desk.overview.about_customer(ada, INSTEAD, confidential=True)


def test_all_of_theirs_is_in_it(told: AboutCustomer) -> None:
    assert (told.customer.name, told.customer.phones) == ("Ada Lovelace", ("+44 20 7946 0958",))
    assert [call.row.summary for call in told.calls] == ["The printer prints nothing", "Her own secret"]
    assert [event.kind for event in told.calls[0].events][:2] == ["logged", "note"]
    assert told.calls[1].agreements[0].who == "Ada Lovelace"
    assert told.calls[0].row.priority == Priority.P3


def test_nobody_else_is_in_it(told: AboutCustomer) -> None:
    text = repr(told)
    assert [one for one in OTHERS if one.casefold() in text.casefold()] == []
    assert "Cy Young" not in text
    note = next(event for event in told.calls[0].events if event.kind is EventKind.NOTE)
    assert note.payload["words"] == "Ada says [customer] ([address], [number]) saw it; [contact] knows."
    assert note.by == "[staff]"
    assert told.calls[0].escalations[0].contact == "[contact]"


def test_that_it_was_put_together_stands_in_the_timeline(told: AboutCustomer, desk: Desk) -> None:
    desk.overview.customer_handed_out(told)
    again = desk.overview.about_customer(told.customer.id, INSTEAD)
    (line,) = [event for event in again.events if event.kind is EventKind.CUSTOMER_FILE]
    assert (line.payload["calls"], line.by) == (2, "[staff]")


def test_an_agent_puts_nothing_together_and_nobody_unknown_is_found(told: AboutCustomer, desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.overview.about_customer(999, INSTEAD)
    desk.staff_id = staff(desk, Role.AGENT, "Ann")
    with pytest.raises(NotAllowed):
        desk.overview.about_customer(told.customer.id, INSTEAD)


def _others(*named: str, kept: tuple[str, ...] = ("Ada Lovelace", "ada@engines.example", "020 7946 0958")) -> Others:
    return Others([(name, "[x]") for name in named], ["01614960001", "02079460958"], kept, INSTEAD)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Spoke with Zoë Müller today.", "Spoke with [x] today."),
        ("spoke with ZOE MULLER", "spoke with [x]"),
        ("Zoë-Müller", "Zoë-Müller"),
        ("Will said he will come", "[x] said he will come"),
        ("will", "[x]"),
        ("Ada Lovelace and ada@engines.example, 020 7946 0958", "Ada Lovelace and ada@engines.example, 020 7946 0958"),
        ("ring 0161 496-0001 or 0161 496 0002", "ring [number] or 0161 496 0002"),
        ("write to x.y@z.example.", "write to [address]."),
        ("Order 0161496", "Order 0161496"),
        ("", ""),
    ],
)
def test_a_name_is_left_out_as_whole_words_in_any_case_and_with_or_without_accents(text: str, left: str) -> None:
    assert _others("Zoë Müller", "Will", "Ada Lovelace").left_out(text) == left
