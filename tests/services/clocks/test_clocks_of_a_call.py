"""The clocks of a call, rule by rule: RULES.md, "Clocks"."""

from datetime import timedelta
from typing import Any

import pytest
from scene import (
    HOUR,
    MINUTE,
    NO,
    YES,
    at,
    by_mail,
    clocks,
    contact,
    due,
    escalate,
    everything,
    last,
    log,
    newest,
    rows,
    running,
)

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid
from deskapp.domain.sla import ClockState
from deskapp.domain.words import (
    ClockKind,
    Impact,
    PauseReason,
    Priority,
    Urgency,
    Verdict,
)
from deskapp.models.base import to_stored
from deskapp.services.calls.acts import (
    ContactCustomer,
    EditCall,
    KeepPromise,
    PauseCall,
    PromiseCallBack,
    RecordAgreement,
    ResolveCall,
    ResumeCall,
    SetPriority,
)
from deskapp.services.clocks.acts import SaveHours, SaveTargets
from deskapp.services.overview.late.ask import Tile
from deskapp.services.site.acts import SaveSite

RESOLUTION, RESPONSE, UPDATE, CHASE = ClockKind.RESOLUTION, ClockKind.RESPONSE, ClockKind.UPDATE, ClockKind.CHASE


def _spoken(desk: Desk, number: int, **more: Any) -> None:
    desk.calls.contact_customer(ContactCustomer(number, reached=True, **more))


def _pauses(desk: Desk, *, supplier: bool = False, other: bool = False) -> None:
    site = desk.facts().site
    desk.site.save_site(
        SaveSite(
            site.name,
            site.address,
            site.phone,
            site.zone,
            site.paper,
            site.language,
            supplier,
            other,
            site.tone_to_outside,
            site.version,
        )
    )


def _edit(desk: Desk, number: int, **changes: Any) -> None:
    now = desk.overview.call(number)
    given: dict[str, Any] = {
        "summary": now.row.summary,
        "details": now.details,
        "wants": now.wants,
        "steps": now.steps,
        "tone": now.tone,
        "category_id": now.category_id,
        "customer_deadline": now.row.customer_deadline,
    }
    desk.calls.edit(EditCall(number, now.version, **{**given, **changes}))


def _targets(desk: Desk, **changes: timedelta | None) -> None:
    """The targets in force with others for some clocks of P3."""
    calendar = desk.facts().desk_calendar.id
    kept = [
        (one.priority, one.kind.value, changes.get(one.kind.value, one.target), calendar)
        if one.priority is Priority.P3
        else (one.priority, one.kind.value, one.target, calendar)
        for one in desk.facts().targets
    ]
    desk.site.save_targets(SaveTargets(tuple(kept)))


def test_a_call_taken_by_phone_is_answered_when_logged_if_the_policy_says_so(desk: Desk) -> None:
    answered = newest(desk, log(desk).id, RESPONSE)
    assert (answered.verdict, answered.margin, answered.facts.stopped) == (Verdict.MET, 2 * HOUR, at(10))


def test_the_response_clock_stops_at_the_first_answer_to_the_customer(desk: Desk, clock: FixedClock) -> None:
    number = by_mail(desk).id
    assert due(desk, number, RESPONSE) == at(12)
    assert clocks(desk, number, UPDATE) == []
    clock.advance(HOUR)
    _spoken(desk, number)
    (answered,) = clocks(desk, number, RESPONSE)
    assert (answered.verdict, answered.margin) == (Verdict.MET, HOUR)
    clock.advance(HOUR)
    _spoken(desk, number)
    assert clocks(desk, number, RESPONSE) == [answered]


