"""Why an act is refused, and what is wrong with a field: codes, which the screens put into words."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why an act was refused, or a file cannot be used."""

    # Who acts, and what the role covers
    NOBODY_SIGNED_IN = "nobody_signed_in"
    STAFF_UNKNOWN = "staff_unknown"
    STAFF_INACTIVE = "staff_inactive"
    ROLE_TOO_LOW = "role_too_low"
    LAST_MANAGER = "last_manager"

    # PINs and the recovery code
    PIN_WRONG = "pin_wrong"
    PIN_WAIT = "pin_wait"
    PIN_MISSING = "pin_missing"
    PIN_START = "pin_start"
    PIN_FROM_ABOVE = "pin_from_above"
    PIN_THERE = "pin_there"
    PIN_OWN = "pin_own"
    CODE_WRONG = "code_wrong"
    CODE_MISSING = "code_missing"

    # Calls
    CALL_UNKNOWN = "call_unknown"
    CALL_NOT_SHOWN = "call_not_shown"
    CALL_STATE = "call_state"
    CALL_EDITED = "call_edited"
    STATE_CHANGED = "state_changed"
    OWNER_CHANGED = "owner_changed"
    PRIORITY_CHANGED = "priority_changed"
    NEXT_STEP_CHANGED = "next_step_changed"
    OWNER_ALREADY = "owner_already"
    PRIORITY_HIGH_ENOUGH = "priority_high_enough"
    ASKED_ALREADY = "asked_already"
    ASKED_ONESELF = "asked_oneself"
    OWNER_LEFT = "owner_left"
    NOT_ASKED = "not_asked"
    CHANGED_SINCE = "changed_since"
    UNDO_OVER = "undo_over"
    CUSTOMER_CHANGED = "customer_changed"
    NOT_YOUR_CALL = "not_your_call"
    NOT_YOUR_CALL_TO_GIVE = "not_your_call_to_give"
    STILL_ESCALATED = "still_escalated"
    NO_MEASURES_BY_AGENT = "no_measures_by_agent"
    REPORT_OF_ONE = "report_of_one"
    ONLY_SUPERVISORS_LAPSE = "only_supervisors_lapse"
    TOO_FEW_ATTEMPTS = "too_few_attempts"
    NOT_YOUR_CALL_TO_VOID = "not_your_call_to_void"

    # Lists of calls
    VIEW_UNKNOWN = "view_unknown"
    VIEW_EDITED = "view_edited"

    # Confidential calls
    CONFIDENTIAL = "confidential"
    ALREADY_CONFIDENTIAL = "already_confidential"
    NOT_CONFIDENTIAL = "not_confidential"
    ONLY_OWNER_NAMES = "only_owner_names"
    NAMED_CHANGED = "named_changed"

    # Files and pictures kept with a call
    ATTACHMENT_UNKNOWN = "attachment_unknown"
    ATTACHMENT_GONE = "attachment_gone"
    ATTACHMENT_TOO_LARGE = "attachment_too_large"
    ATTACHMENT_NO_FILE = "attachment_no_file"
    ATTACHMENT_UNREADABLE = "attachment_unreadable"
    ATTACHMENT_NOT_YOURS = "attachment_not_yours"
    ATTACHMENT_ONLY_SAVED = "attachment_only_saved"
    ATTACHMENT_DAMAGED = "attachment_damaged"

    # Fonts for papers
    FONT_UNKNOWN = "font_unknown"

    # Promises
    PROMISE_UNKNOWN = "promise_unknown"
    PROMISE_OVER = "promise_over"

    # Escalations
    ESCALATION_UNKNOWN = "escalation_unknown"
    ESCALATION_OVER = "escalation_over"
    ESCALATION_ACCEPTED = "escalation_accepted"
    HANDOFF_AMENDED = "handoff_amended"
    ESCALATED_MEANWHILE = "escalated_meanwhile"

    # Approvals and limits of authority
    APPROVAL_UNKNOWN = "approval_unknown"
    APPROVAL_DECIDED = "approval_decided"
    APPROVAL_OWN = "approval_own"
    APPROVAL_BEYOND = "approval_beyond"
    APPROVAL_NOT_YOURS = "approval_not_yours"
    APPROVAL_OUTSIDE = "approval_outside"
    AUTHORITY_EDITED = "authority_edited"

    # Major incidents
    INCIDENT_UNKNOWN = "incident_unknown"
    INCIDENT_OVER = "incident_over"
    INCIDENT_OPEN = "incident_open"
    INCIDENT_EDITED = "incident_edited"
    NOT_YOUR_INCIDENT = "not_your_incident"
    INCIDENT_JOINED = "incident_joined"
    INCIDENT_JOINED_OTHER = "incident_joined_other"
    INCIDENT_NOT_IN_IT = "incident_not_in_it"
    INCIDENT_TOLD = "incident_told"
    INCIDENT_MESSAGE_NEWER = "incident_message_newer"
    INCIDENT_STEP_DONE = "incident_step_done"
    INCIDENT_STEP_OPEN = "incident_step_open"
    INCIDENT_STEP_UNKNOWN = "incident_step_unknown"
    INCIDENT_CHECKLIST_EDITED = "incident_checklist_edited"

    # Customers and contacts
    CUSTOMER_UNKNOWN = "customer_unknown"
    CUSTOMER_EDITED = "customer_edited"
    PERSON_UNKNOWN = "person_unknown"
    PERSON_EDITED = "person_edited"
    PLACE_UNKNOWN = "place_unknown"
    PLACE_EDITED = "place_edited"
    EQUIPMENT_UNKNOWN = "equipment_unknown"
    EQUIPMENT_EDITED = "equipment_edited"
    EQUIPMENT_NO_COLUMNS = "equipment_no_columns"
    CUSTOMER_MERGED = "customer_merged"
    CUSTOMER_FORGOTTEN = "customer_forgotten"
    CUSTOMER_HELD = "customer_held"
    CALL_EXPIRED = "call_expired"
    HELD_ALREADY = "held_already"
    NOT_HELD = "not_held"
    RETENTION_CHANGED = "retention_changed"
    NO_RULE = "no_rule"
    NOT_OLD_ENOUGH = "not_old_enough"
    CUSTOMER_NOT_OVER = "customer_not_over"
    CALL_FORGOTTEN = "call_forgotten"
    MERGE_UNDONE = "merge_undone"
    MERGE_NOT_LAST = "merge_not_last"
    CONTACT_UNKNOWN = "contact_unknown"
    CONTACT_EDITED = "contact_edited"
    BOTH_HAVE_A_CALL = "both_have_a_call"

    # Categories, routes and rotas
    CATEGORY_UNKNOWN = "category_unknown"
    CATEGORY_EDITED = "category_edited"
    FIELDS_MISSING = "fields_missing"
    TEMPLATE_UNKNOWN = "template_unknown"
    TEMPLATE_EDITED = "template_edited"
    ROUTE_UNKNOWN = "route_unknown"
    ROUTE_EDITED = "route_edited"
    ROTA_UNKNOWN = "rota_unknown"
    ROTA_EDITED = "rota_edited"
    OVERRIDE_UNKNOWN = "override_unknown"

    # Phrases and signs to escalate
    PHRASE_UNKNOWN = "phrase_unknown"
    PHRASE_EDITED = "phrase_edited"
    PHRASES_EDITED = "phrases_edited"
    TRIGGER_UNKNOWN = "trigger_unknown"
    TRIGGER_EDITED = "trigger_edited"

    # The desk and its rules
    SITE_EDITED = "site_edited"
    STAFF_EDITED = "staff_edited"
    HOURS_EDITED = "hours_edited"
    TARGETS_EDITED = "targets_edited"
    PRIORITIES_EDITED = "priorities_edited"
    SIGN_WORDS_EDITED = "sign_words_edited"
    SIGN_WORDS_UNKNOWN = "sign_words_unknown"
    POLICY_EDITED = "policy_edited"
    CALENDAR_UNKNOWN = "calendar_unknown"
    NO_POLICY = "no_policy"
    POLICY_ISSUED = "policy_issued"
    POLICY_NOT_ISSUED = "policy_not_issued"

    # A desk's file, and what it lies on
    MISSING = "missing"
    EXISTS = "exists"
    GONE = "gone"
    REPLACED = "replaced"
    ENCRYPTED = "encrypted"
    OPEN_ELSEWHERE = "open_elsewhere"
    ALREADY_ENCRYPTED = "already_encrypted"
    NOT_ENCRYPTED = "not_encrypted"
    PASSPHRASE_REFUSED = "passphrase_refused"
    PASSPHRASE_NOT_GIVEN = "passphrase_not_given"
    PLACE_AWAY = "place_away"
    COPY_UNKNOWN = "copy_unknown"
    COPY_FOREIGN = "copy_foreign"
    SAVED_MEANWHILE = "saved_meanwhile"
    NOT_SURE = "not_sure"
    NO_HEAD = "no_head"
    WRITTEN_OVER = "written_over"
    LOG_GONE = "log_gone"
    UNFINISHED = "unfinished"
    VERSION_UNKNOWN = "version_unknown"
    EMPTY = "empty"
    NOT_A_DATABASE = "not_a_database"
    FOREIGN = "foreign"
    OLDER = "older"
    NEWER = "newer"
    DAMAGED = "damaged"
    ROW_UNREADABLE = "row_unreadable"
    LEFT_AS_IT_IS = "left_as_it_is"
    NOTHING_TO_SALVAGE = "nothing_to_salvage"
    DISK_FULL = "disk_full"
    NO_ROOM = "no_room"
    TELLER_ENDED = "teller_ended"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    TAKEN_BACK = "taken_back"
    TOO_FAR = "too_far"
    IO = "io"
    NOT_READABLE = "not_readable"
    NOT_WRITABLE = "not_writable"
    NETWORK_WAL = "network_wal"
    DESK_CLOSED = "desk_closed"

    # Other files, and printers
    FILE_NOT_WRITTEN = "file_not_written"
    PRINTER_NOT_STARTED = "printer_not_started"
    PRINTER_STOPPED = "printer_stopped"
    PRINTER_REFUSED = "printer_refused"
    PRINTER_SILENT = "printer_silent"
    LEFT_UNRECORDED = "left_unrecorded"
    SHEET_UNDECIDED = "sheet_undecided"

    # Files of contacts
    CONTACTS_MISSING = "contacts_missing"
    CONTACTS_UNREADABLE = "contacts_unreadable"
    CONTACTS_TOO_LARGE = "contacts_too_large"
    CONTACTS_EMPTY = "contacts_empty"
    CONTACTS_NO_NAME = "contacts_no_name"
    CONTACTS_NO_CARD = "contacts_no_card"

    # Tables from outside, and what is imported from them
    CANCELLED = "cancelled"
    CSV_MISSING = "csv_missing"
    CSV_UNREADABLE = "csv_unreadable"
    CSV_EMPTY = "csv_empty"
    CSV_ENCODING = "csv_encoding"
    CSV_COLUMNS_MISSING = "csv_columns_missing"
    IMPORT_UNKNOWN = "import_unknown"
    IMPORT_UNDONE = "import_undone"
    IMPORT_NEWER = "import_newer"
    IMPORT_BUILT_ON = "import_built_on"
    WENT_WITH_ITS_IMPORT = "went_with_its_import"
    TABLE_KIND = "table_kind"
    TABLE_TOO_LARGE = "table_too_large"

    # Met by the command line alone
    PIN_NOT_GIVEN = "pin_not_given"
    DUMP_MISSING = "dump_missing"
    DUMP_UNREADABLE = "dump_unreadable"
    DUMP_NOT_UTF8 = "dump_not_utf8"
    DUMP_FOREIGN = "dump_foreign"
    DUMP_OTHER_SCHEMA = "dump_other_schema"
    DUMP_TABLE = "dump_table"
    DUMP_VALUE = "dump_value"
    DUMP_ROW = "dump_row"
    DUMP_UNSOUND = "dump_unsound"
    EXPORT_KIND = "export_kind"
    LOCK_UNREADABLE = "lock_unreadable"
    LOCK_DIFFERS = "lock_differs"
    ADVISORIES_MISSING = "advisories_missing"
    ADVISORIES_NONE = "advisories_none"
    OVER_THE_DESK = "over_the_desk"
    FILE_THERE = "file_there"
    PERIOD_HALF = "period_half"
    MAPPING_MISSING = "mapping_missing"
    MAPPING_UNREADABLE = "mapping_unreadable"
    MAPPING_INCOMPLETE = "mapping_incomplete"
    MAPPING_UNKNOWN_KEY = "mapping_unknown_key"
    MAPPING_VALUE = "mapping_value"
    CONFIDENTIAL_AS = "confidential_as"
    NEVER_ESCALATED = "never_escalated"
    NO_SUCH_ACCOUNT = "no_such_account"
    ACCOUNT_OF_SEVERAL = "account_of_several"
    NO_HANDOFF = "no_handoff"
    NOBODY_NAMED = "nobody_named"
    NO_OWNER_NAMED = "no_owner_named"
    NO_CONTACT_NAMED = "no_contact_named"
    NAME_OF_SEVERAL = "name_of_several"
    ONE_PLACE_TWICE = "one_place_twice"
    NOBODY_WORKS_HERE = "nobody_works_here"
    OUTPUT_NOT_WRITTEN = "output_not_written"
    NO_NUMBER = "no_number"

    # Practice
    PRACTICE_NOT_YOURS = "practice_not_yours"
    PRACTICE_NOT_OVER = "practice_not_over"
    PRACTICE_TRY_UNKNOWN = "practice_try_unknown"
    SCENARIO_UNKNOWN = "scenario_unknown"

    # Agreed actions
    ACTION_UNKNOWN = "action_unknown"
    ACTION_CHANGED = "action_changed"
    ACTION_NOT_YOURS = "action_not_yours"

    # Signals
    SIGNAL_UNKNOWN = "signal_unknown"
    SIGNAL_CHANGED = "signal_changed"
    FEEDBACK_NOT_SENT = "feedback_not_sent"
    # Reviews of calls
    REVIEW_OWN = "review_own"
    REVIEW_NOT_LISTED = "review_not_listed"
    REVIEW_NOT_YOURS = "review_not_yours"
    REVIEW_NOT_FINISHED = "review_not_finished"
    REVIEW_CHANGED = "review_changed"
    REVIEW_FIXED = "review_fixed"
    SCORECARD_UNKNOWN = "scorecard_unknown"
    SCORECARD_CHANGED = "scorecard_changed"

    # Told field by field; and a mistake of ours
    INVALID = "invalid"
    BUG = "bug"


