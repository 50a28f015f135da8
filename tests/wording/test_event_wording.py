"""Deadlines that moved, as the timeline tells them: both the old and the new."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from deskapp.domain.event_kind import EventKind
from deskapp.services.calls.views import EventView
from deskapp.wording import events as event_wording

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def stored(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def said(kind: str, words: Mapping[str, Any]) -> tuple[str, str]:
    event = EventView(1, 1, NOW, EventKind(kind), "Rita", None, None, None, words)
    return event_wording.event_title(event), event_wording.event_words(event, "UTC", NOW)


MOVED = {"resolution": [stored(NOW.replace(hour=13)), stored(NOW.replace(hour=11))], "update": [None, stored(NOW)]}


def test_a_tier_that_moved_deadlines_tells_both() -> None:
    assert said("deadlines_moved", {"why": "tier", "moved": MOVED}) == (
        "Deadlines moved",
        "the customer's tier changed · Resolve: 13:00 becomes 11:00 · Next update: paused becomes 10:00",
    )


def test_applied_targets_tell_who_did_it_and_what_moved() -> None:
    title, words = said("policy_applied", {"policy": 2, "moved": MOVED})
    assert title == "New targets and hours applied by Rita"
    assert "Resolve: 13:00 becomes 11:00" in words
    for moved in ({}, {"resolution": [None, None]}):
        assert said("policy_applied", {"policy": 2, "moved": moved})[1] == "no deadline moved"


def test_another_category_that_moved_a_deadline_tells_both() -> None:
    words = said("edited", {"changed": ["category_id"], "moved": MOVED})[1]
    assert words.startswith("category · Resolve: 13:00 becomes 11:00")


def test_a_clock_that_was_set_says_by_how_much_and_that_nothing_moved() -> None:
    assert said("clock_jumped", {"seconds": 7200}) == (
        "This machine's clock was set forward",
        "by 2 h; no deadline moved",
    )
    assert said("clock_jumped", {"seconds": -3600})[0] == "This machine's clock was set back"


def test_a_kind_that_a_newer_version_wrote_is_told_by_its_name() -> None:
    assert said("lent_out", {"words": "until Monday"}) == ("Lent out", "")
    assert "lent_out" not in set(EventKind)


def test_a_clock_that_began_late_tells_when_it_is_due() -> None:
    begun = {"response": MOVED["resolution"][1]}
    words = said("policy_applied", {"policy": 2, "moved": {}, "begun": begun})[1]
    assert words.startswith("Response: begins, due ")
