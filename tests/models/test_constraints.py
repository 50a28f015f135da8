"""What a row may never say, and what may never be there twice, under any connection's default pragmas."""

from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from plain_desk import UNANSWERED, insert, insert_call, rows, set_state
from sound_rows import SOUND
from sqlalchemy import CheckConstraint

from deskapp.domain.words import CallState
from deskapp.models.schema.all import Base

#: What is wrong, for the CHECKs that are not of the form "one of these words" or "not blank".
WRONG: dict[str, list[dict[str, object]]] = {
    "ck_retention_rule_months_one_to_a_century": [{"months": 0}, {"months": 1201}],
    "ck_retention_hold_of_one": [{"call_id": 1}, {"customer_id": None}],
    "ck_retention_hold_ended_by_somebody": [{"ended_at": 1}, {"ended_by_id": 1}],
    "ck_readiness_state_day_a_day": [{"day": "2026-02-31"}, {"day": "soon"}],
    "ck_readiness_state_answers_by_question": [{"answers": "[]"}, {"answers": "1"}],
    "ck_readiness_gap_position_from_one": [{"position": 0}],
    "ck_card_use_month_of_a_year": [{"month": "2026-13"}, {"month": "2026-1"}, {"month": "soon"}],
    "ck_card_use_times_from_one": [{"times": 0}],
    "ck_signal_month_a_day": [{"month": "2027-02-31"}, {"month": "soon"}],
    "ck_signal_decided_calls_not_below_zero": [{"decided_calls": -1}],
    "ck_signal_dismissed_with_a_reason": [{"reason": " "}, {"dismissed_at": None}, {"dismissed_by_id": None}],
    "ck_feedback_wanted_by_a_day": [{"wanted_by": "2027-02-31"}, {"wanted_by": "soon"}],
    "ck_feedback_sent_on_a_day": [{"sent_on": "2027-02-31"}, {"sent_on": "soon"}],
    "ck_feedback_answered_on_a_day": [{"answered_on": "2027-02-31"}, {"answered_on": "soon"}],
    "ck_feedback_sent_somehow": [{"sent_on": None}, {"sent_how": None}, {"sent_by_id": None}],
    "ck_feedback_answered_when_sent": [{"sent_on": None, "sent_how": None, "sent_by_id": None}],
    "ck_feedback_answered_in_words": [{"answer": " "}, {"answered_on": None}],
    "ck_action_due_a_day": [{"due": "2027-02-31"}, {"due": "soon"}],
    "ck_action_done_on_a_day": [{"done_on": "2027-02-31"}, {"done_on": "soon"}],
    "ck_action_ended_somehow": [{"ended_at": None}, {"ended_by_id": None}, {"how": None, "done_on": None}],
    "ck_action_done_on_its_day": [{"done_on": None}, {"how": "withdrawn"}],
    "ck_site_one_row": [{"id": 2}],
    "ck_long_act_total_not_below_zero": [{"total": -1}],
    "ck_contact_response_not_below_zero": [{"agreed_response": -1}],
    "ck_policy_target_target_not_below_zero": [{"target": -1}],
    "ck_paper_number_from_one": [{"number": 0}],
    "ck_paper_ended_when_not_leaving": [{"ended_at": 4}, {"state": "printed"}],
    "ck_route_then_another": [{"id": 5, "then_id": 5}],
    "ck_route_step_names_somebody": [{"rota_id": 1}, {"contact_id": None}, {"of_equipment": 1}],
    "ck_equipment_warranty_until_a_day": [{"warranty_until": "2027-02-31"}, {"warranty_until": "soon"}],
    "ck_equipment_contract_until_a_day": [{"contract_until": "2027-2-3"}, {"contract_until": "2027-02-03T00:00"}],
    "ck_written_policy_next_review_a_day": [{"next_review": "2027-02-31"}, {"next_review": "soon"}],
    "ck_contact_deputy_another_than_oneself": [{"deputy_id": 1}],
    "ck_call_cycle_from_one": [{"cycle": 0}, {"cycle": -1}],
    "ck_call_id_from_one": [{"id": 0}, {"id": -7}],
    "ck_call_archived_is_imported": [{"state": "archived"}],
    "ck_clock_target_or_instant": [{"target": None}, {"fixed_at": 9}],
    "ck_clock_target_not_below_zero": [{"target": -1}],
    "ck_clock_verdict_when_stopped": [{"verdict": "met"}],
    "ck_pause_end_after_beginning": [{"ended_at": 4}],
    "ck_promise_kept_or_moved": [{"kept_at": 3, "moved_at": 3}],
    "ck_escalation_has_a_type": [{"types": "[]"}, {"types": "{}"}, {"types": '""'}],
    "ck_escalation_ended_when_not_out": [
        {"ended_at": 4},
        {"state": "accepted", "ended_at": 4},
        {"state": "returned"},
        {"state": "refused"},
        {"state": "withdrawn"},
    ],
    "ck_escalation_rota_with_its_contact": [{"rota_id": 1, "contact_id": None, "state": "returned", "ended_at": 4}],
    "ck_staff_pin_failed_not_below_zero": [{"failed": -1}],
    "ck_recovery_code_one_row": [{"id": 2}],
    "ck_recovery_code_failed_not_below_zero": [{"failed": -1}],
    "ck_authority_limit_amount_not_below_zero": [{"amount": -1}],
    "ck_approval_amount_not_below_zero": [{"amount": -1}],
    "ck_approval_decided_by_somebody": [
        {"state": "granted"},
        {"state": "granted", "decided_at": 2, "means": "pin"},
        {"state": "granted", "decided_at": 2, "means": "phone", "decided_by_name": "  "},
        {"state": "granted", "decided_at": 2, "decided_by_id": 2},
        {"state": "refused", "means": "pin", "decided_by_id": 2},
    ],
    "ck_approval_not_by_oneself": [{"decided_by_id": 1}],
    "ck_approval_not_confirmed_by_oneself": [{"confirmed_by_id": 1}],
    "ck_incident_over_by_somebody": [{"over_at": 2}, {"over_by_id": 1}],
    "ck_incident_step_done_by_somebody": [{"done_at": 2}, {"done_by_id": 1}],
    "ck_erasure_calls_not_below_zero": [{"calls": -1}],
    "ck_update_request_ended_somehow": [{"ended_at": None}, {"ended_by_id": None}, {"how": None}],
    "ck_estimate_length_not_below_zero": [{"length": -1}],
    "ck_satisfaction_score_one_to_five": [{"score": 0}, {"score": 6}],
    "ck_voiding_duplicate_of_a_call": [{"reason": "duplicate"}, {"duplicate_of_id": 2}],
    "ck_voiding_duplicate_of_another": [{"reason": "duplicate", "duplicate_of_id": 1}],
    "ck_attachment_content_digest_whole": [{"digest": ""}, {"digest": "d" * 63}],
    "ck_attachment_content_size_not_below_zero": [{"size": -1}],
    "ck_attachment_chunk_number_from_one": [{"number": 0}],
    "ck_attachment_chunk_bytes_no_text": [{"bytes": "abc"}],
    "ck_attachment_picture_bytes_no_text": [{"bytes": "abc"}],
    "ck_font_bytes_no_text": [{"bytes": "abc"}],
    "ck_font_digest_whole": [{"digest": ""}, {"digest": "d" * 63}],
    "ck_font_size_of_its_bytes": [{"size": 2}, {"bytes": b""}],
    "ck_attachment_picture_bytes_few": [{"bytes": b""}, {"bytes": b"a" * 524289}],
    "ck_attachment_removed_by_somebody": [{"removed_at": 2}, {"removed_by_id": 1}],
    "ck_attachment_content_until_removed": [{"content_id": None}],
    "ck_customer_merge_of_two": [{"gone_id": 1}],
    "ck_customer_merge_undone_by_somebody": [{"undone_at": 2}, {"undone_by_id": 1}],
    "ck_customers_apart_in_one_order": [{"other_id": 1}, {"customer_id": 2, "other_id": 1}],
    "ck_scorecard_has_a_line": [{"lines": "[]"}],
    "ck_review_draw_first_a_day": [{"first": "2026-10-01 "}, {"first": "2026-09-31"}],
    "ck_review_draw_last_a_day": [{"last": "2026-13-01"}, {"last": "soon"}],
    "ck_review_draw_first_to_last": [{"last": "2026-09-30"}],
    "ck_review_draw_counts": [{"size": 0}, {"each_agent": -1}, {"most_low": -1}, {"pool": -1}, {"low_found": -1}],
    "ck_review_call_drawn_or_chosen": [{"why": "lot"}, {"draw_id": 1}],
    "ck_review_of_somebody_else": [{"reviewer_id": 1}],
    "ck_review_finished_with_its_scorecard": [{"state": "finished"}, {"scorecard_id": 1}],
    "ck_review_skipped_with_its_reason": [{"skip_reason": "  "}],
    "ck_review_shared_when_finished": [{"shared_at": 2}],
    "ck_review_read_when_shared": [{"read_at": 2}],
    "ck_review_answered_when_shared": [{"answered_at": 2}],
    "ck_review_mark_mark_one_to_four": [{"mark": 0}, {"mark": 5}],
    "ck_escalation_out_with_somebody": [{"contact_id": None}, {"state": "accepted", "contact_id": None}],
}
CHECKS = [
    (table.name, str(constraint.name))
    for table in Base.metadata.sorted_tables
    for constraint in sorted(table.constraints, key=lambda constraint: str(constraint.name))
    if isinstance(constraint, CheckConstraint)
]


