"""A desk where one customer stands in every place where something can be said of somebody, and a word for each."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from scene import YES, at, contact, escalate, log, rows, staff
from sqlalchemy import JSON, LargeBinary, Text

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.findings.kinds import FeedbackTo
from deskapp.domain.words import ActionOf, ApprovalKind, AttemptResult, Channel, PauseReason, Role, VoidReason
from deskapp.models.improve.signals import Signal
from deskapp.models.schema.all import Base
from deskapp.services.actions.acts import FinishAction, MakeAction
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.attachments.acts import AttachFile, File, WaitFile
from deskapp.services.calls.acts import (
    AddNote,
    GiveCall,
    KeepPromise,
    MovePromise,
    PauseCall,
    PromiseCallBack,
    ResolveCall,
    ResumeCall,
    VoidCall,
)
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.erasure.acts import ForgetCustomer, Instead
from deskapp.services.escalations.acts import AcceptEscalation, HearFromContact, ReturnEscalation, TryContact
from deskapp.services.findings.acts import (
    DismissSignal,
    FeedbackAnswered,
    FeedbackSent,
    MakeFeedback,
    WhichSignal,
)
from deskapp.services.incidents.acts import EndIncident, JoinIncident, OpenIncident, WriteMessage
from deskapp.services.log.acts import SaveView, TagCalls
from deskapp.services.many.acts import AskOwners
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePerson, SavePlace
from deskapp.services.requests.acts import AnswerRequest
from deskapp.services.retention.acts import Hold
from deskapp.services.reviews.acts import AnswerReview, FinishReview
from deskapp.storage.unguarded import unguarded

#: Stands wherever something is said of the customer, and nowhere else; never at the beginning of a word that is longer.
CANARY = "xylocanary"
INSTEAD = Instead("Forgotten customer {number}", "Forgotten")
REASON = "They asked for it"

#: Tables of which nothing is said of a customer, whoever they are.
OF_THE_DESK = frozenset(
    (
        *("site", "staff", "calendar", "calendar_version", "policy_version", "policy_target", "policy_matrix"),
        *("authority_limit", "category", "category_check", "category_field", "call_template", "guide", "trigger"),
        *("sign_words", "phrase", "avoided_phrase", "incident_check", "rota", "rota_version", "route", "route_step"),
        *("contact", "contact_phone", "contact_skill", "contact_deputy", "staff_pin", "recovery_code"),
        *("import_batch", "erasure", "written_policy", "font", "long_act"),
        *("scorecard", "review_draw", "card_use", "desk_paper", "readiness_state", "readiness_gap"),
        # Counted of the record: figures, and codes of what is counted.
        *("measured_call", "measured_day", "measured_lengths", "measured_escalation"),
    )
)
#: Columns that stay as they were: references, hashes, what a timeline is chained by, and names of the house's own.
STAYS = frozenset(
    (
        *("call.source", "call.source_ref", "event.field", "event.was", "event.becomes", "event.digest", "event.link"),
        *("event.kind", "attachment.digest", "attachment_content.digest", "imported_row.source", "imported_row.key"),
        *("escalation.types", "escalation.boxes", "escalation.priority_was", "approval.currency"),
        *(
            "review_mark.line",
            "action.of_key",
            "signal.subject",
            "feedback.calls",
            "approval.decided_by_name",
            "voiding.ended",
            "customer_merge.moved",
        ),
        # Made of the others by whoever writes them.
        *("customer.name_folded", "saved_view.spec", "event_words.salt"),
    )
)


def forget(desk: Desk, customer_id: int, reason: str = REASON) -> Any:
    return desk.erasures.forget(ForgetCustomer(customer_id, reason, INSTEAD)).value


def spoken_of(desk: Desk) -> int:
    """Their id. Everything of theirs is over; Bob's is his, but for what was theirs once and what both need."""
    xy = CANARY
    told = {"organisation": f"{xy} Ltd", "account": f"{xy}-77", "phones": ("0161 496 0218",), "notes": xy}
    ada = desk.directory.save_customer(SaveCustomer(f"Ada {xy}", email=f"ada@{xy}.example", **told)).value  # type: ignore[arg-type]
    twin = desk.directory.save_customer(SaveCustomer(f"A. {xy}", phones=("07700 900142",), notes=f"{xy} 2")).value
    bob = desk.directory.save_customer(SaveCustomer("Bob Stays", "Stays & Co", phones=("0161 496 0333",))).value
    desk.directory.not_the_same(ada.id, bob.id)
    told_of = SavePerson(ada.id, f"Cy {xy}", xy, ("0161 496 0444",), f"cy@{xy}.example")
    clerk = desk.places.save_person(told_of).value
    hall = desk.places.save_place(SavePlace(ada.id, f"{xy} hall", xy, xy, xy, xy, "0161 496 0218")).value
    desk.places.save_place(SavePlace(ada.id, f"{xy} yard"))
    loom = desk.places.save_equipment(SaveEquipment(ada.id, f"{xy} loom", serial=xy, place_id=hall.id)).value
    both = desk.places.save_place(SavePlace(ada.id, "Hall of both", "1 Mill Lane", person=xy)).value

    one = log(desk, f"{xy} prints nothing", customer_id=twin.id, details=xy, wants=xy)
    desk.directory.merge_customers(desk.directory.customer(ada.id), desk.directory.customer(twin.id))
    expert = contact(desk)
    helped = escalate(desk, one.id, expert.id, handoff={"issue": f"{xy} prints nothing", "steps": xy, "wants": xy})
    desk.escalations.accept(AcceptEscalation(helped.id, "Grace", timedelta(hours=1)))
    desk.escalations.hear(HearFromContact(helped.id, f"{xy} is looked at"))
    desk.escalations.attempt(TryContact(one.id, expert.id, AttemptResult.NO_ANSWER, xy, helped.id))
    desk.escalations.give_back(ReturnEscalation(helped.id, f"{xy} prints", xy, f"{xy}-1"))
    call_back = desk.promises.call_back(PromiseCallBack(one.id, at(12), "0161 496 0218", xy)).value
    moved = desk.promises.move(MovePromise(call_back.id, at(13), f"{xy} is out")).value
    desk.promises.keep(KeepPromise(moved.id, xy))
    desk.calls.pause(PauseCall(one.id, PauseReason.CUSTOMER, xy))
    desk.calls.resume(ResumeCall(one.id, xy))
    desk.log.tag(TagCalls((one.id,), (xy,)))
    desk.calls.note(AddNote(one.id, f"A note on {xy}"))
    owner, desk.work.staff_id = desk.work.staff_id, staff(desk, Role.SUPERVISOR)
    desk.many.ask(AskOwners((one.id,), f"What does {xy} say?"))
    desk.work.staff_id = owner
    desk.requests.answer(AnswerRequest(1, f"{xy} waits"))
    desk.work.staff_id = staff(desk, Role.AGENT)
    asked = desk.approvals.ask(AskApproval(one.id, ApprovalKind.REFUND, 900_00, f"For {xy}")).value
    desk.work.staff_id = 1
    desk.approvals.grant(asked.id, xy)
    for name, data in ((f"{xy}.txt", xy.encode()), ("shared.txt", b"the same of both")):
        desk.attachments.attach(AttachFile(one.id, File(name, data)))
    incident = desk.incidents.start(OpenIncident(f"{xy} has no line", (one.id,))).value
    desk.incidents.write(WriteMessage(incident.id, f"To {xy}", incident.number))
    desk.incidents.end(EndIncident(incident.id, desk.incidents.one(incident.id).incident.version, xy))
    desk.calls.resolve(ResolveCall(one.id, f"{xy} got paper", YES))
    for hold in (Hold(f"{xy} sues", call_id=one.id), Hold(f"{xy} owes", customer_id=ada.id)):
        desk.retention.end_hold(desk.retention.hold(hold).value)

    void = log(desk, f"{xy} again", customer_id=ada.id, equipment=Chosen(loom.id))
    desk.calls.void(VoidCall(void.id, VoidReason.IN_ERROR, words=f"{xy} rang twice"))
    given = log(desk, "The door of both", customer_id=ada.id, place=Chosen(both.id))
    handed = escalate(desk, given.id, expert.id)
    desk.escalations.give_back(ReturnEscalation(handed.id, "Oiled"))
    desk.calls.give(GiveCall(given.id, bob.id, "It is Bob's door"))
    of_bob = log(desk, "The gate of Bob", customer_id=bob.id)
    desk.attachments.attach(AttachFile(of_bob.id, File("shared.txt", b"the same of both")))
    shared = desk.incidents.start(OpenIncident("Doors jam", (given.id,))).value
    desk.incidents.join(JoinIncident(shared.id, (of_bob.id,)))

    owner, desk.work.staff_id = desk.work.staff_id, staff(desk, Role.SUPERVISOR, "Sue")
    lines = desk.reviews.card().lines
    for call_id, note in ((one.id, f"{xy} was told late"), (of_bob.id, f"As with {told['account']}")):
        desk.reviews.choose(call_id)
        marks = dict.fromkeys((line.code for line in lines), 3)
        desk.reviews.finish(FinishReview(call_id, None if call_id == one.id else 1, marks, note, share=True))
    desk.work.staff_id = owner
    desk.reviews.answer(AnswerReview(1, f"{xy} did not pick up"))
    with desk.work.act() as unit:
        subject = {"priority": "P2"}
        unit.session.add(
            Signal(key="waiting:p2", rule="waiting", subject=subject, found_at=unit.now, month=at(12).date())
        )
    which = WhichSignal("waiting:p2", at(12).date(), f"{xy}: the same again")
    asked_for = MakeFeedback(which, f"7 calls of {xy}", FeedbackTo.PRODUCT, xy, f"Ring {xy}", at(12).date())
    sheet = desk.findings.feed_back(asked_for).value
    sheet = desk.findings.sent(FeedbackSent(sheet.id, at(12).date(), Channel.EMAIL, sheet.version)).value
    desk.findings.answered(FeedbackAnswered(sheet.id, at(12).date(), f"To {xy}", sheet.version, f"{xy} is content"))
    desk.findings.dismiss(DismissSignal(which, f"{xy} alone"))
    agreed = MakeAction(ActionOf.SIGNAL, "1", f"{xy}: the same again", f"Ring {xy}", 1, at(12).date())
    done = desk.actions.make(agreed).value
    desk.actions.finish(FinishAction(done.id, at(12).date(), f"{xy} was rung", done.version))
    desk.actions.make(MakeAction(ActionOf.SIGNAL, "2", "Billing", "Write a guide", 1, at(12).date()))
    desk.attachments.wait(WaitFile("waits-1", File(f"{xy}.txt", b"waits with a draft")))
    desk.drafts.save("new-call:1", {"who": ada.id, "summary": "Nobody named", "files": "waits-1"})
    desk.drafts.save(f"person:{clerk.id}", {"role": "Their caretaker"})
    desk.drafts.save("new-call:2", {"summary": f"Something of {xy}"})
    desk.drafts.save(f"note:{one.id}", {"words": "About them, unnamed"})
    desk.drafts.save(f"review:{void.id}", {"note": "How they were told"})
    desk.drafts.save(f"place:new:{ada.id}", {"name": "A shed"})
    desk.drafts.save(f"note:{of_bob.id}", {"words": "About Bob"})
    desk.log.save_view(SaveView(f"At {xy}", {"view": "all", "sieve": {"places": [hall.id]}}, of_site=True))
    desk.log.save_view(SaveView("Jammed", {"view": "all", "sieve": {"tags": [xy]}}))
    desk.log.save_view(SaveView("Doors", {"view": "all"}))
    return ada.id


