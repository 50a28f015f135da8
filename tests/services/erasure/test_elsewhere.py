"""What others wrote of somebody who is forgotten (RULES.md, "Forgetting"): the name goes, the rest stays."""

import pytest
from forgotten_scene import forget, tables_that_hold
from scene import YES, contact, log, rows

from deskapp.desk import Desk
from deskapp.domain.words import ApprovalKind, ContactKind, GuideKind, PauseReason
from deskapp.models.library import Guide
from deskapp.models.schema.all import Base
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.calls.acts import AddNote, GiveAgreement, PauseCall, ResolveCall, ResumeCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.erasure import elsewhere
from deskapp.services.erasure.whose import Names
from deskapp.services.incidents.acts import OpenIncident, WriteMessage
from deskapp.services.practice.acts import SaveScenario
from deskapp.services.site.check import check
from deskapp.storage import practice_file


@pytest.fixture
def named(desk: Desk) -> tuple[Desk, int]:
    """Ada, whose account is XY-4711, is named in everything of Bob's; and there is another Ada."""
    ada = desk.directory.save_customer(
        SaveCustomer("Ada Xylocanary", account="XY-4711", email="ada@xylocanary.example")
    )
    bob = desk.directory.save_customer(SaveCustomer("Bob Stays", notes="Neighbour of Ada Xylocanary")).value
    desk.directory.save_customer(SaveCustomer("Ada Other"))
    call = log(desk, "As with ADA  XYLOCANARY before", customer_id=bob.id, details="See xy4711, it is the fuser").id
    desk.calls.note(AddNote(call, "Write to ada@xylocanary.example"))
    desk.calls.note(AddNote(call, "Ada Other rang"))
    desk.calls.pause(PauseCall(call, PauseReason.CUSTOMER, "Waits for Ada Xylocanary's key"))
    desk.calls.resume(ResumeCall(call, "Done"))
    desk.approvals.ask(AskApproval(call, ApprovalKind.REFUND, 9_000_00, "As for Ada Xylocanary"))
    incident = desk.incidents.start(OpenIncident("Ada Xylocanary's loom burns", (call,))).value
    desk.incidents.write(WriteMessage(incident.id, "Ada Xylocanary's loom burns", incident.number))
    desk.calls.resolve(ResolveCall(call, "Ada Xylocanary lent hers", GiveAgreement(YES.answer, "Ada Xylocanary")))
    contact(desk, "Grace", ContactKind.EXPERT, notes="Knows Ada Xylocanary well")
    with desk.work.act() as unit:
        unit.session.add(Guide(category_id=1, kind=GuideKind.NOTE, title="Fuser", content="Ada Xylocanary found it"))
    text = desk.practice.text("the_manager_now").replace("the_manager_now", "as_once", 1)
    desk.practice.save_scenario(SaveScenario(text.replace('title = "', 'title = "Ada Xylocanary: ', 1)))
    return desk, ada.value.id


def test_the_name_goes_from_all_that_others_wrote_and_the_rest_of_it_stays(named: tuple[Desk, int]) -> None:
    desk, ada = named
    assert desk.erasures.before(ada).elsewhere == ("C-00001",)
    forget(desk, ada)
    assert tables_that_hold(desk.path, "xylocanary") == []
    assert tables_that_hold(desk.path, "4711") == []
    assert check(desk.path).findings == ()
    assert b"xylocanary" not in practice_file.beside(desk.path).read_bytes().lower()
    assert "Forgotten: " in desk.practice.text("as_once")
    call = desk.overview.call(1)
    assert (call.row.summary, call.details) == ("As with Forgotten before", "See Forgotten it is the fuser")
    assert rows(desk.path, "SELECT notes FROM customer WHERE name LIKE 'Bob%'") == [("Neighbour of Forgotten",)]
    assert rows(desk.path, "SELECT title FROM incident") == [("Forgotten's loom burns",)]
    assert [e.payload["words"] for e in call.events if e.payload.get("words") == "Ada Other rang"] == ["Ada Other rang"]
    assert desk.lists.search("fuser")[0].id == 1


def test_by_a_single_word_and_by_what_another_is_known_by_nothing_is_taken_from_others(desk: Desk) -> None:
    will = desk.directory.save_customer(SaveCustomer("Will", phones=("0161 496 0218",))).value
    twin = desk.directory.save_customer(SaveCustomer("Ada Lovelace", phones=("0161 496 0218",))).value
    desk.directory.save_customer(SaveCustomer("Ada Lovelace", account="A-2"))
    call = log(desk, "He will ring Ada Lovelace, 0161 496 0218").id
    assert [desk.erasures.before(one.id).elsewhere for one in (will, twin)] == [(), ()]
    forget(desk, will.id)
    assert desk.overview.call(call).row.summary == "He will ring Ada Lovelace, 0161 496 0218"


def test_each_text_of_each_table_is_looked_at_or_named_as_one_that_is_not() -> None:
    """A new table is looked through by itself: what is left out is known by name, and is there."""
    assert set(Base.metadata.tables) >= elsewhere._NOT_HERE
    looked_at = set(elsewhere.texts_looked_at())
    for text in ("call.details", "incident_message.words", "guide.content", "action.what", "retention_hold.reason"):
        assert text in looked_at, sorted(looked_at)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ada Lovelace's loom", "X's loom"),
        ("ÁDA-LOVELACE rang", "X rang"),
        ("account a100, and A-1007", "account X and A-1007"),
        ("ring 0161/496 02-18.", "ring X."),
        ("Mail ADA@x.example!", "Mail X!"),
        ("Adam Lovelace", "Adam Lovelace"),
    ],
)
def test_names_are_cut_out_of_a_text(text: str, left: str) -> None:
    names = Names(["Ada Lovelace"], ["A-100"], ["ada@x.example"], ["01614960218"])
    assert names.without({"a": [text]}, "X") == {"a": [left]}
