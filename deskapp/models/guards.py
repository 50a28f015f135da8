"""What the database itself refuses, under any connection's default pragmas: SQLite triggers.

REPLACE deletes the old row without firing DELETE triggers, so a BEFORE INSERT trigger refuses an id that
is already there. A trigger of UPDATE OF id sleeps through `SET rowid = ...`, so ids are watched on every UPDATE.
"""

#: Stands where a word must stand, and what it said was forgotten.
GONE = "–"
_AGREED = "(SELECT answer FROM agreement WHERE call_id = NEW.id AND cycle = NEW.cycle ORDER BY id DESC LIMIT 1)"


def _of_somebody_forgotten(call_id: str) -> str:
    return f"""EXISTS (
        SELECT 1 FROM call JOIN customer ON customer.id = call.customer_id
        WHERE call.id = {call_id} AND customer.erasure_id IS NOT NULL)"""


def _emptied(key: str, **empty: str) -> str:
    """Whether a row is emptied by an erasure that is on record, and nothing else becomes of it."""
    values = " AND ".join(f"NEW.{name} = '{value}'" for name, value in empty.items())
    return f"""OLD.erasure_id IS NULL AND NEW.{key} = OLD.{key} AND {values}
        AND EXISTS (SELECT 1 FROM erasure WHERE id = NEW.erasure_id)"""


#: Customers who were told it may no longer be there: those of the incident that are, were all forgotten.
_INCIDENT_OF_THE_FORGOTTEN = """EXISTS (SELECT 1 FROM incident_call WHERE incident_id = OLD.incident_id)
        AND NOT EXISTS (
            SELECT 1 FROM incident_call JOIN call ON call.id = call_id JOIN customer ON customer.id = customer_id
            WHERE incident_id = OLD.incident_id AND customer.erasure_id IS NULL)"""
#: While the file has not been written anew after an erasure that is on record, words may go that name somebody, or
#: are so old that they go.
_ERASING = "EXISTS (SELECT 1 FROM erasure WHERE cleared_at IS NULL)"
_MESSAGE_FORGOTTEN = f"""NEW.words = '{GONE}' AND NEW.id = OLD.id AND NEW.incident_id = OLD.incident_id
        AND NEW.number = OLD.number AND NEW.made_at = OLD.made_at AND NEW.made_by_id = OLD.made_by_id
        AND ({_ERASING} OR {_INCIDENT_OF_THE_FORGOTTEN})"""
_REASON_FORGOTTEN = f"NEW.reason = '' AND ({_ERASING} OR {_of_somebody_forgotten('OLD.call_id')})"
_DECISION_FORGOTTEN = f"NEW.words = '' AND ({_ERASING} OR {_of_somebody_forgotten('OLD.call_id')})"
_VOIDING_FORGOTTEN = f"""NEW.words = '{GONE}' AND NEW.undone_at IS OLD.undone_at
        AND NEW.undone_by_id IS OLD.undone_by_id AND ({_ERASING} OR {_of_somebody_forgotten("OLD.call_id")})"""


def _never(table: str, key: str, *, words: str, but: str = "") -> dict[str, str]:
    """but: the change that is one all the same."""
    when = f"WHEN NOT ({but})" if but else ""
    return {
        f"{table}_not_changed": f"""
            CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table} {when}
            BEGIN SELECT RAISE(ABORT, '{words} is never changed'); END""",
        f"{table}_not_removed": f"""
            CREATE TRIGGER {table}_not_removed BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{words} is never removed'); END""",
        f"{table}_not_replaced": f"""
            CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
            BEGIN SELECT RAISE(ABORT, '{words} is never replaced'); END""",
    }


def _kept(table: str, *names: str, words: str, ended: str = "", text: str = "", but: str = "") -> dict[str, str]:
    """Columns that stay as they were written, whatever becomes of the row; and the row stays there.

    ended: when no column changes any more. text: one that does not change either, unless it is forgotten: `but`.
    """
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in ("id", *names))
    if text:
        changed += f" OR (NEW.{text} IS NOT OLD.{text} AND NOT ({but}))"
    if ended:
        changed += f" OR ({ended} AND NOT ({but}))"
    return {
        f"{table}_as_it_was": f"""
            CREATE TRIGGER {table}_as_it_was BEFORE UPDATE ON {table} WHEN {changed}
            BEGIN SELECT RAISE(ABORT, '{words} stays as it was'); END""",
        f"{table}_not_removed": f"""
            CREATE TRIGGER {table}_not_removed BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{words} is never removed'); END""",
    }


