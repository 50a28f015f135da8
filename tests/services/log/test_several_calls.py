"""Notes, tags and another owner for several calls: an event each, and what is refused costs that call alone."""

import pytest
from scene import kinds, log, staff

from deskapp.desk import Desk
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.words import Role
from deskapp.services.log.acts import GiveCalls, NoteCalls, TagCalls
from deskapp.services.log.sieve import Shown, Sieve


def test_a_note_for_several_calls_is_a_line_of_each_and_a_refused_one_is_told_by_its_call(desk: Desk) -> None:
    first, second, hidden = log(desk).id, log(desk).id, log(desk, confidential=True).id
    desk.staff_id = staff(desk, Role.AGENT, "Sam")
    done = desk.log.note(NoteCalls((first, hidden, 99, second), "Outage is over"))
    assert done.value.done == (first, second)
    assert [(ref, error.code) for ref, error in done.value.refused] == [
        ("C-00003", "confidential"),
        ("C-00099", "call_unknown"),
    ]
    assert done.changes.calls == {first, second}
    for call_id in (first, second):
        assert kinds(desk, call_id).count("note") == 1
    with pytest.raises(Invalid):
        desk.log.note(NoteCalls((first,), "  "))


def test_a_tag_is_one_however_it_is_written_and_each_call_tells_it_once(desk: Desk) -> None:
    first, second = log(desk).id, log(desk).id
    desk.log.tag(TagCalls((first,), ("Été  2026",)))
    assert desk.log.tag(TagCalls((first, second), ("ete 2026",))).value.done == (first, second)
    assert desk.log.tags_of(second) == ("Été 2026",)
    assert kinds(desk, first).count("tagged") == 1
    assert [row.tags for row in desk.log.calls(Shown("open", Sieve(tags=("ete 2026",))))] == [("Été 2026",)] * 2
    desk.log.tag(TagCalls((first,), (), ("ÉTÉ 2026",)))
    assert desk.log.tags_of(first) == ()
    assert kinds(desk, first)[-1] == "untagged"
    for wrong, fault in ((" ", FieldFault.MISSING), ("x" * 41, FieldFault.TOO_LONG)):
        with pytest.raises(Invalid) as refused:
            desk.log.tag(TagCalls((first,), (wrong,)))
        assert refused.value.fields == {"tag": fault}


def test_an_agent_gives_away_their_own_of_several_and_is_told_of_each_other(desk: Desk) -> None:
    others = log(desk).id
    lena = staff(desk, Role.AGENT, "Lena")
    desk.staff_id = staff(desk, Role.AGENT, "Sam")
    own = log(desk).id
    done = desk.log.give(GiveCalls((others, own), lena, "Holiday"))
    assert done.value.done == (own,)
    assert [(ref, error.code) for ref, error in done.value.refused] == [("C-00001", "not_your_call")]
    assert desk.overview.call(own).row.owner_id == lena
    assert "reassigned" not in kinds(desk, others)