class FieldFault(StrEnum):
    """What is wrong with one field of what was entered."""

    # Whatever the field
    MISSING = "missing"
    UNKNOWN = "unknown"
    PAST = "past"
    FUTURE = "future"
    BELOW_ZERO = "below_zero"
    MONTHS = "months"
    BELOW_ONE = "below_one"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    NAMES_THEM = "names_them"
    TAKEN = "taken"
    INACTIVE = "inactive"
    STAFF_GONE = "staff_gone"
    ONESELF = "oneself"
    TWICE = "twice"

    # Times, hours and time zones
    UNKNOWN_ZONE = "unknown_zone"
    BAD_TIME = "bad_time"
    BAD_DAY = "bad_day"
    OVERLAP = "overlap"
    NO_HOURS = "no_hours"
    NOT_AWARE = "not_aware"
    ENDS_BEFORE_START = "ends_before_start"
    TARGET_BELOW_ZERO = "target_below_zero"
    LOCK_MINUTES = "lock_minutes"
    WARM_GOAL = "warm_goal"
    GAPS_MOST = "gaps_most"

    # What a contact answered
    FIXED_AND_NOT = "fixed_and_not"

    # Attachments
    ATTACHMENT_LIMIT = "attachment_limit"

    # Fonts for papers
    FONT_TOO_LARGE = "font_too_large"
    FONT_UNKNOWN_KIND = "font_unknown_kind"
    FONT_BROKEN = "font_broken"
    FONT_NOT_ALLOWED = "font_not_allowed"
    FONT_THERE = "font_there"
    FONT_UNREADABLE = "font_unreadable"

    # Staff
    NAME_OF_ANOTHER = "name_of_another"

    # PINs
    PASSPHRASE_SHORT = "passphrase_short"
    PASSPHRASE_EASY = "passphrase_easy"
    PASSPHRASE_UNTYPABLE = "passphrase_untypable"
    PASSPHRASE_WRONG = "passphrase_wrong"
    PASSPHRASES_DIFFER = "passphrases_differ"
    PIN_SHORT = "pin_short"
    PIN_LONG = "pin_long"
    PIN_SAME = "pin_same"
    PIN_RUN = "pin_run"
    PIN_IS_START = "pin_is_start"

    # Calls and how they end
    OF_ANOTHER_CATEGORY = "of_another_category"
    OF_ANOTHER_CUSTOMER = "of_another_customer"
    NOT_EARLIER = "not_earlier"
    RESOLVE_INSTEAD = "resolve_instead"
    WHAT_IS_MISSING = "what_is_missing"
    AFTER_A_YES = "after_a_yes"
    ONE_TO_FIVE = "one_to_five"
    DOES_NOT_WAIT = "does_not_wait"
    CALL_IS_OVER = "call_is_over"
    NO_NEXT_STEP = "no_next_step"
    NOT_A_DUPLICATE = "not_a_duplicate"
    THE_SAME_CALL = "the_same_call"
    THE_SAME_CUSTOMER = "the_same_customer"
    IS_VOID = "is_void"
    IS_OVER = "is_over"
    HAS_DUPLICATES = "has_duplicates"
    MORE_THAN_ALL = "more_than_all"

    # Escalations
    ALREADY_WITH_THEM = "already_with_them"
    NOT_WITH_THESE_TYPES = "not_with_these_types"
    WITHOUT_THE_TYPE = "without_the_type"
    NOT_RAISED = "not_raised"
    NOT_ON_CALL_NOW = "not_on_call_now"
    NOT_ON_CALL_THEN = "not_on_call_then"

    # Approvals and limits of authority
    WITHIN_OWN_LIMIT = "within_own_limit"
    ASKED_ALREADY = "asked_already"
    NO_AMOUNT_OF_THIS = "no_amount_of_this"
    ONESELF_DECIDES = "oneself_decides"
    ONESELF_BY_PHONE = "oneself_by_phone"
    TOO_LITTLE_AUTHORITY = "too_little_authority"
    LESS_THAN_BELOW = "less_than_below"
    CURRENCY_TOO_LONG = "currency_too_long"

    # Major incidents
    LEADS_ALREADY = "leads_already"
    INCIDENT_WITHOUT_THE_TYPE = "incident_without_the_type"
    INCIDENT_OVER = "incident_over"

    # Routes and rotas
    CHAIN_LOOPS = "chain_loops"
    NOBODY_IN_IT = "nobody_in_it"
    MEMBER_LEFT = "member_left"
    SAME_PERSON = "same_person"

    # Phrases and guides
    UNKNOWN_PLACE = "unknown_place"
    BRACKETS_OPEN = "brackets_open"
    SAID_ALREADY = "said_already"
    NO_WORDS = "no_words"
    BETTER_AVOIDED = "better_avoided"
    NO_ADDRESS = "no_address"

    # Fields of a category
    FIELD_GONE = "field_gone"
    NO_NUMBER = "no_number"
    TWO_NUMBERS = "two_numbers"
    NOT_A_CHOICE = "not_a_choice"
    NO_CHOICES = "no_choices"
    TOO_MANY_FIELDS = "too_many_fields"
    NAMED_TWICE = "named_twice"

    # Agreed actions
    ACTION_BEFORE = "action_before"
    FEEDBACK_BEFORE = "feedback_before"

    # Practice
    NOT_A_SCENARIO = "not_a_scenario"

    # Reviews of calls
    NOTHING_TO_DRAW = "nothing_to_draw"
    LINES_LEFT = "lines_left"