def test_each_conversation_with_the_customer_starts_the_next_update(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    assert due(desk, number, UPDATE) == at(14)
    clock.advance(HOUR)
    _spoken(desk, number)
    first, second = clocks(desk, number, UPDATE)
    assert (first.verdict, first.margin) == (Verdict.MET, 3 * HOUR)
    assert (second.facts.started, due(desk, number, UPDATE)) == (at(11), at(15))


def test_an_attempt_that_nobody_answers_stops_nothing(desk: Desk, clock: FixedClock) -> None:
    number = by_mail(desk).id
    before = desk.overview.call(number).clocks
    clock.advance(HOUR)
    desk.calls.contact_customer(ContactCustomer(number, reached=False, words="Voice mail"))
    assert desk.overview.call(number).clocks == before
    assert last(desk, number, "attempt").payload["words"] == "Voice mail"


def test_the_update_clock_ends_at_close(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    assert running(desk, number, UPDATE)
    desk.calls.agree(RecordAgreement(number, YES))
    assert not running(desk, number, UPDATE)


@pytest.mark.parametrize("reason", [PauseReason.CUSTOMER, PauseReason.SUPPLIER])
def test_no_pause_stops_the_update_clock_the_customer_waits_and_hears_from_us_all_the_same(
    desk: Desk, clock: FixedClock, reason: PauseReason
) -> None:
    number = log(desk).id
    desk.calls.pause(PauseCall(number, reason))
    clock.advance(5 * HOUR)
    row = desk.overview.call(number).row
    assert (row.clock, row.due_at) == ("update", at(14))
    assert desk.late.figures().tiles[Tile.OVERDUE].calls == 1


def test_waiting_for_the_customer_pauses_response_and_resolution(desk: Desk, clock: FixedClock) -> None:
    number = by_mail(desk, urgency=Urgency.NOW).id
    row = desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER)).value
    assert (row.paused, row.clock) == (PauseReason.CUSTOMER, None)
    assert [_state(desk, number, kind) for kind in (RESPONSE, RESOLUTION)] == [ClockState.PAUSED] * 2
    clock.advance(HOUR)
    row = desk.calls.resume(ResumeCall(number)).value
    assert (row.paused, row.clock, row.due_at) == (None, "response", at(11, 30))
    assert due(desk, number, RESOLUTION) == at(15)


def _state(desk: Desk, number: int, kind: ClockKind) -> ClockState:
    return sla.reading(newest(desk, number, kind).facts, desk.clock.now()).state


@pytest.mark.parametrize("says_so", [False, True])
@pytest.mark.parametrize("reason", [PauseReason.SUPPLIER, PauseReason.OTHER])
def test_waiting_for_a_supplier_or_another_pauses_them_only_if_the_site_says_so(
    desk: Desk, clock: FixedClock, reason: PauseReason, says_so: bool
) -> None:
    _pauses(desk, **{reason.value: says_so})
    number = log(desk).id
    row = desk.calls.pause(PauseCall(number, reason)).value
    assert row.paused == (reason if says_so else None)
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    on_time, later = at(17, 30, 17), at(10, 0, 18)  # 16 hours of work; an hour later it is the next morning
    assert due(desk, number, RESOLUTION) == (later if says_so else on_time)


def test_the_sites_word_counts_when_the_pause_begins(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    desk.calls.pause(PauseCall(number, PauseReason.SUPPLIER))
    _pauses(desk, supplier=True)
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    assert due(desk, number, RESOLUTION) == at(17, 30, 17)


def test_a_promise_to_the_customer_sets_the_update_clock_to_that_instant_fixed(desk: Desk) -> None:
    number = log(desk).id
    _spoken(desk, number, next_update=at(16, 15))
    update = newest(desk, number, UPDATE)
    assert (update.facts.fixed, update.facts.target, update.facts.calendar) == (at(16, 15), None, None)
    assert [promise.due_at for promise in desk.promises.open()] == [at(16, 15)]
    desk.calls.set_priority(SetPriority(number, Impact.SITE, Urgency.NOW))
    assert due(desk, number, UPDATE) == at(16, 15)


def test_the_next_conversation_keeps_the_promised_update(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    _spoken(desk, number, next_update=at(16))
    clock.advance(HOUR)
    _spoken(desk, number)
    assert desk.promises.open() == ()
    assert desk.overview.call(number).promises[0].kept_at == at(11)
    assert due(desk, number, UPDATE) == at(15)


def test_an_update_is_promised_for_a_time_to_come(desk: Desk) -> None:
    number = log(desk).id
    with pytest.raises(Invalid) as refused:
        _spoken(desk, number, next_update=at(10))
    assert refused.value.fields == {"next_update": "past"}
    assert desk.promises.open() == ()


def test_changing_priority_the_new_target_applies_from_the_original_start_with_all_pauses(
    desk: Desk, clock: FixedClock
) -> None:
    number = log(desk).id
    clock.advance(HOUR)
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.NOW))
    assert newest(desk, number, RESOLUTION).facts.started == at(10)
    assert due(desk, number, RESOLUTION) == at(15)  # 4 hours from 10:00 and the hour of the pause
    assert due(desk, number, UPDATE) == at(12)


def test_changing_priority_the_old_and_the_new_deadline_are_both_in_the_timeline(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.NOW))
    event = last(desk, number, "priority")
    assert (event.field, event.was, event.becomes) == ("priority", "P3", "P2")
    assert (event.payload["due_was"], event.payload["due"]) == (to_stored(at(17, 30, 17)), to_stored(at(14)))


