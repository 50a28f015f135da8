"""Asking owners for an update (RULES.md, "Acts on several calls"): who sees the question, and what answers it."""

import pytest
from scene import NO, YES, kinds, last, log, staff

from deskapp.desk import Desk
from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.words import Answered, Role, VoidReason
from deskapp.services.calls.acts import AddNote, ContactCustomer, Reassign, RecordAgreement, ResolveCall, VoidCall
from deskapp.services.many.acts import AskOwners, TakeBack
from deskapp.services.requests.acts import AnswerRequest
from deskapp.services.requests.views import RequestView
from deskapp.services.staff.acts import SaveStaff


@pytest.fixture
def rita(desk: Desk) -> int:
    return staff(desk, Role.SUPERVISOR, "Rita")


@pytest.fixture
def lena(desk: Desk) -> int:
    return staff(desk, Role.AGENT, "Lena")


def asked(desk: Desk, rita: int, lena: int, words: str = "What does the supplier say?", **more: object) -> int:
    """A call of Lena's about which Rita asks."""
    desk.work.staff_id = lena
    call_id = log(desk, **more).id
    desk.work.staff_id = rita
    desk.many.ask(AskOwners((call_id,), words))
    return call_id


def newest(desk: Desk) -> RequestView:
    return desk.requests.by_me()[0]


def test_the_question_waits_for_whoever_owns_the_call_until_it_is_answered_and_the_asker_sees_the_words(
    desk: Desk, rita: int, lena: int
) -> None:
    call_id = asked(desk, rita, lena)
    assert last(desk, call_id, "update_asked").payload == {"words": "What does the supplier say?", "asked": "Lena"}
    assert desk.overview.call(call_id).row.asked
    assert (newest(desk).owner, newest(desk).waits, desk.requests.to_me()) == ("Lena", True, ())
    desk.work.staff_id = lena
    (waits,) = desk.requests.to_me()
    assert (waits.asked_by, waits.words, waits.ref) == ("Rita", "What does the supplier say?", "C-00001")
    with pytest.raises(Invalid) as refused:
        desk.requests.answer(AnswerRequest(waits.id, " "))
    assert refused.value.fields == {"words": FieldFault.MISSING}
    done = desk.requests.answer(AnswerRequest(waits.id, "They send a part tomorrow"))
    assert done.changes.touches("requests")
    assert desk.requests.to_me() == ()
    assert kinds(desk, call_id)[-1] == "update_answered"
    assert not desk.overview.call(call_id).row.asked
    with pytest.raises(Conflict):
        desk.requests.answer(AnswerRequest(waits.id, "Twice"))
    desk.work.staff_id = rita
    told = newest(desk)
    assert (told.how, told.ended_by, told.answer) == (Answered.WORDS, "Lena", "They send a part tomorrow")
    assert [row.id for row in desk.lists.search("send a part")] == [call_id]


def test_a_note_a_conversation_or_the_end_of_the_call_answers_it_too_but_no_attempt_and_no_note_of_the_asker(
    desk: Desk, rita: int, lena: int
) -> None:
    call_id = asked(desk, rita, lena)
    desk.calls.note(AddNote(call_id, "I asked them by phone"))
    desk.work.staff_id = lena
    desk.calls.contact_customer(ContactCustomer(call_id, False))
    assert len(desk.requests.to_me()) == 1
    desk.calls.note(AddNote(call_id, "The part is on its way"))
    desk.work.staff_id = rita
    assert newest(desk).how is Answered.NOTE
    ways = {
        Answered.CONVERSATION: (
            lambda n: desk.calls.contact_customer(ContactCustomer(n, True)),
            lambda n: desk.calls.resolve(ResolveCall(n, "Cable", YES)),
        ),
        Answered.OVER: (lambda n: desk.calls.void(VoidCall(n, VoidReason.IN_ERROR, words="A test")),),
    }
    for how, acts in ways.items():
        for act in acts:
            call_id = asked(desk, rita, lena)
            desk.work.staff_id = lena
            act(call_id)
            desk.work.staff_id = rita
            assert newest(desk).how is how
    call_id = asked(desk, rita, lena)
    desk.work.staff_id = lena
    desk.calls.resolve(ResolveCall(call_id, "Cable"))
    assert len(desk.requests.to_me()) == 1
    desk.calls.agree(RecordAgreement(call_id, NO))
    assert desk.requests.to_me() == ()


def test_it_goes_with_the_call_is_not_asked_twice_unseen_and_can_be_taken_back(
    desk: Desk, rita: int, lena: int
) -> None:
    call_id = asked(desk, rita, lena)
    sam = staff(desk, Role.AGENT, "Sam")
    desk.calls.reassign(Reassign((call_id,), sam, "Lena is ill"))
    desk.work.staff_id = sam
    assert [one.call_id for one in desk.requests.to_me()] == [call_id]
    desk.work.staff_id = 1
    twice = desk.many.ask(AskOwners((call_id,), "And now?")).value
    assert (twice.done, [error.code for error in twice.refused.values()]) == ((), ["asked_already"])
    assert twice.refused[call_id].values["by"] == "Rita"
    again = desk.many.ask(AskOwners((call_id,), "And now?", again=True)).value
    assert again.done == (call_id,)
    desk.work.staff_id = sam
    assert [one.words for one in desk.requests.to_me()] == ["And now?"]
    desk.work.staff_id = 1
    assert desk.many.take_back(TakeBack(again.lines, "undone")).value.done == (call_id,)
    assert kinds(desk, call_id)[-1] == "update_withdrawn"
    assert (desk.requests.by_me(), desk.overview.call(call_id).row.asked) == ((), False)
    own = log(desk).id
    refused = desk.many.ask(AskOwners((own,), "")).value.refused
    assert [error.code for error in refused.values()] == ["asked_oneself"]


def test_nobody_is_asked_who_does_not_work_here_any_more(desk: Desk, lena: int) -> None:
    desk.work.staff_id = lena
    call_id = log(desk).id
    desk.work.staff_id = 1
    desk.site.save_staff(SaveStaff("Lena", Role.AGENT, active=False, id=lena))
    refused = desk.many.ask(AskOwners((call_id,), "And now?")).value.refused
    assert [(error.code, error.values["owner"]) for error in refused.values()] == [("owner_left", "Lena")]
    assert refused.keys() == desk.many.before(CallAct.ASK, (call_id,), {}).refused.keys()


def test_what_was_asked_of_a_confidential_call_is_for_those_alone_who_see_it(desk: Desk, rita: int, lena: int) -> None:
    call_id = asked(desk, rita, lena, words="Her manager rang", confidential=True)
    desk.work.staff_id = staff(desk, Role.AGENT, "Sam")
    assert desk.requests.to_me() == ()
    assert not desk.overview.call(call_id).row.asked
    with pytest.raises(NotAllowed):
        desk.requests.answer(AnswerRequest(1, "w"))
    desk.work.staff_id = lena
    assert [one.words for one in desk.requests.to_me()] == ["Her manager rang"]