def _wrong(table: str, name: str) -> list[dict[str, object]]:
    column = name.removeprefix(f"ck_{table}_")
    if column.endswith("_known"):
        column = column.removesuffix("_known")
        right = str(SOUND[table][column])
        ended = {"ended_at": 4} if table == "escalation" and column == "state" else {}
        return [{column: word, **ended} for word in ("nonsense", "", right.swapcase(), f"{right} ", right.encode())]
    if column.endswith("_not_blank"):
        return [{column.removesuffix("_not_blank"): word} for word in ("", "   ")]
    return WRONG[name]


@pytest.mark.parametrize(("table", "name"), CHECKS, ids=[name for _table, name in CHECKS])
def test_the_database_itself_refuses_what_a_row_may_never_say(stranger: Any, table: str, name: str) -> None:
    for wrong in _wrong(table, name):
        for verb in ("INSERT", "INSERT OR REPLACE"):
            with pytest.raises(sqlite.IntegrityError, match=f"CHECK constraint failed: {name}"):
                insert(stranger, table, verb, **{**SOUND[table], **wrong})
    # The row itself was sound: nothing but what was wrong with it was refused.
    insert(stranger, table, "INSERT OR REPLACE", **SOUND[table])


def test_a_call_has_one_running_clock_of_a_kind(stranger: Any) -> None:
    clock = SOUND["clock"]
    insert(stranger, "clock", **clock)
    with pytest.raises(sqlite.IntegrityError, match="UNIQUE"):
        insert(stranger, "clock", **clock)
    # A stopped one beside it, one of another kind, of another call, of an escalation and of a promise are sound.
    for other in (
        {"stopped_at": 9, "verdict": "met"},
        {"kind": "update"},
        {"call_id": 2},
        {"kind": "acceptance", "escalation_id": 1},
        {"kind": "acceptance", "escalation_id": 2},
        {"kind": "call_back", "promise_id": 1, "target": None, "fixed_at": 9},
        {"kind": "call_back", "promise_id": 2, "target": None, "fixed_at": 9},
    ):
        insert(stranger, "clock", **{**clock, **other})
    with pytest.raises(sqlite.IntegrityError, match="UNIQUE"):
        stranger.execute("UPDATE clock SET stopped_at = NULL, verdict = NULL WHERE kind = 'response'")


