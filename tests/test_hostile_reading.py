"""Text is text where it is looked for, and in lists that are read, with the mappings that say what they mean."""

import csv
import io
from pathlib import Path

from hostile_corpus import CORPUS

from deskapp.desk import Desk
from deskapp.domain.words import ContactKind
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.acts import TakeList
from deskapp.services.overview.finding import Sought
from deskapp.services.places.acts import SavePlace
from deskapp.services.texts import whole

#: As they may be typed, pasted whole, and with what ends a pattern or a query in the middle.
LOOKED_FOR = (*CORPUS.values(), "a" * 10_000, '"' * 500, "(" * 500, "a AND " * 300, "pri\0nter", *"%_*^\\")


def test_whatever_is_looked_for_is_words_and_no_query(desk: Desk) -> None:
    call = desk.calls.log(LogCall("The printer prints nothing", new_customer=NewCustomer("Jane Doe"))).value
    contact = SaveContact(ContactKind.EXPERT, "Ann Field", "Fieldworks", "", phones=("030 1",))
    person = desk.directory.save_contact(contact).value
    customer = desk.overview.call(call.id).customer.id
    desk.places.save_place(SavePlace(customer, "Main building", "", ""))
    for text in LOOKED_FOR:
        asked = {
            "calls": {one.row.id for one in desk.finding.calls(Sought(text)).calls},
            "list": {one.id for one in desk.lists.search(text)},
            "contacts to escalate to": {one.contact.id for one in desk.escalations.find_contacts(call.id, text)},
        }
        known = {"calls": call.id, "list": call.id, "contacts to escalate to": person.id}
        for where, found in asked.items():
            assert found <= {known[where]}, (where, text[:60])
        assert desk.finding.count(Sought(text)) <= 1
        desk.finding.incidents(text)
        desk.finding.guides(text)
        assert len(desk.directory.callers(text)) <= 1
        desk.directory.customers(text)
        desk.places.offered(customer, text)
        desk.places.found(text)
    assert [one.row.id for one in desk.finding.calls(Sought("printer")).calls] == [call.id]


def test_what_was_kept_is_found_by_its_own_words_whatever_stands_beside_them(desk: Desk) -> None:
    logged = {}
    for number, text in enumerate(CORPUS.values()):
        summary = f"word{number:03} {text[:2_000]}"
        logged[number] = desk.calls.log(LogCall(summary, new_customer=NewCustomer(f"Name {number}"))).value.id
    for number, call_id in logged.items():
        assert [one.row.id for one in desk.finding.calls(Sought(f"word{number:03}")).calls] == [call_id]


#: What can be the name of a column: a line of a table has neither ends of lines nor halves of letters.
HEADINGS = tuple(dict.fromkeys(" ".join(whole(text[:300]).replace("\0", "").split()) for text in CORPUS.values()))


def test_a_list_whose_columns_and_states_are_called_so_is_read_by_a_mapping_that_comes_back_from_its_file(
    desk: Desk, tmp_path: Path
) -> None:
    # A column of markup is proposed to be read as markup, and its states without it.
    states = [text for text in HEADINGS if text and "<" not in text]
    columns = ("number", "title", "opened", "status", *(f"{text} {place}" for place, text in enumerate(HEADINGS)))
    made = io.StringIO()
    out = csv.writer(made)
    out.writerow(columns)
    for place, state in enumerate(states):
        out.writerow([f"T-{place}", state, f"2026-10-{place % 28 + 1:02} 10:00", state, *HEADINGS])
    path = tmp_path / "list.csv"
    path.write_text(made.getvalue(), "utf-8", newline="")
    found = desk.imports.look(path)
    assert len(found.columns) == len(columns)
    for name in CORPUS.values():
        proposed = desk.imports.propose(found, name)
        proposed["values"] = {"state": dict.fromkeys(states, "archived")}
        proposed["columns"] |= {"details": {"join": [*found.columns[4:]], "with": "\n"}}
        kept = desk.imports.as_file(proposed)
        file = tmp_path / "kept.toml"
        file.write_text(kept, "utf-8", newline="")
        assert import_mapping.content_of(file) == {**proposed, "source": whole(name)}
    done = desk.imports.take(TakeList(path, proposed)).value
    assert done.bad == ()
    assert done.calls_added == len(states)
