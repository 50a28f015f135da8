"""Targets and hours in versions: RULES.md, "Clocks"."""

from datetime import date, timedelta
from typing import Any

import pytest
from scene import HOUR, YES, at, due, everything, kinds, last, log, newest, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.words import ClockKind, Impact, PauseReason, Priority, Role, Tier, Urgency
from deskapp.domain.working_time import Calendar
from deskapp.models.base import to_stored
from deskapp.services.calls.acts import (
    EditCall,
    NewCustomer,
    PauseCall,
    ReopenCall,
    ResolveCall,
    ResumeCall,
    SetPriority,
)
from deskapp.services.clocks.acts import SaveHours, SaveTargets
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.site.acts import SaveSite

RESOLUTION, UPDATE, CHASE = ClockKind.RESOLUTION, ClockKind.UPDATE, ClockKind.CHASE
NETWORK = 1


def resolve_in(
    desk: Desk, length: timedelta | None, category_id: int | None = None, tier: Tier | None = None, calendar: int = 1
) -> None:
    """P3 calls are to be resolved in that time; the other targets of all calls stay."""
    kept = [
        (one.priority, one.kind.value, one.target, one.calendar_id)
        for one in desk.facts().targets
        if (one.category_id, one.tier) == (category_id, tier) and (one.priority, one.kind) != (Priority.P3, RESOLUTION)
    ]
    edited = (Priority.P3, RESOLUTION.value, length, calendar)
    desk.site.save_targets(SaveTargets((*kept, edited), category_id, tier))


def hours(desk: Desk, **week: list[list[str]]) -> None:
    """Other hours of the desk."""
    calendar = desk.facts().desk_calendar
    desk.site.save_hours(SaveHours(calendar.id, {**calendar.calendar.to_dict(), "week": week}))


def edit(desk: Desk, number: int, category_id: int | None) -> None:
    now = desk.overview.call(number)
    desk.calls.edit(
        EditCall(
            number,
            now.version,
            now.row.summary,
            now.details,
            now.wants,
            now.steps,
            now.tone,
            category_id,
            now.row.customer_deadline,
        )
    )


def change_tier(desk: Desk, tier: Tier) -> None:
    customer = desk.directory.customer(1)
    desk.directory.save_customer(SaveCustomer(customer.name, tier=tier, id=1, base_version=customer.version))


# "A call keeps the version of policy and calendar that it began with. Editing them affects new calls;
#  'apply to open calls' is a deliberate, recorded act that shows first what would move."


def test_a_call_keeps_the_version_of_policy_that_it_began_with_editing_it_affects_new_calls(desk: Desk) -> None:
    old = log(desk).id
    resolve_in(desk, HOUR)
    new = log(desk).id
    assert (due(desk, old, RESOLUTION), due(desk, new, RESOLUTION)) == (at(17, 30, 17), at(11))


