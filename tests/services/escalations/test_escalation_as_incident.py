"""Escalating as an incident opens or joins one, and its undo takes the call out again."""

from typing import Any

import pytest
from incident_scene import NETWORK, again, caller, join, opened, own, write
from scene import HOUR, at, contact, everything, kinds, passing_on, rows

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.words import ClockKind, EscalationState, EscalationType
from deskapp.services.escalations.acts import WithdrawEscalation
from deskapp.services.escalations.views import EscalationView
from deskapp.services.incidents.acts import EndIncident
from deskapp.services.incidents.views import IncidentView

ALONE: dict[str, Any] = {"types": (EscalationType.INCIDENT,), "handoff": {}, "consent": None, "transfer": None}


def as_incident(desk: Desk, call_id: int, **more: Any) -> EscalationView:
    return desk.escalations.escalate(passing_on(call_id, None, **{**ALONE, **more})).value


def undo(desk: Desk, made: EscalationView) -> EscalationView:
    return desk.escalations.withdraw(WithdrawEscalation(made.id, "undone at once")).value


def only(desk: Desk) -> IncidentView:
    (incident,) = desk.incidents.open()
    return incident


def named(desk: Desk) -> list[Any]:
    return [row[0] for row in rows(desk.path, "SELECT incident_id FROM escalation ORDER BY id")]


def test_incident_opens_a_major_incident_with_the_call_in_it(desk: Desk) -> None:
    number = caller(desk).id
    made = as_incident(desk, number, incident_title="Network down")
    incident = only(desk)
    assert (incident.title, incident.calls, incident.category_id) == ("Network down", 1, NETWORK)
    assert named(desk) == [incident.id]
    assert (made.state, made.ended_at, made.contact_id) == (EscalationState.RETURNED, at(10), None)
    assert not [one for one in desk.overview.call(number).clocks if one.kind is ClockKind.ACCEPTANCE]
    assert kinds(desk, number)[-2:] == ["escalated", "incident_joined"]


def test_without_a_title_of_its_own_it_is_called_like_the_call(desk: Desk) -> None:
    as_incident(desk, caller(desk).id)
    assert only(desk).title == "No network"


def test_incident_joins_one_that_is_open(desk: Desk) -> None:
    incident = opened(desk, caller(desk).id)
    late = caller(desk, "Bo").id
    as_incident(desk, late, incident_id=incident.id)
    assert only(desk).calls == 2
    assert named(desk) == [incident.id]


def test_the_other_calls_of_the_hour_are_gathered_in_the_same_act(desk: Desk) -> None:
    one, two, three = (caller(desk, name).id for name in ("Ada", "Bo", "Cy"))
    done = desk.escalations.escalate(passing_on(one, None, **ALONE, incident_calls=(two, three)))
    assert only(desk).calls == 3
    assert done.changes.calls == {one, two, three}
    assert done.changes.touches("incidents")


def test_with_a_contact_type_beside_it_the_call_is_handed_on_and_joins(desk: Desk) -> None:
    number = caller(desk).id
    types = (EscalationType.FUNCTIONAL, EscalationType.INCIDENT)
    made = desk.escalations.escalate(passing_on(number, contact(desk).id, types=types)).value
    assert made.state is EscalationState.OFFERED
    assert only(desk).calls == 1


def test_a_call_that_belongs_to_an_open_incident_stays_there(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    as_incident(desk, number)
    as_incident(desk, number, incident_id=incident.id)
    assert only(desk).id == incident.id
    other = opened(desk, title="Mail slow")
    with pytest.raises(NotAllowed, match="incident_joined_other"):
        as_incident(desk, number, incident_id=other.id)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"incident_title": " "}, {"incident": "missing"}),
        ({"incident_id": 99}, {"incident": "unknown"}),
        ({"incident_calls": (99,)}, {"incident_calls": "unknown"}),
    ],
    ids=["title", "incident", "calls"],
)
def test_what_is_wrong_with_the_incident_is_said_and_nothing_is_changed(
    desk: Desk, more: dict[str, Any], wrong: dict[str, str]
) -> None:
    number = caller(desk).id
    before = everything(desk.path)
    with pytest.raises(Invalid) as refused:
        as_incident(desk, number, **more)
    assert refused.value.fields == wrong
    assert everything(desk.path) == before


