"""The written policy: from the settings, kept as it was issued, compared with what came later, looked at in time."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite
from scene import MONDAY_TEN, at, contact, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.phrases import Step
from deskapp.domain.words import (
    ApprovalKind,
    ClockKind,
    ContactKind,
    EscalationType,
    HandoffPart,
    Impact,
    Level,
    Priority,
    Role,
    Urgency,
)
from deskapp.domain.written_policy.comparison import Change, How, changes
from deskapp.domain.written_policy.content import Path, PolicyContent, from_dict, to_dict
from deskapp.services.approvals.acts import SaveAuthority
from deskapp.services.calls.views import EventView
from deskapp.services.clocks.acts import SaveTargets
from deskapp.services.directory.acts import SaveContact
from deskapp.services.library.acts import SaveAvoided, SavePhrase
from deskapp.services.routes.acts import SaveRoute
from deskapp.services.written_policy.acts import IssuePolicy, SetReview
from deskapp.wording import events as event_wording
from deskapp.wording.policy import written as policy_wording

FEBRUARY = date(2027, 2, 1)


def present(desk: Desk) -> PolicyContent:
    return desk.written_policy.state().present


def told(was: PolicyContent, becomes: PolicyContent) -> list[str]:
    return [policy_wording.changed(one, becomes) for one in changes(was, becomes)]


def test_it_says_what_the_settings_say(desk: Desk) -> None:
    billing = next(one.id for one in desk.facts().categories if one.name == "Billing")
    grace = contact(
        desk,
        role="billing specialist",
        organisation="Engines Ltd",
        phones=("+44 20 7946 0131",),
        agreed_response=timedelta(minutes=30),
        authority=Level.SUPERVISOR,
        our_account="LT-20094",
    )
    desk.routes.save(SaveRoute("Money", ((grace.id, None),), billing, EscalationType.FUNCTIONAL))
    said, facts = present(desk), desk.facts()
    assert (said.site, said.zone, said.currency) == (facts.site.name, facts.site.zone, facts.authority.currency)
    assert {one.code for one in said.signs} == {one.code for one in facts.triggers if one.active}
    manager = next(one for one in said.signs if one.code == "asks_for_manager")
    assert manager.suggests == ("hierarchical",)
    assert manager.said[0] == "speak … manager"
    assert {(Impact(one.impact), Urgency(one.urgency)): Priority(one.priority) for one in said.matrix} == facts.matrix
    (route,) = (one for one in said.paths if one.name == "Money")
    assert route == Path(route.id, "Money", "Billing", "functional", "", "", "", "always", "", ("Grace Hopper",), "")
    (person,) = said.contacts
    assert (person.name, person.kind, person.role, person.account) == (
        "Grace Hopper",
        "expert",
        "billing specialist",
        "LT-20094",
    )
    assert (person.phones, person.hours, person.answers, person.authority) == (
        ("+44 20 7946 0131",),
        "",
        1800,
        "supervisor",
    )
    wanted = {
        (one.kind, one.priority): one.target for one in facts.targets if one.category_id is None and one.tier is None
    }
    usual = {
        (ClockKind(one.kind), Priority(one.priority)): one.seconds
        for one in said.targets
        if not one.category and not one.tier
    }
    assert {key: None if one is None else one.total_seconds() for key, one in wanted.items()} == usual
    limits = {(Level(one.level), ApprovalKind(one.kind)): one.amount for one in said.limits}
    assert limits == {
        (level, kind): amount
        for level, of in facts.authority.limits.items()
        if level is not Level.OUTSIDE
        for kind, amount in of.items()
    }
    assert {one.step: one.words for one in said.phrases} == {
        step: words for step, words in facts.phrases.steps.items() if words
    }
    assert [(one.forms, one.better) for one in said.avoided] == [(one.forms, one.better) for one in facts.phrases.avoid]
    assert said.calendars[0].spans[0] == "mon 09:00 17:30"
    assert set(said.required_parts) <= {part.value for part in HandoffPart}
    # Kept and read again it is the same.
    assert from_dict(json.loads(json.dumps(to_dict(said)))) == said


def test_what_changed_is_told_line_by_line(desk: Desk) -> None:
    grace = contact(desk, phones=("+44 20 7946 0131",))
    desk.routes.save(SaveRoute("Money", ((grace.id, None),)))
    was = present(desk)
    assert told(was, present(desk)) == []
    word, length = (Priority.P2, ClockKind.FIRST_WORD), timedelta(hours=3)
    targets = [
        (one.priority, one.kind, length if (one.priority, one.kind) == word else one.target, one.calendar_id)
        for one in desk.facts().targets
    ]
    desk.site.save_targets(SaveTargets(tuple(targets)))
    answer = SaveContact(
        grace.kind,
        "Grace Hopper",
        phones=("+44 20 7946 0131", "+44 20 7946 0132"),
        agreed_response=timedelta(minutes=30),
        id=grace.id,
        base_version=grace.version,
    )
    desk.directory.save_contact(answer)
    contact(desk, "Linetel", ContactKind.SUPPLIER)
    limits = {level: dict(of) for level, of in desk.approvals.limits().limits.items()}
    limits[Level.AGENT][ApprovalKind.REFUND] = 80_00
    del limits[Level.SUPERVISOR][ApprovalKind.POLICY_EXCEPTION]
    desk.approvals.save_limits(SaveAuthority(limits, "£", desk.approvals.limits()))
    desk.phrases.save(SavePhrase(Step.APOLOGY, "I am sorry for the trouble."))
    desk.phrases.save_avoided(SaveAvoided(("computer says no",), "What is possible here is …"))
    becomes = present(desk)
    old = policy_wording.length(next(one.seconds for one in was.targets if (one.priority, one.kind) == word))
    assert told(was, becomes) == [
        "Grace Hopper: phones: new +44 20 7946 0132",
        "Grace Hopper: agreed response: none becomes 30 min",
        "Linetel: new",
        f"First word, P2: {old} becomes 3 h",
        "Refund, agent: up to £50.00 becomes up to £80.00",
        "Policy exception, supervisor: not any more",
        "What we say: Apology with a time: new “I am sorry for the trouble.”",
        "Better not said: “computer says no”: new",
    ]
    back = told(becomes, was)
    assert "Linetel: not any more" in back
    assert "Policy exception, supervisor: new, yes" in back


def test_every_part_and_field_that_can_change_has_its_words(desk: Desk) -> None:
    """Each field of each part, and each part come and gone: no line is a code, or empty."""
    grace = contact(desk)
    desk.routes.save(SaveRoute("Money", ((grace.id, None),)))
    said = replace(present(desk), zone="UTC")
    other = {int: 7, str: "x", tuple: ("x",), bool: None, type(None): 5}
    for section in to_dict(said):
        value = getattr(said, section)
        if not (isinstance(value, tuple) and value and not isinstance(value[0], str)):
            continue
        part = value[0]
        for name in part.__dataclass_fields__:
            was = getattr(part, name)
            change = Change(section, How.CHANGED, part, name, was, was if name in CODED else other[type(was)])
            assert ": " in policy_wording.changed(change, said), (section, name)
        for how in (How.ADDED, How.REMOVED, How.MOVED):
            assert policy_wording.changed(Change(section, how, part), said)


#: Fields whose values are codes: another text is none.
CODED = frozenset(("kind", "type", "trigger", "suggests", "spans", "days", "unit", "authority"))


def test_an_issued_version_stays_as_it_was(desk: Desk, clock: FixedClock, desk_file) -> None:
    with pytest.raises(NotFound) as none:
        desk.written_policy.issued()
    assert none.value.code == "policy_not_issued"
    assert desk.written_policy.state().newest is None
    first = desk.written_policy.issue(IssuePolicy(" Rita Gomez ", FEBRUARY, "The first one.")).value
    assert (first.number, first.owner, first.next_review, first.words) == (1, "Rita Gomez", FEBRUARY, "The first one.")
    assert first.content == present(desk)
    contact(desk, "Linetel", ContactKind.SUPPLIER)
    assert desk.written_policy.issued().issued == first
    clock.advance(timedelta(days=3))
    second = desk.written_policy.issue(IssuePolicy("Rita Gomez", FEBRUARY, base_number=1)).value
    found = desk.written_policy.issued()
    assert (found.issued, found.before) == (second, first)
    assert desk.written_policy.issued(1).before is None
    assert told(first.content, second.content) == ["Linetel: new"]
    assert desk.written_policy.state().newest == second
    lines = rows(
        desk_file,
        "SELECT kind, words FROM event JOIN event_words ON event_id = event.id WHERE kind LIKE 'policy_i%' ORDER BY id",
    )
    event = EventView(1, None, at(10), lines[0][0], "Manager", None, None, None, json.loads(lines[0][1]))
    assert event_wording.event_title(event) == "Escalation policy: version 1 issued by Manager"
    assert event_wording.event_words(event, "UTC", at(10)) == (
        "The first one. · owner Rita Gomez, next review Mon 1 Feb 2027"
    )
    assert len(lines) == 2
    # Also whoever writes past the app: what was issued stays.
    with sqlite.connect(str(desk_file)) as plain:
        for statement in (
            "UPDATE written_policy SET content = '{}' WHERE id = 1",
            "DELETE FROM written_policy WHERE id = 1",
            "INSERT OR REPLACE INTO written_policy SELECT * FROM written_policy WHERE id = 1",
        ):
            with pytest.raises(sqlite.IntegrityError, match="written policy"):
                plain.execute(statement)
    plain.close()


def test_it_is_looked_at_again_in_time(desk: Desk, clock: FixedClock) -> None:
    assert desk.written_policy.review_due() is None
    issued = desk.written_policy.issue(IssuePolicy("Rita Gomez", date(2026, 11, 18))).value
    assert desk.written_policy.review_due() is None
    clock.advance(timedelta(days=2))
    due = desk.written_policy.review_due()
    assert due is not None
    assert (due.number, due.owner, due.next_review) == (1, "Rita Gomez", date(2026, 11, 18))
    moved = desk.written_policy.set_review(SetReview(1, "Omar Haddad", FEBRUARY, issued.version)).value
    assert (moved.owner, moved.next_review, moved.content) == ("Omar Haddad", FEBRUARY, issued.content)
    assert desk.written_policy.review_due() is None
    with pytest.raises(Conflict) as stale:
        desk.written_policy.set_review(SetReview(1, "Rita Gomez", FEBRUARY, issued.version))
    assert stale.value.code == "policy_issued"
    assert stale.value.values["newer"] == moved


def test_what_cannot_be_issued_is_refused_field_by_field(desk: Desk) -> None:
    with pytest.raises(Invalid) as wrong:
        desk.written_policy.issue(IssuePolicy("  ", MONDAY_TEN.date()))
    assert wrong.value.fields == {"owner": "missing", "next_review": "past"}
    desk.written_policy.issue(IssuePolicy("Rita", FEBRUARY))
    with pytest.raises(Conflict):
        desk.written_policy.issue(IssuePolicy("Rita", FEBRUARY))
    assert desk.written_policy.issued().issued.number == 1


def test_issuing_is_a_managers(desk: Desk) -> None:
    desk.sign_in(staff(desk, Role.SUPERVISOR))
    with pytest.raises(NotAllowed):
        desk.written_policy.issue(IssuePolicy("Rita", FEBRUARY))