def test_a_call_has_one_open_pause(stranger: Any) -> None:
    pause = SOUND["pause"]
    insert(stranger, "pause", **pause)
    with pytest.raises(sqlite.IntegrityError, match="UNIQUE"):
        insert(stranger, "pause", **{**pause, "reason": "supplier"})
    insert(stranger, "pause", **{**pause, "ended_at": 6})
    insert(stranger, "pause", **{**pause, "call_id": 2})
    with pytest.raises(sqlite.IntegrityError, match="UNIQUE"):
        stranger.execute("UPDATE pause SET ended_at = NULL")


def test_never_two_unreturned_escalations_of_a_call_to_one_contact(stranger: Any) -> None:
    made = SOUND["escalation"]
    insert(stranger, "escalation", **made)
    for state in ("offered", "accepted"):
        with pytest.raises(sqlite.IntegrityError, match="UNIQUE"):
            insert(stranger, "escalation", **{**made, "number": 2, "state": state})
    insert(stranger, "escalation", **{**made, "number": 2, "contact_id": 2})
    insert(stranger, "escalation", **{**made, "number": 3, "state": "returned", "ended_at": 5})
    with pytest.raises(sqlite.IntegrityError, match="UNIQUE"):
        stranger.execute("UPDATE escalation SET state = 'accepted', ended_at = NULL WHERE number = 3")
    with pytest.raises(sqlite.IntegrityError, match="UNIQUE"):
        insert(stranger, "escalation", **{**made, "number": 2, "contact_id": 3})


def test_one_row_of_a_list_is_imported_once(stranger: Any) -> None:
    for verb in ("INSERT", "REPLACE"):
        with pytest.raises(sqlite.IntegrityError, match="a call is never replaced"):
            insert_call(stranger, verb, source="list", source_ref="A1")
    insert_call(stranger, source="another list", source_ref="A1")
    insert_call(stranger, source="list", source_ref=None)


def test_every_state_of_a_call_can_be_stored(stranger: Any) -> None:
    for state in [one for one in CallState if one not in (CallState.CLOSED, CallState.ARCHIVED)]:
        set_state(stranger, UNANSWERED, state.value)
        assert rows(stranger, "SELECT state FROM call WHERE id = ?", [UNANSWERED]) == [(state.value,)]


@pytest.mark.parametrize(
    "column",
    [one.name for one in Base.metadata.tables["call"].columns if not one.nullable and one.server_default is None],
)
def test_what_every_call_has_is_never_null(stranger: Any, column: str) -> None:
    with pytest.raises(sqlite.IntegrityError):
        stranger.execute(f"UPDATE OR REPLACE call SET {column} = NULL WHERE id = {UNANSWERED}")