def test_reopened_a_new_cycle_under_the_policy_of_that_day(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable", YES))
    resolve_in(desk, HOUR)
    desk.calls.reopen(ReopenCall(number, "It is back"))
    assert due(desk, number, RESOLUTION) == at(11)


def test_a_call_keeps_the_version_of_calendar_that_it_began_with_also_when_its_priority_changes(desk: Desk) -> None:
    old = log(desk).id
    hours(desk, wed=[["09:00", "17:30"]])
    desk.calls.set_priority(SetPriority(old, Impact.ONE, Urgency.NOW))
    assert due(desk, old, RESOLUTION) == at(14)


def test_apply_to_open_calls_shows_first_what_would_move_from_when_to_when(desk: Desk, desk_file) -> None:
    log(desk)
    resolve_in(desk, HOUR)
    log(desk)
    before = everything(desk_file)
    (move,) = desk.site.would_move()
    assert (move.ref, move.kind, move.was, move.becomes) == ("C-00001", RESOLUTION, at(17, 30, 17), at(11))
    assert desk.site.calls_on_older_policy() == 1
    assert everything(desk_file) == before


def test_apply_to_open_calls_moves_what_it_showed_and_is_an_event_on_each(desk: Desk) -> None:
    old, also = log(desk).id, log(desk).id
    resolve_in(desk, HOUR)
    new = log(desk).id
    shown = desk.site.would_move()
    done = desk.site.apply_to_open_calls()
    assert (done.value, done.changes.calls) == (2, {old, also})
    for number, move in zip((old, also), shown, strict=True):
        assert due(desk, number, RESOLUTION) == move.becomes == at(11)
        words = last(desk, number, "policy_applied").payload
        assert words["moved"] == {"resolution": [to_stored(at(17, 30, 17)), to_stored(at(11))]}
    assert "policy_applied" not in kinds(desk, new)
    assert (desk.site.would_move(), desk.site.calls_on_older_policy()) == ((), 0)


def test_applied_new_hours_move_every_clock_that_is_counted_in_them(desk: Desk) -> None:
    number = log(desk).id
    hours(desk, mon=[["09:00", "12:00"]], wed=[["09:00", "17:30"]])
    assert {move.kind for move in desk.site.would_move()} == {RESOLUTION, UPDATE}
    desk.site.apply_to_open_calls()
    assert due(desk, number, UPDATE) == at(11, 0, 18)


def test_a_clock_that_stands_still_moves_when_it_goes_on(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    resolve_in(desk, HOUR)
    assert desk.site.would_move() == ()
    desk.site.apply_to_open_calls()
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    assert due(desk, number, RESOLUTION) == at(12)


def test_a_clock_that_starts_later_follows_what_was_applied(desk: Desk) -> None:
    number = log(desk).id
    kept = [(one.priority, one.kind.value, one.target, 1) for one in desk.facts().targets if one.kind is not CHASE]
    desk.site.save_targets(SaveTargets((*kept, (Priority.P3, CHASE.value, HOUR, 1))))
    assert desk.site.would_move() == ()
    desk.site.apply_to_open_calls()
    desk.calls.resolve(ResolveCall(number, "A new cable"))
    assert due(desk, number, CHASE) == at(11)


def test_applying_is_the_managers_and_changes_nothing_for_others(desk: Desk, desk_file) -> None:
    log(desk)
    resolve_in(desk, HOUR)
    desk.sign_in(staff(desk, Role.SUPERVISOR))
    before = everything(desk_file)
    with pytest.raises(NotAllowed) as refused:
        desk.site.apply_to_open_calls()
    assert (refused.value.code, refused.value.values["needs"]) == ("role_too_low", "manager")
    assert everything(desk_file) == before


# "Policies: per priority, and optionally per category and customer tier": category before tier.


def test_the_most_particular_target_counts_category_before_tier(desk: Desk) -> None:
    resolve_in(desk, 2 * HOUR, tier=Tier.KEY)
    key, plain = NewCustomer("Key", tier=Tier.KEY), NewCustomer("Plain")
    assert due(desk, log(desk, new_customer=key).id, RESOLUTION) == at(12)
    assert due(desk, log(desk, new_customer=plain, category_id=NETWORK).id, RESOLUTION) == at(17, 30, 17)
    resolve_in(desk, 3 * HOUR, category_id=NETWORK)
    assert due(desk, log(desk, new_customer=key, category_id=NETWORK).id, RESOLUTION) == at(13)
    assert due(desk, log(desk, new_customer=plain, category_id=NETWORK).id, RESOLUTION) == at(13)
    resolve_in(desk, HOUR, category_id=NETWORK, tier=Tier.KEY)
    assert due(desk, log(desk, new_customer=key, category_id=NETWORK).id, RESOLUTION) == at(11)
    assert due(desk, log(desk, new_customer=plain, category_id=NETWORK).id, RESOLUTION) == at(13)


def test_targets_of_some_calls_leave_the_others_as_they_are_and_none_means_as_for_the_rest(desk: Desk) -> None:
    plain = list(desk.facts().targets)
    resolve_in(desk, HOUR, category_id=NETWORK)
    assert [one for one in desk.facts().targets if one.category_id is None] == plain
    (own,) = [one for one in desk.facts().targets if one.category_id is not None]
    assert (own.category_id, own.tier, own.target) == (NETWORK, None, HOUR)
    resolve_in(desk, None, category_id=NETWORK)
    assert list(desk.facts().targets) == plain


# "Changing priority, category or tier: the new target applies from the original start, with all pauses; the old
#  and the new deadline are both in the timeline."


def test_changing_category_the_new_target_applies_from_the_original_start_with_all_pauses(
    desk: Desk, clock: FixedClock
) -> None:
    resolve_in(desk, 4 * HOUR, category_id=NETWORK)
    number = log(desk).id
    clock.advance(HOUR)
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    edit(desk, number, NETWORK)
    assert newest(desk, number, RESOLUTION).facts.started == at(10)
    assert due(desk, number, RESOLUTION) == at(15)
    moved = last(desk, number, "edited").payload["moved"]
    # 16 working hours from Monday 10:00 and the hour of the pause
    assert moved["resolution"] == [to_stored(at(10, 0, 18)), to_stored(at(15))]


def test_changing_tier_the_new_target_applies_from_the_original_start_with_all_pauses(
    desk: Desk, clock: FixedClock
) -> None:
    resolve_in(desk, 4 * HOUR, tier=Tier.KEY)
    number = log(desk).id
    clock.advance(HOUR)
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    change_tier(desk, Tier.KEY)
    assert newest(desk, number, RESOLUTION).facts.started == at(10)
    assert due(desk, number, RESOLUTION) == at(15)
    change_tier(desk, Tier.STANDARD)
    assert due(desk, number, RESOLUTION) == at(10, 0, 18)


def test_changing_tier_the_old_and_the_new_deadline_are_both_in_the_timeline_of_each_open_call(desk: Desk) -> None:
    resolve_in(desk, 4 * HOUR, tier=Tier.KEY)
    first = log(desk).id
    second = log(desk, customer_id=1).id
    stranger = log(desk).id
    change_tier(desk, Tier.KEY)
    for number in (first, second):
        words = last(desk, number, "deadlines_moved").payload
        assert words == {"why": "tier", "moved": {"resolution": [to_stored(at(17, 30, 17)), to_stored(at(14))]}}
    assert "deadlines_moved" not in kinds(desk, stranger)


def test_the_list_of_calls_follows_a_deadline_that_another_tier_moved(desk: Desk) -> None:
    resolve_in(desk, 2 * HOUR, tier=Tier.KEY)
    log(desk)
    change_tier(desk, Tier.KEY)
    (row,) = desk.lists.calls("open", at(10))
    assert (row.clock, row.due_at) == ("resolution", at(12))


def test_a_tier_under_an_older_policy_moves_a_call_by_that_policy(desk: Desk) -> None:
    number = log(desk).id
    resolve_in(desk, HOUR, tier=Tier.KEY)
    change_tier(desk, Tier.KEY)
    assert due(desk, number, RESOLUTION) == at(17, 30, 17)
    assert "deadlines_moved" not in kinds(desk, number)


def test_a_call_that_is_over_keeps_what_it_was_promised_whatever_tier_its_customer_has(desk: Desk) -> None:
    resolve_in(desk, 4 * HOUR, tier=Tier.KEY)
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "A new cable", YES))
    before = kinds(desk, number)
    change_tier(desk, Tier.KEY)
    assert kinds(desk, number) == before


