"""The sample of past calls, and small lists in its form."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

#: 890 past calls of a real help desk; where they come from says the README beside the file.
SAMPLE = Path(__file__).resolve().parent / "data" / "incident_event_log_sample.csv.gz"
#: Between two rows of this instant the sample has 249 calls that are not resolved.
NOON = datetime(2016, 3, 10, 12, tzinfo=UTC)

_ROW = {
    "number": "INC1",
    "incident_state": "New",
    "sys_mod_count": "0",
    "sys_updated_by": "Updated by 1",
    "sys_updated_at": "07-03-2016 09:30",
    "opened_at": "07-03-2016 09:30",
    "opened_by": "Opened by 1",
    "caller_id": "Caller 1",
    "location": "Location 1",
    "contact_type": "Phone",
    "category": "Category 1",
    "subcategory": "Subcategory 1",
    "u_symptom": "?",
    "impact": "2 - Medium",
    "urgency": "2 - Medium",
    "priority": "3 - Moderate",
    "assignment_group": "Group 1",
    "assigned_to": "?",
    "reassignment_count": "0",
    "reopen_count": "0",
    "made_sla": "TRUE",
    "vendor": "?",
    "closed_code": "code 1",
    "resolved_by": "?",
    "resolved_at": "?",
    "closed_at": "?",
}
COLUMNS = tuple(_ROW)


def update(change: int, at: str, state: str, **cells: str) -> dict[str, str]:
    """One row of a list in the sample's form: its count of changes, its time on 7 March 2016 or in full, its state."""
    written = at if "-" in at else f"07-03-2016 {at}"
    return {**_ROW, "sys_mod_count": str(change), "sys_updated_at": written, "incident_state": state, **cells}


def text(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def lines(*rows: dict[str, str]) -> Iterator[str]:
    yield from text(*rows).splitlines()
