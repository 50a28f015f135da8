"""The kinds of events that the timeline keeps."""

from enum import StrEnum


class EventKind(StrEnum):
    """What happened, as a line of the timeline is stored."""

    # A call, from its logging to its end
    LOGGED = "logged"
    IMPORTED = "imported"
    IMPORT_UNDONE = "import_undone"
    OPENED = "opened"
    NOTE = "note"
    STEP_TRIED = "step_tried"
    CUSTOMER_TOLD = "customer_told"
    ATTEMPT = "attempt"
    EDITED = "edited"
    PRIORITY = "priority"
    REASSIGNED = "reassigned"
    UPDATE_ASKED = "update_asked"
    UPDATE_ANSWERED = "update_answered"
    UPDATE_WITHDRAWN = "update_withdrawn"
    CUSTOMER_CHANGED = "customer_changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    NOT_AGREED = "not_agreed"
    REOPENED = "reopened"
    LAPSED = "lapsed"
    VOIDED = "voided"
    RESTORED = "restored"
    DUPLICATE_FOUND = "duplicate_found"
    DUPLICATE_UNDONE = "duplicate_undone"
    SATISFACTION = "satisfaction"
    CALL_SHEET = "call_sheet"
    PAPER_FAILED = "paper_failed"
    PAPER_AGAIN = "paper_again"
    TAGGED = "tagged"
    UNTAGGED = "untagged"

    # Who may see it
    MADE_CONFIDENTIAL = "made_confidential"
    MADE_OPEN = "made_open"
    NAMED = "named"

    # Its checklist, and the calls it repeats
    CHECK_DONE = "check_done"
    CHECK_UNDONE = "check_undone"
    REPEAT_LINKED = "repeat_linked"
    REPEAT_UNLINKED = "repeat_unlinked"

    # Files and pictures kept with it
    ATTACHED = "attached"
    ATTACHMENT_REMOVED = "attachment_removed"
    ATTACHMENT_RESTORED = "attachment_restored"

    # Promises and deadlines
    CALL_BACK_PROMISED = "call_back_promised"
    FOLLOW_UP_PROMISED = "follow_up_promised"
    PROMISE_KEPT = "promise_kept"
    PROMISE_MOVED = "promise_moved"
    DEADLINES_MOVED = "deadlines_moved"
    POLICY_APPLIED = "policy_applied"

    # Escalations
    ESCALATED = "escalated"
    CONTACT_TRIED = "contact_tried"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    HEARD = "heard"
    RETURNED = "returned"
    HANDOFF_AMENDED = "handoff_amended"
    SHEET = "sheet"

    # Approvals and limits of authority
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_GRANTED = "approval_granted"
    APPROVAL_REFUSED = "approval_refused"
    APPROVAL_CONFIRMED = "approval_confirmed"
    APPROVAL_DENIED = "approval_denied"
    APPROVAL_WITHDRAWN = "approval_withdrawn"
    AUTHORITY_EDITED = "authority_edited"

    # Major incidents
    INCIDENT_OPENED = "incident_opened"
    INCIDENT_JOINED = "incident_joined"
    INCIDENT_LEFT = "incident_left"
    INCIDENT_STEP = "incident_step"
    INCIDENT_STEP_UNDONE = "incident_step_undone"
    INCIDENT_STEP_ADDED = "incident_step_added"
    INCIDENT_MESSAGE = "incident_message"
    INCIDENT_LEAD = "incident_lead"
    INCIDENT_NOTE = "incident_note"
    INCIDENT_OVER = "incident_over"
    INCIDENT_REOPENED = "incident_reopened"
    INCIDENT_CHECKLIST = "incident_checklist"

    # Staff and their PINs
    STAFF_ADDED = "staff_added"
    STAFF_EDITED = "staff_edited"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    PIN_CHOSEN = "pin_chosen"
    PIN_CHANGED = "pin_changed"
    PIN_RESET = "pin_reset"
    PIN_FAILED = "pin_failed"
    CODE_FAILED = "code_failed"
    WRONG_PINS_KNOWN = "wrong_pins_known"
    RECOVERY_CODE_MADE = "recovery_code_made"
    RECOVERED = "recovered"

    # The desk and its rules
    DESK_MADE = "desk_made"
    SITE_EDITED = "site_edited"
    HOURS_EDITED = "hours_edited"
    TARGETS_EDITED = "targets_edited"
    POLICY_APPLYING = "policy_applying"
    PRIORITIES_EDITED = "priorities_edited"
    SIGN_WORDS_ADDED = "sign_words_added"
    SIGN_WORDS_EDITED = "sign_words_edited"
    SIGN_WORDS_REMOVED = "sign_words_removed"
    SIGN_WORDS_RESET = "sign_words_reset"
    POLICY_ISSUED = "policy_issued"
    POLICY_REVIEWED = "policy_reviewed"
    CLOCK_JUMPED = "clock_jumped"
    VIEW_SAVED = "view_saved"
    VIEW_REMOVED = "view_removed"

    # Reviews of calls
    REVIEW_DRAWN = "review_drawn"
    REVIEW_CHOSEN = "review_chosen"
    REVIEW_LEFT_OUT = "review_left_out"
    REVIEW_FINISHED = "review_finished"
    REVIEW_SKIPPED = "review_skipped"
    REVIEW_SHARED = "review_shared"
    REVIEW_READ = "review_read"
    REVIEW_ANSWERED = "review_answered"
    SCORECARD_EDITED = "scorecard_edited"

    # Customers and contacts
    CUSTOMER_ADDED = "customer_added"
    CUSTOMER_EDITED = "customer_edited"
    CUSTOMER_FILE = "customer_file"
    CUSTOMERS_MERGED = "customers_merged"
    CUSTOMERS_PARTED = "customers_parted"
    CUSTOMERS_APART = "customers_apart"
    CUSTOMER_FORGOTTEN = "customer_forgotten"
    BACKUPS_REMOVED = "backups_removed"
    DESK_RESTORED = "desk_restored"
    DESK_SALVAGED = "desk_salvaged"
    TIMELINE_MISSED = "timeline_missed"
    TIMELINE_LOOKED_INTO = "timeline_looked_into"

    # How long what is kept
    RETENTION = "retention"
    RETENTION_RULES = "retention_rules"
    HELD = "held"
    HOLD_ENDED = "hold_ended"

    # More of customers and contacts
    ENCRYPTION_SET = "encryption_set"
    ENCRYPTION_CHANGED = "encryption_changed"
    ENCRYPTION_REMOVED = "encryption_removed"
    CONTACT_ADDED = "contact_added"
    CONTACT_EDITED = "contact_edited"
    CONTACTS_MERGED = "contacts_merged"
    CONTACTS_IMPORTED = "contacts_imported"
    CUSTOMERS_IMPORTED = "customers_imported"
    PERSON_ADDED = "person_added"
    PERSON_EDITED = "person_edited"
    PLACE_ADDED = "place_added"
    PLACE_EDITED = "place_edited"
    EQUIPMENT_ADDED = "equipment_added"
    EQUIPMENT_EDITED = "equipment_edited"
    EQUIPMENT_IMPORTED = "equipment_imported"

    # Categories, routes and rotas
    CATEGORY_ADDED = "category_added"
    CATEGORY_EDITED = "category_edited"
    CATEGORY_MOVED = "category_moved"
    TEMPLATE_ADDED = "template_added"
    TEMPLATE_EDITED = "template_edited"
    TEMPLATE_MOVED = "template_moved"
    ROUTE_ADDED = "route_added"
    ROUTE_EDITED = "route_edited"
    ROUTE_MOVED = "route_moved"
    ROUTE_REMOVED = "route_removed"
    ROTA_ADDED = "rota_added"
    ROTA_EDITED = "rota_edited"
    ROTA_COVERED = "rota_covered"
    ROTA_SWAPPED = "rota_swapped"
    ROTA_TAKEN_OFF = "rota_taken_off"
    ROTA_OVERRIDE_ENDED = "rota_override_ended"

    # Agreed actions
    ACTION_MADE = "action_made"
    ACTION_MOVED = "action_moved"
    ACTION_DONE = "action_done"
    ACTION_WITHDRAWN = "action_withdrawn"
    ACTION_REOPENED = "action_reopened"

    # Readiness, and papers of the desk as a whole
    READINESS_KEPT = "readiness_kept"
    GAPS_CHOSEN = "gaps_chosen"
    DESK_PAPER_OUT = "desk_paper_out"
    # Signals, and what others were asked for because of them
    SIGNAL_DISMISSED = "signal_dismissed"
    SIGNAL_GREW = "signal_grew"
    SIGNAL_TAKEN_UP = "signal_taken_up"
    FEEDBACK_MADE = "feedback_made"
    FEEDBACK_SAVED = "feedback_saved"
    FEEDBACK_COPIED = "feedback_copied"
    FEEDBACK_SENT = "feedback_sent"
    FEEDBACK_ANSWERED = "feedback_answered"
    FEEDBACK_WITHDRAWN = "feedback_withdrawn"

    # Fonts for papers
    FONT_ADDED = "font_added"
    FONT_REMOVED = "font_removed"

    # Phrases and signs to escalate
    PHRASE_ADDED = "phrase_added"
    PHRASE_EDITED = "phrase_edited"
    PHRASE_MOVED = "phrase_moved"
    PHRASE_REMOVED = "phrase_removed"
    PHRASES_RESET = "phrases_reset"
    AVOIDED_PHRASE_ADDED = "avoided_phrase_added"
    AVOIDED_PHRASE_EDITED = "avoided_phrase_edited"
    AVOIDED_PHRASE_REMOVED = "avoided_phrase_removed"
    AVOIDED_PHRASES_RESET = "avoided_phrases_reset"
    TRIGGER_ADDED = "trigger_added"
    TRIGGER_EDITED = "trigger_edited"
    TRIGGER_MOVED = "trigger_moved"

    # Never written: a line that stands there, and that nobody can read
    UNREADABLE = "unreadable"

    @classmethod
    def _missing_(cls, value: object) -> "EventKind":
        """A kind that a newer version wrote is no member, but is read all the same and keeps its text."""
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is no kind of event")
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = value
        return unknown


#: Lines without a call that change nothing which is shown or looked for: nothing is read anew where somebody comes and
#: goes.
QUIET = frozenset(
    (
        *(EventKind.SIGNED_IN, EventKind.SIGNED_OUT, EventKind.PIN_FAILED, EventKind.CODE_FAILED),
        EventKind.WRONG_PINS_KNOWN,
        *(EventKind.CLOCK_JUMPED, EventKind.POLICY_APPLYING, EventKind.RETENTION),
    )
)