# Several calendars


def test_a_target_is_counted_in_the_calendar_that_it_names(desk: Desk) -> None:
    always = {"zone": "Europe/London", "week": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed")}}
    nights = desk.site.save_hours(SaveHours(None, always, name="Day and night")).value
    resolve_in(desk, 16 * HOUR, calendar=nights.id)
    assert due(desk, log(desk).id, RESOLUTION) == at(2, 0, 17)
    assert [calendar.name for calendar in desk.site.calendars()] == ["Desk hours", "Day and night"]


def test_new_hours_of_a_calendar_that_no_target_is_counted_in_leave_every_call_as_it_is(desk: Desk) -> None:
    log(desk)
    spec = desk.facts().desk_calendar.calendar.to_dict()
    supplier = desk.site.save_hours(SaveHours(None, spec, name="Supplier")).value
    desk.site.save_hours(SaveHours(supplier.id, {**spec, "week": {"mon": [["08:00", "09:00"]]}}))
    assert desk.site.calls_on_older_policy() == 0


def test_another_name_of_a_calendar_is_no_other_version_of_its_hours(desk: Desk, desk_file) -> None:
    log(desk)
    calendar = desk.facts().desk_calendar
    spec = calendar.calendar.to_dict()
    renamed = desk.site.save_hours(SaveHours(calendar.id, spec, name="  Office ")).value
    assert (renamed.name, renamed.version_id) == ("Office", calendar.version_id)
    assert desk.site.calls_on_older_policy() == 0
    desk.site.save_hours(SaveHours(calendar.id, spec))
    assert rows(desk_file, "SELECT count(*) FROM event WHERE kind = 'hours_edited'") == [(1,)]


def test_names_of_closed_and_special_days_are_kept_beside_the_hours(desk: Desk) -> None:
    calendar = desk.facts().desk_calendar
    spec = {
        **calendar.calendar.to_dict(),
        "closed": ["2026-12-25"],
        "special": {"2026-12-24": [["09:00", "12:00"]]},
        "names": {"2026-12-25": "Christmas Day", "2026-12-24": "<b>Eve</b>", "2026-01-01": "open as usual"},
    }
    saved = desk.site.save_hours(SaveHours(calendar.id, spec, country="GB", region="ENG")).value
    assert saved.names == {date(2026, 12, 25): "Christmas Day", date(2026, 12, 24): "<b>Eve</b>"}
    assert desk.facts().desk_calendar == saved == desk.site.calendars()[0]
    assert (saved.country, saved.region) == ("GB", "ENG")


def test_the_names_survive_the_desks_move_to_another_zone(desk: Desk) -> None:
    calendar = desk.facts().desk_calendar
    spec = {**calendar.calendar.to_dict(), "closed": ["2026-12-25"], "names": {"2026-12-25": "Christmas Day"}}
    desk.site.save_hours(SaveHours(calendar.id, spec))
    site = desk.facts().site
    moved = SaveSite("Desk", "", "", "Europe/Berlin", site.paper, "en", False, False, False, site.version)
    desk.site.save_site(moved)
    after = desk.facts().desk_calendar
    assert (after.calendar.zone, after.names) == ("Europe/Berlin", {date(2026, 12, 25): "Christmas Day"})


# Bad input


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"week": {}}, {"week": "no_hours"}),
        ({"week": {"mon": [["09:00", "12:00"], ["11:00", "14:00"]]}}, {"week": "overlap"}),
        ({"zone": "Mars/Olympus"}, {"zone": "unknown_zone"}),
        ({"closed": ["2026-02-30"]}, {"closed": "bad_day"}),
    ],
)
def test_hours_that_cannot_be_are_refused_by_field_and_nothing_is_kept(
    desk: Desk, desk_file, change: dict[str, object], fields: dict[str, str]
) -> None:
    calendar = desk.facts().desk_calendar
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        desk.site.save_hours(SaveHours(calendar.id, {**calendar.calendar.to_dict(), **change}))
    assert refused.value.fields == fields
    assert everything(desk_file) == before


