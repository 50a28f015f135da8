"""The story of a call: who told whom, and small acts as lines."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from deskapp.domain.event_kind import EventKind
from deskapp.services.calls.views import EventView
from deskapp.wording.story import Told, story

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
_number = count(1)


def event(kind: EventKind, by: str = "Lena Fischer", **payload: Any) -> EventView:
    number = next(_number)
    return EventView(number, 1, NOON + timedelta(minutes=number), kind, by, None, None, None, payload)


def told(*events: EventView, me: str = "") -> tuple[Told, ...]:
    return story(events, "Grace Okafor", "No phones", me, "UTC", NOON)


def test_a_conversation_says_who_told_whom_how_and_every_word_of_it() -> None:
    words = "Supplier has not answered yet; we ring their second number. " * 5
    (one,) = told(event(EventKind.CUSTOMER_TOLD, words=words, how="phone", next_update=1_794_838_000_000_000))
    assert (one.title, one.words, one.badge) == ("Lena told Grace Okafor, by phone", words, "LF")
    assert one.also.startswith("next update promised for ")
    assert (one.spoken, one.ours) == (True, True)


def test_what_a_contact_said_is_a_conversation_with_their_answer_and_reference() -> None:
    back, heard = told(
        event(EventKind.HEARD, contact="Dean Marsh", words="The engineer leaves at 14:20"),
        event(EventKind.RETURNED, contact="Dean Marsh", words="Card changed", done="Line card 3", reference="F-88213"),
    )
    assert (heard.title, heard.words, heard.badge) == ("Dean Marsh told Lena", "The engineer leaves at 14:20", "DM")
    assert back.words == "Card changed\nLine card 3"
    assert back.also == "returned · their reference F-88213"
    assert not back.ours


def test_a_small_act_is_a_line_that_says_who_did_it_once() -> None:
    lines = told(
        event(EventKind.NOTE, words="Riser opened"),
        event(EventKind.PAUSED, reason="customer", words="The caretaker fetches the key"),
        event(EventKind.EDITED, changed=["summary"]),
    )
    assert [one.title for one in lines] == [
        "Edited by Lena Fischer",
        "Lena: Waiting for the customer",
        "Lena: Riser opened",
    ]
    assert not any(one.spoken for one in lines)


def test_whoever_reads_it_is_you_and_two_of_one_first_name_are_told_apart() -> None:
    mine, other = told(
        event(EventKind.CUSTOMER_TOLD, "Lena Marsh", words="Yes"),
        event(EventKind.CUSTOMER_TOLD, words="No"),
        me="Lena Fischer",
    )
    assert (mine.title, other.title) == ("You told Grace Okafor", "Lena Marsh told Grace Okafor")
    assert told(event(EventKind.NOT_AGREED, who="Tom Webb"), me="Lena Fischer")[0].title == "Tom Webb told you"


def test_what_was_said_before_the_call_was_given_to_another_customer_was_said_by_the_one_before() -> None:
    after, _given, before = told(
        event(EventKind.LOGGED, channel="phone", priority=None),
        event(EventKind.CUSTOMER_CHANGED, was="Ada Byron", becomes="Grace Okafor"),
        event(EventKind.CUSTOMER_TOLD, words="Ours now"),
    )
    assert before.title == "Ada Byron told Lena, by phone"
    assert before.words == "No phones"
    assert after.title == "Lena told Grace Okafor"
