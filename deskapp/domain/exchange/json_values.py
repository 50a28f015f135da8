"""Values as JSON has them: instants in UTC, lengths of time in seconds, codes by their word."""

from datetime import UTC, datetime
from typing import Any


def iso(at: datetime | None) -> str | None:
    """An instant as ISO 8601 in UTC with Z."""
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def fields(value: Any, *names: str) -> dict[str, Any]:
    """Some attributes as JSON has them: instants in UTC, codes as text, lengths of time in seconds."""
    return {name: as_json(getattr(value, name)) for name in names}


def as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, (tuple, list)):
        return [as_json(one) for one in value]
    if isinstance(value, dict):
        return {str(name): as_json(one) for name, one in value.items()}
    if hasattr(value, "total_seconds"):
        return seconds(value)
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def seconds(length: Any) -> int | float:
    """Whole where it is whole."""
    exact: float = length.total_seconds()
    return int(exact) if exact == int(exact) else exact
