"""Rows for tests of the call list."""

from datetime import UTC, datetime, timedelta

from deskapp.services.calls.row import CallRow

NOW = datetime(2026, 11, 23, 14, 12, 7, tzinfo=UTC)


def call(number: int, **other: object) -> CallRow:
    """A call that is due, in real time, so many minutes from NOW as its number says."""
    due = NOW + timedelta(minutes=number, seconds=30)
    row = CallRow(
        id=number,
        ref=f"C-{number:05}",
        priority="P3",
        customer=f"Customer {number}",
        summary=f"Summary {number}",
        state="open",
        escalated=False,
        clock="resolution",
        due_at=due,
        warn_at=due - timedelta(minutes=15),
        calendar_id=None,
        paused=None,
        owner_id=1,
        owner="Sam",
        with_name="",
        logged_at=NOW - timedelta(days=1),
        customer_deadline=None,
        signs=(),
    )
    return row._replace(**other)  # type: ignore[arg-type]