def stuffed(path: Path, customer_id: int) -> set[str]:
    """Write the word into every text of every row of theirs that nothing else says what it holds; which that are."""
    calls = f"SELECT id FROM call WHERE customer_id = {customer_id}"
    whose = {
        "customer": f"id = {customer_id} OR merged_into_id = {customer_id}",
        "person_phone": "person_id = 1",
        "customer_person": f"customer_id = {customer_id}",
        "customer_phone": f"customer_id = {customer_id}",
        "customer_merge": f"kept_id = {customer_id}",
        "place": f"customer_id = {customer_id} AND name <> 'Hall of both'",
        "equipment": f"customer_id = {customer_id}",
        "call": f"id IN ({calls})",
        "agreement_words": f"agreement_id IN (SELECT id FROM agreement WHERE call_id IN ({calls}))",
        "event_words": f"event_id IN (SELECT id FROM event WHERE call_id IN ({calls}))",
        "imported_row": f"event_id IN (SELECT id FROM event WHERE call_id IN ({calls}))",
        "retention_hold": "ended_at IS NOT NULL",
        "signal": "reason <> ''",
        "feedback": f"asks LIKE '%{CANARY}%'",
        "action": f"what LIKE '%{CANARY}%'",
        "attachment_chunk": "number = 0",
        "attachment_picture": "content_id = 0",
        "attachment_content": "id = 0",
        "attachment_waiting": "key = 'waits-1'",
        "draft": "key = 'new-call:1'",
        "saved_view": "name LIKE 'At %'",
        "incident": "title LIKE 'xylo%'",
        "incident_message": "words LIKE '%xylo%'",
        "incident_step": "incident_id IN (SELECT id FROM incident WHERE title LIKE '%xylo%')",
    }
    done = set()
    with unguarded(path) as connection:
        (event,) = connection.execute(f"SELECT min(id) FROM event WHERE call_id IN ({calls})").fetchone()
        connection.execute(f"INSERT INTO imported_row (source, key, event_id) VALUES ('list', 'T-1', {event})")
        connection.execute("INSERT INTO category_field VALUES (1, 1, 1, 'Invoice', 'text', '[]', 0, 1)")
        connection.execute(f"INSERT INTO call_field SELECT id, 1, 'x' FROM call WHERE id IN ({calls})")
        for table, column, value in _texts():
            where = whose.get(table, f"call_id IN ({calls})")
            found = connection.execute(f'UPDATE {table} SET "{column}" = {value} WHERE {where}').rowcount
            if found:
                done.add(f"{table}.{column}")
    return done