def _at_the_end(table: str, *, words: str) -> dict[str, str]:
    """Ids count on by one: nothing can be slipped in before, nor take the last id there is."""
    return {
        f"{table}_only_at_the_end": f"""
            CREATE TRIGGER {table}_only_at_the_end AFTER INSERT ON {table}
            WHEN NEW.id <> 1 + coalesce((SELECT id FROM {table} WHERE id <> NEW.id ORDER BY id DESC LIMIT 1), 0)
            BEGIN SELECT RAISE(ABORT, '{words} is only added at the end'); END"""
    }


def _of_one_that_is_there(table: str, key: str, parent: str, *, words: str) -> dict[str, str]:
    """Also where foreign keys are off: words laid down beforehand would keep out the true ones."""
    return {
        f"{table}_of_one_that_is_there": f"""
            CREATE TRIGGER {table}_of_one_that_is_there BEFORE INSERT ON {table}
            WHEN NOT EXISTS (SELECT 1 FROM {parent} WHERE id = NEW.{key})
            BEGIN SELECT RAISE(ABORT, '{words} comes before its words'); END"""
    }


TRIGGERS: dict[str, str] = {
    **_never("event", "id", words="an event"),
    **_never("event_words", "event_id", words="an event", but=_emptied("event_id", salt="", words="{}")),
    **_never("agreement", "id", words="an agreement"),
    **_never("agreement_words", "agreement_id", words="an agreement", but=_emptied("agreement_id", who="", words="")),
    **_never("rota_version", "id", words="a version of a rota"),
    **_never("incident_event", "event_id", words="an event of an incident"),
    **_never("signal_event", "event_id", words="an event of a signal"),
    **_never("action_event", "event_id", words="an event of an action"),
    **_never("scorecard", "id", words="a scorecard"),
    **_never("review_draw", "id", words="a draw of calls"),
    **_never("incident_message", "id", words="a message of an incident", but=_MESSAGE_FORGOTTEN),
    **_kept(
        "approval",
        *("call_id", "kind", "amount", "currency", "needs", "asked_at", "asked_by_id"),
        words="what was asked",
        text="reason",
        but=_REASON_FORGOTTEN,
    ),
    **_kept(
        "voiding",
        *("call_id", "at", "staff_id", "reason", "duplicate_of_id", "was", "ended"),
        words="why a call was void",
        ended="OLD.undone_at IS NOT NULL",
        text="words",
        but=_VOIDING_FORGOTTEN,
    ),
    **_kept("erasure", "at", "staff_id", "reason", "calls", words="an erasure"),
    "erasure_not_replaced": """
        CREATE TRIGGER erasure_not_replaced BEFORE INSERT ON erasure
        WHEN EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'an erasure is never replaced'); END""",
    # Else they could be somebody again, and what was said of their calls be changed in the name of an erasure.
    "customer_forgotten_for_good": """
        CREATE TRIGGER customer_forgotten_for_good BEFORE UPDATE ON customer WHEN OLD.erasure_id IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a customer is forgotten for good'); END""",
    # Its name and its content may go, with an erasure or in their time; that it was there does not.
    **_kept(
        "attachment",
        *("call_id", "size", "digest", "added_at", "added_by_id"),
        words="an attachment",
    ),
    "attachment_not_replaced": """
        CREATE TRIGGER attachment_not_replaced BEFORE INSERT ON attachment
        WHEN EXISTS (SELECT 1 FROM attachment WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'an attachment is never replaced'); END""",
    # Who owns it and when it is looked at again may change; what it says does not.
    **_kept("written_policy", "issued_at", "issued_by_id", "words", "content", words="a written policy"),
    "written_policy_not_replaced": """
        CREATE TRIGGER written_policy_not_replaced BEFORE INSERT ON written_policy
        WHEN EXISTS (SELECT 1 FROM written_policy WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'a written policy is never replaced'); END""",
    **_at_the_end("event", words="an event"),
    **_at_the_end("agreement", words="an agreement"),
    **_of_one_that_is_there("event_words", "event_id", "event", words="an event"),
    **_of_one_that_is_there("agreement_words", "agreement_id", "agreement", words="an agreement"),
    "call_not_replaced": """
        CREATE TRIGGER call_not_replaced BEFORE INSERT ON call
        WHEN EXISTS (SELECT 1 FROM call WHERE id = NEW.id)
          OR (NEW.source IS NOT NULL
              AND EXISTS (SELECT 1 FROM call WHERE source = NEW.source AND source_ref = NEW.source_ref))
        BEGIN SELECT RAISE(ABORT, 'a call is never replaced'); END""",
    "call_not_removed": """
        CREATE TRIGGER call_not_removed BEFORE DELETE ON call
        BEGIN SELECT RAISE(ABORT, 'a call is never removed'); END""",
    "call_keeps_its_reference": """
        CREATE TRIGGER call_keeps_its_reference BEFORE UPDATE ON call
        WHEN NEW.id <> OLD.id OR NEW.source IS NOT OLD.source OR NEW.source_ref IS NOT OLD.source_ref
        BEGIN SELECT RAISE(ABORT, 'a call keeps its reference'); END""",
    # "Logged" in an end that nobody came to: an end is an act, with what it asks for.
    "call_not_logged_over": """
        CREATE TRIGGER call_not_logged_over BEFORE INSERT ON call WHEN NEW.state IN ('lapsed', 'void')
        BEGIN SELECT RAISE(ABORT, 'a call lapses or is void after it was logged'); END""",
    # Without these two an old yes could close a call again.
    "call_cycles_go_forward": """
        CREATE TRIGGER call_cycles_go_forward BEFORE UPDATE OF cycle ON call WHEN NEW.cycle < OLD.cycle
        BEGIN SELECT RAISE(ABORT, 'cycles of a call go forward'); END""",
    "call_reopened_in_a_new_cycle": """
        CREATE TRIGGER call_reopened_in_a_new_cycle BEFORE UPDATE OF state ON call
        WHEN OLD.state = 'closed' AND NEW.state <> 'closed' AND NEW.cycle <= OLD.cycle
        BEGIN SELECT RAISE(ABORT, 'a closed call is reopened in a new cycle'); END""",
    "call_not_logged_closed": """
        CREATE TRIGGER call_not_logged_closed BEFORE INSERT ON call WHEN NEW.state = 'closed'
        BEGIN SELECT RAISE(ABORT, 'a call is closed only when the customer agrees'); END""",
    "call_closed_only_when_agreed": f"""
        CREATE TRIGGER call_closed_only_when_agreed BEFORE UPDATE ON call
        WHEN NEW.state = 'closed' AND (OLD.state NOT IN ('resolved', 'closed') OR {_AGREED} IS NOT 'yes')
        BEGIN SELECT RAISE(ABORT, 'a call is closed only when the customer agrees'); END""",
    # Void is for what was never a call of its own: a yes is not made undone by it.
    "call_closed_never_void": """
        CREATE TRIGGER call_closed_never_void BEFORE UPDATE OF state ON call
        WHEN OLD.state = 'closed' AND NEW.state = 'void'
        BEGIN SELECT RAISE(ABORT, 'a closed call is never void'); END""",
    "call_void_with_its_reason": """
        CREATE TRIGGER call_void_with_its_reason BEFORE UPDATE OF state ON call
        WHEN NEW.state = 'void' AND OLD.state <> 'void'
          AND NOT EXISTS (SELECT 1 FROM voiding WHERE call_id = NEW.id AND undone_at IS NULL)
        BEGIN SELECT RAISE(ABORT, 'a call is void with its reason'); END""",
    "call_void_becomes_what_it_was": """
        CREATE TRIGGER call_void_becomes_what_it_was BEFORE UPDATE OF state ON call
        WHEN OLD.state = 'void' AND NEW.state NOT IN ('void', 'closed')
          AND NEW.state IS NOT (SELECT was FROM voiding WHERE call_id = NEW.id ORDER BY id DESC LIMIT 1)
        BEGIN SELECT RAISE(ABORT, 'a void call becomes what it was'); END""",
    "voiding_not_replaced": """
        CREATE TRIGGER voiding_not_replaced BEFORE INSERT ON voiding
        WHEN EXISTS (
            SELECT 1 FROM voiding
            WHERE id = NEW.id OR (call_id = NEW.call_id AND undone_at IS NULL AND NEW.undone_at IS NULL))
        BEGIN SELECT RAISE(ABORT, 'why a call was void is never replaced'); END""",
    # Else a call could be restored to something that it never was.
    "voiding_of_what_it_was": """
        CREATE TRIGGER voiding_of_what_it_was AFTER INSERT ON voiding
        WHEN NEW.was IS NOT (SELECT state FROM call WHERE id = NEW.call_id)
        BEGIN SELECT RAISE(ABORT, 'a void call was what it was'); END""",
    "call_lapsed_only_when_resolved": """
        CREATE TRIGGER call_lapsed_only_when_resolved BEFORE UPDATE OF state ON call
        WHEN NEW.state = 'lapsed' AND OLD.state NOT IN ('resolved', 'lapsed', 'void')
        BEGIN SELECT RAISE(ABORT, 'only a resolved call lapses'); END""",
    "call_lapsed_reopened_in_a_new_cycle": """
        CREATE TRIGGER call_lapsed_reopened_in_a_new_cycle BEFORE UPDATE OF state ON call
        WHEN OLD.state = 'lapsed' AND NEW.state NOT IN ('lapsed', 'void', 'closed') AND NEW.cycle <= OLD.cycle
        BEGIN SELECT RAISE(ABORT, 'a lapsed call is reopened in a new cycle'); END""",
    # REPLACE of another id with the same number would take the message away that customers were told.
    "incident_message_number_once": """
        CREATE TRIGGER incident_message_number_once BEFORE INSERT ON incident_message
        WHEN EXISTS (SELECT 1 FROM incident_message WHERE incident_id = NEW.incident_id AND number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'a message of an incident is never replaced'); END""",
    "approval_not_replaced": """
        CREATE TRIGGER approval_not_replaced BEFORE INSERT ON approval
        WHEN EXISTS (SELECT 1 FROM approval WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'what was asked is never replaced'); END""",
    "approval_asked_first": """
        CREATE TRIGGER approval_asked_first AFTER INSERT ON approval WHEN NEW.state <> 'asked'
        BEGIN SELECT RAISE(ABORT, 'an approval is asked for first'); END""",
    # Only what was told by phone, and is unconfirmed, may turn out otherwise: what was told as refused is asked again.
    "approval_decided_once": f"""
        CREATE TRIGGER approval_decided_once BEFORE UPDATE ON approval
        WHEN OLD.state <> 'asked' AND (
            (NEW.state <> OLD.state AND NOT (
                OLD.means IS 'phone' AND OLD.confirmed_at IS NULL
                AND ((OLD.state = 'granted' AND NEW.state = 'refused')
                  OR (OLD.state = 'refused' AND NEW.state = 'asked'))))
            OR (NEW.state = OLD.state AND (
                NEW.decided_at IS NOT OLD.decided_at OR NEW.decided_by_id IS NOT OLD.decided_by_id
                OR NEW.decided_by_name <> OLD.decided_by_name OR NEW.means IS NOT OLD.means
                OR (NEW.words <> OLD.words AND NOT ({_DECISION_FORGOTTEN}))))
            OR (OLD.confirmed_at IS NOT NULL AND (
                NEW.confirmed_at IS NOT OLD.confirmed_at OR NEW.confirmed_by_id IS NOT OLD.confirmed_by_id)))
        BEGIN SELECT RAISE(ABORT, 'an approval is decided once'); END""",
    # Else who was on call in the past could be changed by a version dated back.
    "rota_version_goes_forward": """
        CREATE TRIGGER rota_version_goes_forward BEFORE INSERT ON rota_version
        WHEN EXISTS (
            SELECT 1 FROM rota_version
            WHERE rota_id = NEW.rota_id AND (valid_from > NEW.valid_from OR number >= NEW.number))
        BEGIN SELECT RAISE(ABORT, 'a version of a rota never reaches back'); END""",
    "agreement_of_the_present_cycle": """
        CREATE TRIGGER agreement_of_the_present_cycle BEFORE INSERT ON agreement
        WHEN NOT EXISTS (
            SELECT 1 FROM call WHERE id = NEW.call_id AND cycle = NEW.cycle AND state = 'resolved')
        BEGIN SELECT RAISE(ABORT, 'an agreement belongs to the present cycle of a resolved call'); END""",
}
