"""Instants on paper."""

from datetime import UTC, datetime, timedelta

from deskapp.documents.moments import Moments
from deskapp.language import words

PRINTED = datetime(2026, 11, 21, 13, 6, tzinfo=UTC)


def moments(zone: str = "Europe/London") -> Moments:
    return Moments(zone, PRINTED, words("en"))


def test_an_instant_is_shown_in_the_sites_clock() -> None:
    assert moments("America/New_York").short(PRINTED) == "Sat 21 Nov 08:06"
    assert moments("Pacific/Auckland").short(PRINTED) == "Sun 22 Nov 02:06"


def test_another_year_is_named() -> None:
    assert moments().short(PRINTED.replace(year=2027, month=1, day=4)) == "Mon 4 Jan 2027 13:06"


def test_of_a_repeated_hour_it_is_said_which() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moments().short(first) == "Sun 25 Oct 01:30 BST"
    assert moments().short(first + timedelta(hours=1)) == "Sun 25 Oct 01:30 GMT"