def _texts() -> Iterator[tuple[str, str, str]]:
    """Each column of the schema that holds what people wrote: its table, its name, and what is written into it."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            if table.name in OF_THE_DESK or name in STAYS or column.foreign_keys or column.name == "key":
                continue
            if isinstance(column.type, JSON):
                old = f"CASE json_type({column.name}) WHEN 'object' THEN json_set({column.name}, '$.more', '{CANARY}')"
                many = "json_array('legal', ?)" if column.name == "triggers" else "?"
                yield table.name, column.name, f"{old} ELSE json_array({many}) END".replace("?", f"'{CANARY}'")
            elif isinstance(column.type, LargeBinary):
                yield table.name, column.name, f"CAST('{CANARY}' AS BLOB)"
            elif type(column.type) is Text:
                yield table.name, column.name, f"'{CANARY} {name} ' || rowid"


def all_texts() -> set[str]:
    return {f"{table}.{column}" for table, column, _value in _texts()}


def tables_that_hold(path: Path, word: str) -> list[str]:
    """Tables, those of the indexes among them, with a row that holds a word in any column, as text or bytes."""
    found = []
    for (name,) in rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"):
        for row in rows(path, f'SELECT * FROM "{name}"'):
            held = b"\0".join(one if isinstance(one, bytes) else str(one).encode() for one in row)
            if word.encode() in held.lower():
                found.append(name)
                break
    return found


def later(desk: Desk, length: timedelta) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.set_to(desk.clock.now() + length)
