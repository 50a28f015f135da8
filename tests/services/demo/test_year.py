"""The year of the demo desk is as its plan says, written as the services would have, the same whenever it is opened."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from told_to_services import Noted, connected, play, rows_of

from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ApprovalState
from deskapp.services.demo import service as demo_service
from deskapp.services.demo import year as demo_year
from deskapp.services.demo.plan import Month, months
from deskapp.services.demo.service import make_demo
from deskapp.services.site.check import check
from deskapp.services.work import Work

#: A Friday, and the whole months before it.
OPENED = datetime(2026, 11, 20, 14, 12, 7, tzinfo=UTC)
#: The last day of February, the first instant of a year, and the night that an hour is skipped; the day after a month.
OTHERS = {
    "leap_day": datetime(2028, 2, 29, 11, 5, tzinfo=UTC),
    "new_year": datetime(2027, 1, 1, 0, 0, 1, tzinfo=UTC),
    "hour_skipped_just_now": datetime(2026, 3, 29, 1, 20, tzinfo=UTC),
    "third_of_a_month": datetime(2026, 12, 3, 9, 30, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def noted() -> Noted:
    return Noted()


@pytest.fixture(scope="module")
def made(noted: Noted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, and in `noted` what was done in its year."""
    path = tmp_path_factory.mktemp("year") / "demo.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(demo_year, "Life", noted.life)
        make_demo(path, OPENED)
    return path


def by_month(path: Path, opened: datetime) -> list[Counter[str]]:
    """What was logged, escalated and so on in each of the last whole months, the oldest first."""
    connection = connected(path)
    found = []
    last = opened.date().replace(day=1)
    for _month in months():
        first = (last - timedelta(days=1)).replace(day=1)
        names = "logged", "escalated", "void", "closed", "lapsed", "repeated", "handoffs", "warm"
        names += ("answered_escalated", "content_escalated", "answered_others", "content_others")
        sums = ", ".join(f"sum({name})" for name in names)
        sql = f"SELECT {sums} FROM measured_day WHERE category_id = -1 AND day BETWEEN ? AND ?"
        row = connection.execute(sql, (first.toordinal(), last.toordinal() - 1)).fetchone()
        month = Counter(dict(zip(names, row, strict=True)))
        found.append(month | asked(connection, first, last))
        last = first
    connection.close()
    return found[::-1]


def asked(connection: Any, first: date, last: date) -> Counter[str]:
    """Approvals of the calls that were logged from a local day on, before another."""
    sql = """SELECT approval.state, count(*) FROM approval JOIN measured_call USING (call_id)
             WHERE logged_day >= ? AND logged_day < ? GROUP BY 1"""
    states = dict(map(tuple, connection.execute(sql, (first.toordinal(), last.toordinal())).fetchall()))
    return Counter(asked=sum(states.values()), granted=states.get(ApprovalState.GRANTED, 0))


def of_plan(month: Month) -> Mapping[str, int]:
    passed = sum(month.escalated.values())
    return {
        "logged": month.logged,
        "escalated": passed,
        "void": month.void,
        "closed": month.logged - month.lapsed,
        "lapsed": month.lapsed,
        "repeated": month.repeated,
        "handoffs": passed + month.two,
        "warm": passed + month.two - sum(month.cold),
        "answered_escalated": month.answers[0],
        "content_escalated": month.answers[1],
        "answered_others": month.others[0],
        "content_others": month.others[1],
        "asked": month.refunds[0],
        "granted": month.refunds[1],
    }


def test_each_of_the_last_six_months_is_as_planned(made: Path) -> None:
    assert by_month(made, OPENED) == [of_plan(month) for month in months()]
    assert (months()[-1].logged, sum(months()[-1].escalated.values())) == (214, 39)


@pytest.mark.parametrize("opened", OTHERS.values(), ids=OTHERS.keys())
def test_so_it_is_whenever_it_is_opened(tmp_path: Path, opened: datetime) -> None:
    path = tmp_path / "demo.db"
    make_demo(path, opened)
    *before, last = by_month(path, opened)
    planned = [of_plan(month) for month in months()]
    # Of the last month the story tells some, when it has only just begun: their place is taken, and they are not over.
    assert [dict(month) for month in before] == planned[:-1]
    names = ("logged", "escalated", "asked") if opened.day < 3 else tuple(planned[-1])
    assert [last[name] for name in names] == [planned[-1][name] for name in names]
    assert check(path).findings == ()
    assert _count(path, "call") == 1493


def test_a_call_of_it_is_what_the_services_make_of_its_acts(made: Path, noted: Noted, tmp_path: Path) -> None:
    connection = connected(made)
    about = [row[0] for row in connection.execute("SELECT id FROM call WHERE equipment_id IS NOT NULL AND id < 1400")]
    never = ("tag", "seal", "reassign", "set_priority", "move", "try_contact", "refuse")
    ids = noted.of_each_kind(2, about[:6], never)
    played = tmp_path / "played.db"

    def begin(work: Work) -> None:
        work.clock = FixedClock(OPENED - timedelta(days=366))
        with work.batch():
            demo_service.set_up(work, OPENED)

    play(played, noted, ids, begin)
    by_services = connected(played)
    for call_id in sorted(ids):
        assert rows_of(connection, call_id) == rows_of(by_services, call_id), call_id


def _count(path: Path, table: str) -> int:
    connection = connected(path)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()