def test_what_a_clock_promised_before_can_be_told_from_the_record(desk: Desk, desk_file, clock: FixedClock) -> None:
    number = log(desk).id
    clock.advance(HOUR)
    desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.NOW))
    changed = rows(
        desk_file,
        "SELECT until, clock_change.target FROM clock_change JOIN clock ON clock.id = clock_id"
        " WHERE kind = 'resolution'",
    )
    assert changed == [(to_stored(at(11)), 16 * 3_600_000_000)]


def test_an_overridden_priority_needs_its_reason_and_the_matrix_takes_it_back(desk: Desk) -> None:
    number = log(desk).id
    with pytest.raises(Invalid) as refused:
        desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.SOON, Priority.P1))
    assert refused.value.fields == {"reason": "missing"}
    row = desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.SOON, Priority.P1, "The board meets")).value
    assert (row.priority, desk.overview.call(number).priority_reason) == ("P1", "The board meets")
    row = desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.SOON)).value
    assert (row.priority, desk.overview.call(number).priority_reason) == ("P3", "")


def test_setting_the_priority_it_has_leaves_no_trace(desk: Desk, desk_file) -> None:
    number = log(desk).id
    before = everything(desk_file)
    desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.SOON))
    assert everything(desk_file) == before


def test_the_same_priority_for_another_reason_is_an_event_too(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.set_priority(SetPriority(number, Impact.SEVERAL, Urgency.SOON))
    assert desk.overview.call(number).impact is Impact.SEVERAL
    words = last(desk, number, "edited").payload
    assert (words["was"], words["becomes"]) == ({"impact": "one"}, {"impact": "several"})


def test_a_call_keeps_the_version_of_policy_and_calendar_it_began_with(desk: Desk, clock: FixedClock) -> None:
    old = log(desk).id
    _targets(desk, resolution=HOUR, update=HOUR)
    hours = desk.facts().desk_calendar
    spec = {**hours.calendar.to_dict(), "week": {"mon": [["09:00", "12:00"]], "wed": [["09:00", "12:00"]]}}
    desk.site.save_hours(SaveHours(hours.id, spec))
    new = log(desk).id
    assert due(desk, old, RESOLUTION) == at(17, 30, 17)
    assert (due(desk, new, RESOLUTION), due(desk, new, UPDATE)) == (at(11), at(11))
    clock.advance(HOUR + MINUTE)
    _spoken(desk, old)
    assert due(desk, old, UPDATE) == at(15, 1)
    _spoken(desk, new)
    assert due(desk, new, UPDATE) == at(9, 1, 18)  # 59 minutes until noon, the last on Wednesday


def test_a_target_that_is_not_set_means_no_clock(desk: Desk) -> None:
    _targets(desk, resolution=None, update=None, chase=None)
    number = log(desk).id
    assert [one.kind for one in desk.overview.call(number).clocks] == [RESPONSE]
    assert desk.overview.call(number).row.due_at is None
    assert desk.calls.resolve(ResolveCall(number, "Cable", NO)).value.due_at is None


def test_a_target_of_zero_is_due_at_the_start_below_zero_is_refused(desk: Desk, clock: FixedClock) -> None:
    _targets(desk, resolution=timedelta(0))
    number = log(desk).id
    assert due(desk, number, RESOLUTION) == at(10)
    with pytest.raises(Invalid) as refused:
        _targets(desk, resolution=-MINUTE)
    assert refused.value.fields == {"target": "below_zero"}


def test_a_target_that_runs_out_exactly_at_closing_time_is_due_at_closing_time(desk: Desk) -> None:
    assert due(desk, log(desk).id, RESOLUTION) == at(17, 30, 17)


def test_overdue_is_strictly_after_the_due_instant(desk: Desk, clock: FixedClock) -> None:
    log(desk)
    clock.at = at(14)
    assert (desk.lists.counts().overdue, desk.lists.counts().due_soon) == (0, 1)
    clock.advance(timedelta(microseconds=1))
    assert (desk.lists.counts().overdue, desk.lists.counts().due_soon) == (1, 0)


def test_stopped_a_clock_keeps_its_verdict_for_good_and_by_how_much(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    clock.advance(5 * HOUR)
    _spoken(desk, number)
    missed = clocks(desk, number, UPDATE)[0]
    assert (missed.verdict, missed.margin) == (Verdict.MISSED, -HOUR)
    desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.CAN_WAIT))
    _targets(desk, update=100 * HOUR)
    assert clocks(desk, number, UPDATE)[0] == missed