def test_a_new_calendar_needs_its_name(desk: Desk) -> None:
    spec = desk.facts().desk_calendar.calendar.to_dict()
    for name in (None, "", "  "):
        with pytest.raises(Invalid) as refused:
            desk.site.save_hours(SaveHours(None, spec, name=name))
        assert refused.value.fields == {"name": "missing"}


def test_a_target_below_zero_is_refused_and_nothing_is_kept(desk: Desk, desk_file) -> None:
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        resolve_in(desk, timedelta(seconds=-1))
    assert refused.value.fields == {"target": "below_zero"}
    assert everything(desk_file) == before


def test_a_target_of_a_hundred_years_is_a_target(desk: Desk) -> None:
    resolve_in(desk, timedelta(days=36_500))
    found = due(desk, log(desk).id, RESOLUTION)
    assert found is not None
    assert found.year == 2421


def test_a_target_that_its_hours_never_reach_is_refused_before_any_call_meets_it(desk: Desk, desk_file) -> None:
    hours(desk, mon=[["09:00", "09:10"]])
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        resolve_in(desk, timedelta(days=36_500))
    assert refused.value.fields == {"target": "out_of_range"}
    assert everything(desk_file) == before


def test_hours_in_which_a_target_is_never_reached_are_refused(desk: Desk, desk_file) -> None:
    resolve_in(desk, timedelta(days=36_500))
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        hours(desk, mon=[["09:00", "09:10"]])
    assert refused.value.fields == {"target": "out_of_range"}
    assert everything(desk_file) == before