def test_an_incident_that_ended_meanwhile_is_said(desk: Desk) -> None:
    incident = opened(desk)
    desk.incidents.end(EndIncident(incident.id, incident.version, "A switch"))
    with pytest.raises(Invalid) as refused:
        as_incident(desk, caller(desk).id, incident_id=incident.id)
    assert refused.value.fields == {"incident": "incident_over"}


def test_an_incident_is_named_only_with_its_type(desk: Desk) -> None:
    incident = opened(desk)
    for more in ({"incident_id": incident.id}, {"incident_title": "Down"}):
        with pytest.raises(Invalid) as refused:
            desk.escalations.escalate(passing_on(caller(desk).id, contact(desk).id, **more))
        assert refused.value.fields == {"incident": "incident_without_the_type"}


def test_undo_takes_the_call_out_again_and_ends_an_incident_it_just_opened(desk: Desk, clock: FixedClock) -> None:
    one, two = caller(desk).id, caller(desk, "Bo").id
    made = as_incident(desk, one, incident_calls=(two,))
    incident = only(desk)
    clock.advance(HOUR / 400)
    assert undo(desk, made).state is EscalationState.WITHDRAWN
    assert desk.incidents.open() == ()
    assert own(desk, incident)[-3:] == ["incident_left", "incident_left", "incident_over"]
    assert desk.overview.call(one).incident is None
    assert desk.overview.call(two).incident is None


def test_undo_leaves_an_incident_that_was_there_before(desk: Desk, clock: FixedClock) -> None:
    first, late = caller(desk).id, caller(desk, "Bo").id
    incident = opened(desk, first)
    clock.advance(HOUR)
    made = as_incident(desk, late, incident_id=incident.id)
    clock.advance(HOUR / 400)
    undo(desk, made)
    assert [call.row.id for call in again(desk, incident).calls] == [first]
    assert only(desk).id == incident.id


def test_undo_leaves_an_incident_open_in_which_somebody_was_at_work_meanwhile(desk: Desk, clock: FixedClock) -> None:
    number, other = caller(desk).id, caller(desk, "Bo").id
    made = as_incident(desk, number)
    incident = only(desk)
    clock.advance(HOUR / 1200)
    join(desk, incident, other)
    write(desk, incident)
    undo(desk, made)
    assert [call.row.id for call in again(desk, only(desk)).calls] == [other]


def test_after_the_time_to_undo_an_escalation_without_a_contact_cannot_be_withdrawn(
    desk: Desk, clock: FixedClock
) -> None:
    made = as_incident(desk, caller(desk).id)
    clock.advance(HOUR / 60)
    with pytest.raises(Conflict, match="escalation_over"):
        undo(desk, made)
    assert only(desk).calls == 1


def test_a_later_withdrawal_from_a_contact_leaves_the_call_in_the_incident(desk: Desk, clock: FixedClock) -> None:
    types = (EscalationType.FUNCTIONAL, EscalationType.INCIDENT)
    made = desk.escalations.escalate(passing_on(caller(desk).id, contact(desk).id, types=types)).value
    clock.advance(HOUR)
    undo(desk, made)
    assert only(desk).calls == 1


def test_a_confidential_call_does_not_give_an_incident_its_own_words_as_a_title(desk: Desk) -> None:
    number = caller(desk, confidential=True).id
    with pytest.raises(Invalid) as refused:
        as_incident(desk, number)
    assert refused.value.fields == {"incident": "missing"}
    as_incident(desk, number, incident_title="Network down")
    as_incident(desk, number)  # there it stays
    assert only(desk).title == "Network down"