def test_nothing_is_breached_while_its_clock_is_paused(desk: Desk, clock: FixedClock) -> None:
    number = by_mail(desk).id
    clock.advance(HOUR)
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    clock.advance(timedelta(days=9))
    _spoken(desk, number)
    answered = newest(desk, number, RESPONSE)
    assert (answered.verdict, answered.margin) == (Verdict.MET, HOUR)


def test_pauses_belong_to_the_call_and_survive_a_change_of_priority(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    row = desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.NOW)).value
    assert (row.paused, row.state) == (PauseReason.CUSTOMER, "waiting")
    clock.advance(2 * HOUR)
    desk.calls.resume(ResumeCall(number))
    assert due(desk, number, RESOLUTION) == at(16)


def test_in_one_save_an_answer_is_recorded_before_a_pause_begins(desk: Desk) -> None:
    number = by_mail(desk).id
    _spoken(desk, number)
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    answered = newest(desk, number, RESPONSE)
    assert (answered.verdict, answered.margin) == (Verdict.MET, 2 * HOUR)


def test_the_chase_clock_stops_at_the_customers_yes_or_no(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    for answer in (NO, YES):
        desk.calls.resolve(ResolveCall(number, "Cable"))
        assert running(desk, number, CHASE)
        clock.advance(HOUR)
        desk.calls.agree(RecordAgreement(number, answer))
        assert not running(desk, number, CHASE)
    assert [one.verdict for one in clocks(desk, number, CHASE)] == [Verdict.MET, Verdict.MET]


def test_a_pause_does_not_stop_a_call_back_a_promise_is_a_fixed_instant(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    desk.promises.call_back(PromiseCallBack(number, at(11)))
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    row = desk.overview.call(number).row
    assert (row.clock, row.due_at) == ("call_back", at(11))


def test_a_kept_call_back_stops_its_clock_and_starts_the_next_update(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    promise = desk.promises.call_back(PromiseCallBack(number, at(11))).value
    clock.advance(HOUR / 2)
    desk.promises.keep(KeepPromise(promise.id))
    kept = newest(desk, number, ClockKind.CALL_BACK)
    assert (kept.verdict, kept.margin) == (Verdict.MET, HOUR / 2)
    assert due(desk, number, UPDATE) == at(14, 30)


def test_no_pause_stops_the_clocks_that_run_against_a_contact(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    escalate(desk, number, contact(desk).id)
    before = [due(desk, number, kind) for kind in (ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD)]
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    assert [due(desk, number, kind) for kind in (ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD)] == before


def test_a_deadline_that_is_moved_and_taken_back_leaves_no_clock_and_no_verdict(desk: Desk, desk_file) -> None:
    number = log(desk, customer_deadline=at(12)).id
    _edit(desk, number, customer_deadline=at(13))
    assert desk.overview.call(number).row.due_at == at(13)
    _edit(desk, number, customer_deadline=None)
    assert clocks(desk, number, ClockKind.DEADLINE) == []
    assert desk.overview.call(number).row.clock == "update"
    # What was due before can still be told from the record.
    assert rows(desk_file, "SELECT fixed_at, stopped_at, verdict FROM clock WHERE kind = 'deadline'") == [
        (to_stored(at(13)), to_stored(at(10)), None)
    ]
    _edit(desk, number, customer_deadline=at(11))
    assert desk.overview.call(number).row.due_at == at(11)


def test_a_machine_that_slept_the_next_look_is_right_again(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    before = desk.overview.call(number).row
    for jump in (timedelta(hours=8), timedelta(days=-1), timedelta(days=3650)):
        clock.advance(jump)
        assert desk.overview.call(number).row == before


def test_a_clock_set_back_never_ends_anything_before_it_began(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    clock.advance(-HOUR)
    desk.calls.resume(ResumeCall(number))
    _spoken(desk, number)
    desk.calls.resolve(ResolveCall(number, "Cable", YES))
    detail = desk.overview.call(number)
    assert all(pause.ended_at >= pause.began_at for pause in detail.pauses)
    assert all(one.verdict is Verdict.MET for one in detail.clocks)


def test_a_target_that_is_not_set_means_no_clock_also_after_a_change_of_priority(desk: Desk, clock: FixedClock) -> None:
    kept = [
        (one.priority, one.kind.value, one.target, one.calendar_id)
        for one in desk.facts().targets
        if (one.priority, one.kind) != (Priority.P4, ClockKind.RESOLUTION)
    ]
    desk.site.save_targets(SaveTargets(tuple(kept)))
    number = log(desk, urgency=Urgency.NOW).id
    before = due(desk, number, RESOLUTION)
    desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.CAN_WAIT))
    assert running(desk, number, RESOLUTION) == []
    clock.advance(HOUR)
    desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.NOW))
    assert due(desk, number, RESOLUTION) == before