def test_targets_of_a_category_that_is_not_there_are_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        resolve_in(desk, HOUR, category_id=999)
    assert refused.value.fields == {"category_id": "unknown"}


# "a stale edit is shown beside the newer one and merged by the person, never overwritten"


def test_a_stale_edit_of_hours_is_refused_with_the_newer_one(desk: Desk, desk_file) -> None:
    seen = desk.facts().desk_calendar
    hours(desk, mon=[["08:00", "12:00"]])
    before = everything(desk_file)
    with pytest.raises(Conflict) as refused:
        desk.site.save_hours(SaveHours(seen.id, seen.calendar.to_dict(), base_version=seen.version_id))
    assert refused.value.values["newer"] == desk.facts().desk_calendar
    assert everything(desk_file) == before
    newer = desk.facts().desk_calendar.version_id
    desk.site.save_hours(SaveHours(seen.id, seen.calendar.to_dict(), base_version=newer))
    assert desk.facts().desk_calendar.calendar == seen.calendar


def test_a_stale_edit_of_targets_is_refused_where_the_same_calls_are_meant(desk: Desk, desk_file) -> None:
    seen = desk.facts().policy_id
    resolve_in(desk, HOUR, category_id=NETWORK)
    before = everything(desk_file)
    stale = (Priority.P3, RESOLUTION.value, 2 * HOUR, 1)
    with pytest.raises(Conflict) as refused:
        desk.site.save_targets(SaveTargets((stale,), category_id=NETWORK, base_version=seen))
    assert refused.value.code == "targets_edited"
    assert everything(desk_file) == before
    desk.site.save_targets(SaveTargets((stale,), tier=Tier.KEY, base_version=seen))
    desk.site.save_targets(SaveTargets((stale,), category_id=NETWORK, base_version=desk.facts().policy_id))


def test_other_hours_do_not_make_an_edit_of_targets_stale(desk: Desk) -> None:
    seen = desk.facts()
    hours(desk, mon=[["08:00", "12:00"]])
    kept = tuple((one.priority, one.kind.value, one.target, one.calendar_id) for one in seen.targets)
    desk.site.save_targets(SaveTargets(kept, base_version=seen.policy_id))
    number = log(desk).id
    assert newest(desk, number, RESOLUTION).facts.calendar == desk.facts().desk_calendar.calendar


def test_apply_to_open_calls_is_refused_where_what_was_shown_holds_no_more(desk: Desk, desk_file) -> None:
    log(desk)
    resolve_in(desk, HOUR)
    seen = desk.facts().policy_id
    resolve_in(desk, 2 * HOUR)
    before = everything(desk_file)
    with pytest.raises(Conflict) as refused:
        desk.site.apply_to_open_calls(seen)
    assert refused.value.code == "policy_edited"
    assert everything(desk_file) == before
    assert desk.site.apply_to_open_calls(desk.facts().policy_id).value == 1


def test_hours_are_worked_out_once_however_many_acts_there_are(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    plain = Calendar.from_dict

    def counted(cls: type[Calendar], spec: dict[str, Any]) -> Calendar:
        made.append(spec)
        return plain(spec)

    desk.work.forget()
    monkeypatch.setattr(Calendar, "from_dict", classmethod(counted))
    log(desk)
    once = len(made)
    for _turn in range(5):
        log(desk)
    assert 0 < once == len(made)


def test_what_was_read_in_an_act_that_was_rolled_back_is_not_remembered(desk: Desk) -> None:
    met: list[int] = []

    def cut_short() -> None:
        with desk.work.batch() as session:
            resolve_in(desk, 3 * HOUR)
            met.append(desk.work.rules.in_force(session).id)
            raise RuntimeError("after all not")

    with pytest.raises(RuntimeError, match="after all not"):
        cut_short()
    resolve_in(desk, 5 * HOUR)
    with desk.work.look() as look:
        assert [look.rules.in_force(look.session).id] == met, "the id comes again"
    log(desk)
    assert due(desk, 1, RESOLUTION) == at(10) + 5 * HOUR
