"""Finding: by anything that was ever said, newest first, page by page, and never by whom it is hidden from."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from scene import at, contact, escalate, log, passing_on, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    ApprovalKind,
    AttemptResult,
    Consent,
    FieldKind,
    GuideKind,
    Impact,
    PauseReason,
    Priority,
    Role,
    Transfer,
    Urgency,
)
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import (
    AddNote,
    ContactCustomer,
    EditCall,
    GiveAgreement,
    MakeConfidential,
    MovePromise,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    Reassign,
    ResolveCall,
    SetPriority,
    TryStep,
)
from deskapp.services.escalations.acts import AcceptEscalation, HearFromContact, ReturnEscalation, TryContact
from deskapp.services.incidents.acts import NoteIncident, OpenIncident, WriteMessage
from deskapp.services.library.acts import EditedField, SaveCategory
from deskapp.services.log.acts import TagCalls
from deskapp.services.overview.finding import Sought
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePerson, SavePlace

Say = Callable[[Desk, int, str], object]


def _edited(desk: Desk, call: int, said: str, name: str) -> None:
    parts = {"summary": "Nothing", "details": "", "wants": "", "steps": "", name: said}
    desk.calls.edit(EditCall(call, 1, **parts, tone=None, category_id=None, customer_deadline=None))


def _of_equipment(desk: Desk, call: int, said: str, name: str) -> None:
    """What a thing says after the call was told to be about it, and what one that it is told of says already."""
    customer = desk.overview.call(call).customer.id
    thing = desk.places.save_equipment(SaveEquipment(customer, "Copier")).value
    parts = {"summary": "Nothing", "details": "", "wants": "", "steps": ""}
    chosen = Chosen(thing.id)
    act = EditCall(call, 1, **parts, tone=None, category_id=None, customer_deadline=None, equipment=chosen)
    desk.calls.edit(act)
    more = {"label": "Copier", name: said}
    desk.places.save_equipment(SaveEquipment(customer, **more, id=thing.id, base_version=thing.version))


def _at_a_place(desk: Desk, call: int, said: str, name: str) -> None:
    customer = desk.overview.call(call).customer.id
    made = desk.places.save_place(SavePlace(customer, **{"name": "Main building", name: said})).value
    parts = {"summary": "Nothing", "details": "", "wants": "", "steps": ""}
    chosen = Chosen(made.id)
    desk.calls.edit(EditCall(call, 1, **parts, tone=None, category_id=None, customer_deadline=None, place=chosen))


def _by_a_person(desk: Desk, call: int, said: str, name: str) -> None:
    customer = desk.overview.call(call).customer.id
    more = {"name": "Tom Webb", name: (said,) if name == "phones" else said}
    made = desk.places.save_person(SavePerson(customer, **more)).value
    parts = {"summary": "Nothing", "details": "", "wants": "", "steps": ""}
    chosen = Chosen(made.id)
    desk.calls.edit(EditCall(call, 1, **parts, tone=None, category_id=None, customer_deadline=None, person=chosen))


def _in_a_field(desk: Desk, call: int, said: str) -> None:
    asked = (EditedField("Invoice", FieldKind.TEXT),)
    category = desk.categories.save(SaveCategory("Garden", fields=asked)).value
    parts = {"summary": "Nothing", "details": "", "wants": "", "steps": ""}
    fields = {category.fields[0].id: said}
    act = EditCall(call, 1, **parts, tone=None, category_id=category.id, customer_deadline=None, fields=fields)
    desk.calls.edit(act)


def _attached(desk: Desk, call: int, said: str) -> None:
    desk.attachments.attach(AttachFile(call, File(f"{said}.txt", b"nothing")))


def _answered(desk: Desk, call: int, said: str, name: str) -> None:
    out = escalate(desk, call, contact(desk).id)
    acts = desk.escalations
    acts.accept(AcceptEscalation(out.id, by=said if name == "by" else ""))
    acts.hear(HearFromContact(out.id, said if name == "heard" else "Soon"))
    given = {key: said for key in ("done", "reference", "outcome") if key == name}
    acts.give_back(ReturnEscalation(out.id, **{"outcome": "It works", **given}))


def _handed_on(desk: Desk, call: int, said: str, name: str) -> None:
    parts = {"issue": "Prints nothing", "steps": "Restarted", "wants": "Prints"}
    more = {"consent": Consent.NO, "consent_reason": "No", "transfer": Transfer.COLD, "transfer_reason": "Busy"}
    if name in parts:
        parts[name] = said
    else:
        more[name] = said
    desk.escalations.escalate(passing_on(call, contact(desk).id, handoff=parts, **more))


#: Every place in which something is said of a call.
SOURCES: dict[str, Say] = {
    **{name: lambda d, c, s, name=name: _edited(d, c, s, name) for name in ("summary", "details", "wants", "steps")},
    "step": lambda d, c, s: d.calls.try_step(TryStep(c, s)),
    "note": lambda d, c, s: d.calls.note(AddNote(c, s)),
    "next step": lambda d, c, s: d.calls.note(AddNote(c, "", s)),
    "conversation": lambda d, c, s: d.calls.contact_customer(ContactCustomer(c, True, words=s)),
    "attempt": lambda d, c, s: d.calls.contact_customer(ContactCustomer(c, False, words=s)),
    "pause": lambda d, c, s: d.calls.pause(PauseCall(c, PauseReason.CUSTOMER, s)),
    "priority": lambda d, c, s: d.calls.set_priority(SetPriority(c, Impact.ONE, Urgency.SOON, Priority.P1, s)),
    "reassigned": lambda d, c, s: d.calls.reassign(Reassign((c,), staff(d, Role.AGENT, "Somebody"), s)),
    "promise": lambda d, c, s: d.promises.call_back(PromiseCallBack(c, at(12), "", s)),
    "promise's number": lambda d, c, s: d.promises.call_back(PromiseCallBack(c, at(12), s, "")),
    "promise moved": lambda d, c, s: d.promises.move(
        MovePromise(d.promises.call_back(PromiseCallBack(c, at(12), "", "")).value.id, at(13), s)
    ),
    "solution": lambda d, c, s: d.calls.resolve(ResolveCall(c, s)),
    "agreement": lambda d, c, s: d.calls.resolve(ResolveCall(c, "Done", GiveAgreement(Answer.YES, "Ada", words=s))),
    "agreed by": lambda d, c, s: d.calls.resolve(ResolveCall(c, "Done", GiveAgreement(Answer.YES, s))),
    "approval": lambda d, c, s: d.approvals.ask(AskApproval(c, ApprovalKind.REFUND, 99_999_00, s)),
    "contact tried": lambda d, c, s: d.escalations.attempt(TryContact(c, contact(d).id, AttemptResult.NO_ANSWER, s)),
    **{
        f"handoff {name}": lambda d, c, s, name=name: _handed_on(d, c, s, name)
        for name in ("issue", "steps", "wants", "consent_reason", "transfer_reason")
    },
    **{
        f"contact's {name}": lambda d, c, s, name=name: _answered(d, c, s, name)
        for name in ("by", "heard", "done", "reference", "outcome")
    },
    **{f"equipment's {name}": lambda d, c, s, name=name: _of_equipment(d, c, s, name) for name in ("label", "serial")},
    **{f"place's {name}": lambda d, c, s, name=name: _at_a_place(d, c, s, name) for name in ("name", "access")},
    **{
        f"person's {name}": lambda d, c, s, name=name: _by_a_person(d, c, s, name)
        for name in ("name", "role", "phones")
    },
    "field": _in_a_field,
    "attachment": _attached,
    "tag": lambda d, c, s: d.log.tag(TagCalls((c,), on=(s,))),
    "confidential": lambda d, c, s: d.calls.make_confidential(MakeConfidential(c, s)),
}


def _ids(desk: Desk, text: str, **more: object) -> list[int]:
    found = desk.finding.calls(Sought(text, **more))  # type: ignore[arg-type]
    assert desk.finding.count(Sought(text, **more)) == len(found.calls)  # type: ignore[arg-type]
    return [one.row.id for one in found.calls]


@pytest.mark.parametrize("source", SOURCES)
def test_whatever_is_said_finds_its_call_and_never_for_whom_the_call_is_hidden(desk: Desk, source: str) -> None:
    """Confidential: others find nothing of it, no count, no words around it (RULES.md, "Confidential calls")."""
    other = log(desk, "Something else", new_customer=NewCustomer("Bo Lyra")).id
    call = log(desk, "Nothing", new_customer=NewCustomer("Cy Moss", phone="030 5550123")).id
    SOURCES[source](desk, call, "Xylophone canary")
    (found,) = desk.finding.calls(Sought("xyloph canar")).calls
    assert found.row.id == call
    told = f"{found.row.summary} {found.row.customer} {'' if found.passage is None else found.passage.text}"
    assert "Xylophone canary" in told
    if source != "confidential":
        desk.calls.make_confidential(MakeConfidential(call, "A personnel issue"))
    assert _ids(desk, "canary") == [call]
    desk.sign_in(staff(desk, Role.AGENT, "An outsider"))
    for typed in ("canary", "xylo", "Cy Moss", "x", "5550123"):
        assert _ids(desk, typed) == [], typed
        assert desk.finding.calls(Sought(typed)).before is None
    assert _ids(desk, "lyra") == [other]


def test_the_call_of_a_reference_that_is_hidden_is_found_masked_and_by_no_part_of_it(desk: Desk) -> None:
    numbers = [log(desk, "Nothing", details="canary").id for _n in range(12)]
    desk.calls.make_confidential(MakeConfidential(numbers[-1], "A personnel issue"))
    desk.sign_in(staff(desk, Role.AGENT))
    (found,) = desk.finding.calls(Sought("C-00012")).calls
    assert (found.row.masked, found.row.summary, found.passage) == (True, "", None)
    assert _ids(desk, "0001") == [1, 11, 10]
    assert _ids(desk, "canary") == numbers[-2::-1]


def test_pages_follow_each_other_without_a_gap_however_many_are_logged_meanwhile(desk: Desk) -> None:
    numbers = [log(desk, f"Printer {n}", new_customer=NewCustomer(f"Caller {n}")).id for n in range(23)]
    first = desk.finding.calls(Sought("printer"), limit=10)
    log(desk, "Printer once more", new_customer=NewCustomer("Late"))
    second = desk.finding.calls(Sought("printer"), first.before, limit=10)
    third = desk.finding.calls(Sought("printer"), second.before, limit=10)
    listed = [one.row.id for page in (first, second, third) for one in page.calls]
    assert listed == numbers[::-1]
    assert third.before is None


def test_calls_are_found_by_whose_they_are_what_they_are_and_when_they_were_logged(
    desk: Desk, clock: FixedClock
) -> None:
    old = log(desk, "Printer old").id
    desk.calls.resolve(ResolveCall(old, "Done", GiveAgreement(Answer.YES, "Ada")))
    clock.advance(timedelta(days=3))
    agent = staff(desk, Role.AGENT, "Sam")
    mine, theirs = log(desk, "Printer mine").id, log(desk, "Printer theirs").id
    desk.calls.reassign(Reassign((theirs,), agent, "Sam knows it"))
    assert _ids(desk, "printer") == [theirs, mine, old]
    assert _ids(desk, "printer", open=True) == [theirs, mine]
    assert _ids(desk, "printer", open=False) == [old]
    assert _ids(desk, "printer", owner_id=agent) == [theirs]
    since = desk.clock.now() - timedelta(days=1)
    assert _ids(desk, "printer", since=since) == [theirs, mine]


def test_incidents_and_guides_are_found_by_all_that_is_said_in_them(desk: Desk) -> None:
    call = log(desk).id
    incident = desk.incidents.start(OpenIncident("Copiers jam", calls=(call,))).value
    desk.incidents.write(WriteMessage(incident.id, "Wörd follows at four.", incident.number))
    assert [one.id for one in desk.finding.incidents("woerd COPIERS")] == [incident.id]
    desk.incidents.note(NoteIncident(incident.id, "The drum is worn"))
    (found,) = desk.finding.incidents("drum")
    assert found.passage is not None
    assert "drum" in found.passage.text
    assert desk.finding.incidents("rum") == desk.finding.incidents("***") == ()
    assert [one.id for one in desk.finding.incidents("")] == [incident.id]
    _guide(desk, "Fuser", "Let it cool down first")
    (guide,) = desk.finding.guides("cool fus")
    assert guide.guide.kind is GuideKind.NOTE
    assert desk.finding.guides("hot") == ()


def _guide(desk: Desk, title: str, content: str) -> None:
    from deskapp.models.library import Guide

    with desk.work.write() as session:
        session.add(Guide(category_id=1, kind=GuideKind.NOTE, title=title, content=content))


def test_a_search_reads_the_index_from_the_newest_call_on_and_sorts_nothing(desk: Desk) -> None:
    from deskapp.services.overview import finding

    with desk.work.read() as session:
        sql = "EXPLAIN QUERY PLAN " + finding._SAID.format(fits="1")
        run = session.connection().exec_driver_sql
        plan = [row[3] for row in run(sql, ('"printer"*', 1 << 62, 50))]
    assert plan[0].startswith("SCAN call_words VIRTUAL TABLE")
    assert not any("TEMP B-TREE" in step for step in plan)
