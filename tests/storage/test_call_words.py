"""Whatever is said of a call finds it, by any of its words; what was forgotten is in no byte of the file."""

from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from long_runs import examples
from scene import at, contact, log, passing_on

from deskapp.desk import Desk
from deskapp.domain.spelling import marks, words
from deskapp.domain.words import Answer, Consent, PauseReason, Transfer
from deskapp.services.calls.acts import (
    AddNote,
    ContactCustomer,
    EditCall,
    GiveAgreement,
    LogCall,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    ReopenCall,
    ResolveCall,
    ResumeCall,
)
from deskapp.services.escalations.acts import AcceptEscalation, HearFromContact, ReturnEscalation
from deskapp.storage import call_words, file_check
from deskapp.storage.unguarded import unguarded

#: Letters of many scripts, and what stands between words.
LETTERS = "aAbzéÉñßöÖøłıİåčæžабвёЖйαΣςאבج‌یةकिहมือ電源がカ01٣7"
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=18), min_size=1, max_size=6).map(" ".join)


def _found(desk: Desk, typed: str) -> list[int]:
    with desk.work.read() as session:
        run = session.connection().exec_driver_sql
        sql = "SELECT rowid FROM call_words WHERE call_words MATCH ? ORDER BY rowid DESC"
        query = call_words.query(typed)
        return [row[0] for row in run(sql, (query,))] if query else []


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=9, max_size=9))
def test_whatever_is_said_of_a_call_finds_it_by_any_of_its_words_however_it_is_typed(
    desk: Desk, texts: list[str]
) -> None:
    number = _lived(desk, iter(texts))
    for text in texts:
        for word in text.split():
            for typed in (word, word.upper(), word.lower(), word[: max(len(word) // 2, 1)]):
                # What has no letter that is heard (an accent by itself) is nothing to look for.
                assert number in _found(desk, typed) or not words(typed), (typed, text)
                if words(typed):
                    assert marks(text, typed) or not words(text), (typed, text)
        assert number in _found(desk, text) or not words(text), text


def _lived(desk: Desk, texts: Any) -> int:
    """A call of which all of these were said, each by another act."""
    number = desk.calls.log(LogCall("Nothing", new_customer=NewCustomer("Nobody"), details=next(texts))).value.id
    calls = desk.calls
    calls.edit(EditCall(number, 1, "Nothing", "", "", next(texts), None, None, None))
    calls.note(AddNote(number, next(texts)))
    calls.contact_customer(ContactCustomer(number, True, words=next(texts)))
    calls.pause(PauseCall(number, PauseReason.CUSTOMER, next(texts)))
    calls.resume(ResumeCall(number, next(texts)))
    desk.promises.call_back(PromiseCallBack(number, at(16), "", next(texts)))
    calls.resolve(ResolveCall(number, next(texts), GiveAgreement(Answer.YES, "Somebody")))
    calls.reopen(ReopenCall(number, next(texts)))
    return number


def test_what_a_contact_is_told_and_answers_finds_the_call(desk: Desk) -> None:
    number = log(desk).id
    handoff = {"issue": "canary1", "steps": "canary2", "wants": "canary3"}
    reasons = {"triggers": (("tool_missing", "canary4"),), "consent_reason": "canary5", "transfer_reason": "canary6"}
    act = passing_on(number, contact(desk).id, handoff=handoff, consent=Consent.NO, transfer=Transfer.COLD, **reasons)
    out = desk.escalations.escalate(act).value
    desk.escalations.accept(AcceptEscalation(out.id, by="canary7"))
    desk.escalations.hear(HearFromContact(out.id, "canary8"))
    desk.escalations.give_back(ReturnEscalation(out.id, "canary9", done="canary10", reference="RMA-canary 11/2"))
    for typed in (*(f"canary{n}" for n in range(1, 11)), "rma canary", "11/2", "112", "Hopper"):
        assert _found(desk, typed) == [number], typed


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Straße 7", "strasse"),
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("ılık", "ILIK"),
        ("Jürgen Müller", "mueller"),
        ("Mueller", "müller"),
        ("Ёлка", "елка"),
        ("مكتبة", "مكتبه"),
        ("電源が入らない", "入ら"),
        ("ΟΔΟΣ", "οδος"),
        ("serial SN-4711/AB-0815", "sn4711ab"),
        ("serial SN-4711/AB-0815", "0815"),
        ("serial SN-4711/AB-0815", "711"),
        ("call me on 030 / 777-12 34", "0307771234"),
        ("call me on 030 / 777-12 34", "7771"),
        ("call me on 030 / 777-12 34", "030 7771234"),
        ("meter 4930777123400998877665544", "0099887766554"),
        ("meter 4930777123400998877665544", "4930777123400998877665544"),
        ("Donaudampfschifffahrtsgesellschaft", "donaudampfschifffahrtsg"),
        ("it costs ٣٤٥ pounds", "345"),
    ],
)
def test_it_is_found_however_it_is_typed_and_marked_where_it_stands(desk: Desk, said: str, typed: str) -> None:
    number, _other = log(desk, "Nothing", details=said).id, log(desk, "Nothing", details="Something else")
    assert _found(desk, typed) == [number]
    (start, end), *_more = marks(said, typed)
    assert said[start:end].strip()


@pytest.mark.parametrize(
    "typed", ["anaudampf", "donaudampfschifffahrtsx", "4930777123400998877665545", "phone", "customer", "soon", "P3"]
)
def test_it_is_not_found_by_what_nobody_said(desk: Desk, typed: str) -> None:
    number = log(desk, "Nothing", details="Donaudampfschifffahrtsgesellschaft 4930777123400998877665544").id
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    assert _found(desk, typed) == []


def test_what_an_erasure_emptied_finds_nothing_and_is_in_no_byte_of_the_file(desk: Desk) -> None:
    number, other = log(desk, "Nothing").id, log(desk, "Nothing", details="Something else").id
    desk.calls.note(AddNote(number, "xylocanary"))
    assert _found(desk, "xylocan") == [number]
    with unguarded(desk.path) as connection:
        connection.execute("UPDATE event_words SET words = '{}', salt = '' WHERE words LIKE '%xylocanary%'")
    with desk.work.write() as session:
        call_words.write_again(session, (number,))
    assert _found(desk, "xylocan") == []
    assert _found(desk, "else") == [other]
    desk.close()
    connection = sqlite.connect(file_check.uri(desk.path, "rw"), uri=True, isolation_level=None)
    call_words.let_go(connection)
    # Pages that nothing stands on any more go with it.
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for file in desk.path.parent.glob(f"{desk.path.name}*"):
        assert b"xylocan" not in file.read_bytes(), file.name


def test_a_search_reads_the_index_from_its_newest_end_and_gathers_nothing(desk: Desk) -> None:
    """Every word that can be typed is one entry of the index: one of its beginnings, or a whole piece."""
    for typed in ("p", "printer", "bildschirmarbeitsplatz", "0307771234", "ß"):
        for length in range(1, len(typed) + 1):
            query = call_words.query(typed[:length])
            assert all(len(word.strip('"*')) <= 16 for word in query.replace("(", "").split() if word[0] == '"')
    assert '"bildschirmarbei"*' in call_words.query("bildschirmarbei")
    assert call_words.query("bildschirmarbeit") == '"bildschirmarbeit"'
