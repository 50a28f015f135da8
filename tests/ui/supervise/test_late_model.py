"""The rows of the overdue view under their headings: told to the view as they come, fold, change and go."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from deskapp.domain.words import ClockKind
from deskapp.services.overview.late.ask import GroupBy, SortBy
from deskapp.services.overview.late.views import Group, LateRow, NextStep
from deskapp.ui.look.palettes import Tint
from deskapp.ui.supervise.late_model import COLUMNS, LateModel

NOW = datetime(2026, 11, 20, 14, 12, tzinfo=UTC)
LATE, SOON = ClockKind.RESOLUTION, ClockKind.UPDATE


def row(number: int, group: ClockKind | None = LATE, **parts: object) -> LateRow:
    """A call whose resolution is over by so many minutes as its number says."""
    made = LateRow(
        id=number,
        ref=f"C-{number:05}",
        priority="P2",
        customer="Dale Freight",
        person="Jane Doe",
        summary="No toner",
        what=ClockKind.RESOLUTION,
        more=0,
        due_at=NOW - timedelta(minutes=number),
        warn_at=None,
        calendar_id=None,
        last_word_at=NOW - timedelta(minutes=30),
        told=True,
        step=NextStep.WRITTEN,
        step_words="ring the driver",
        step_at=None,
        owner_id=1,
        owner="Lena Fischer",
        with_id=None,
        with_name="",
        with_person="",
        accepted=False,
        accept_by=None,
        state="open",
        paused=None,
        confidential=False,
        masked=False,
        back_from="",
        may_lapse=False,
        asked=False,
        signs=(),
        group=group,
    )
    return made._replace(**parts)


def groups(*counts: tuple[ClockKind | None, int]) -> list[Group]:
    return [Group(key, "", calls, NOW - timedelta(hours=1)) for key, calls in counts]


@pytest.fixture
def model(qapp: object) -> LateModel:
    made = LateModel()
    made.set_site({}, "UTC")
    made.set_now(NOW)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def shown(model: LateModel) -> list[object]:
    found: list[object] = []
    for place in range(model.rowCount()):
        line = model.line(place)
        found.append(line.key if isinstance(line, Group) else line.id)
    return found


def test_pages_come_below_under_their_headings_and_groups_fold(model: LateModel) -> None:
    model.set_rows(GroupBy.WHAT_IS_LATE, groups((LATE, 3), (SOON, 2)), [row(1), row(2)])
    model.add_rows([row(3), row(4, SOON), row(5, SOON)])
    assert shown(model) == [LATE, 1, 2, 3, SOON, 4, 5]
    model.fold(1, True)
    assert shown(model) == [LATE, SOON, 4, 5]
    # What comes into a folded group is counted by its heading alone.
    model.add_rows([row(5, SOON), row(6, SOON)])
    assert shown(model) == [LATE, SOON, 4, 5, 6]
    model.set_rows(GroupBy.WHAT_IS_LATE, groups((LATE, 3), (SOON, 1)), [row(3), row(1), row(2), row(4, SOON)])
    assert shown(model) == [LATE, SOON, 4]
    model.fold(0, False)
    assert shown(model) == [LATE, 3, 1, 2, SOON, 4]
    model.set_rows(GroupBy.NOTHING, groups((None, 2)), [row(1, None), row(2, None)])
    assert shown(model) == [1, 2]
    model.set_rows(GroupBy.NOTHING, [], [])
    assert shown(model) == []


def test_rows_that_say_something_else_stay_where_they_are(model: LateModel) -> None:
    model.set_rows(GroupBy.WHAT_IS_LATE, groups((LATE, 3)), [row(1), row(2), row(3)])
    model.put([row(2, owner="Omar Haddad"), row(9)])
    assert shown(model) == [LATE, 1, 2, 3]
    assert model.data(model.index(2, COLUMNS.index(SortBy.OWNER))) == "Omar Haddad"
    model.mark(frozenset((3,)))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(3, 0), spoken) == "C-00003, changed meanwhile"
    model.set_rows(GroupBy.WHAT_IS_LATE, groups((LATE, 3)), [row(1), row(2), row(3)])
    assert model.data(model.index(3, 0), spoken) == "C-00003"


def test_a_row_says_what_is_late_by_how_much_and_what_asks_for_attention(model: LateModel) -> None:
    told = model.words
    late = row(72, more=1)
    assert (told.what(late), told.over_by(late)) == ("resolve +1", ("1:12", Tint.OVER))
    soon = row(1, what=ClockKind.ACCEPTANCE, due_at=NOW + timedelta(minutes=14), warn_at=NOW)
    assert (told.what(soon), told.over_by(soon)) == ("acceptance", ("0:14 left", Tint.SOON))
    model.set_rows(GroupBy.NOTHING, [], [late])
    assert model.in_full(0, COLUMNS.index(SortBy.CUSTOMER)) == "Dale Freight · Jane Doe\nNo toner"
    assert told.last_word(late) == ("13:42 told", False)
    assert told.last_word(row(1, last_word_at=NOW - timedelta(hours=22), told=False)) == ("Thu 16:12 tried", True)
    assert told.last_word(row(1, last_word_at=None)) == ("never", True)
    assert told.next_step(late) == ("ring the driver", False)
    assert told.next_step(row(1, step=NextStep.NONE, step_words="")) == ("none written", True)
    assert told.who(row(1, with_id=1, with_name="Linetel")) == ("Linetel: nobody yet", True)
    out = row(1, with_id=1, with_name="RMA desk", with_person="Jo Marsh", accepted=True)
    assert told.who(out) == ("Jo Marsh, RMA desk", False)
    masked = row(1, confidential=True, masked=True, customer="", summary="", priority="", last_word_at=None)
    assert (told.customer(masked), told.last_word(masked), told.next_step(masked)) == (
        "Confidential",
        ("", False),
        ("", False),
    )


def test_a_click_of_the_clock_asks_nothing_of_the_whole_list(model: LateModel) -> None:
    changes: list[object] = []
    model.set_rows(GroupBy.WHAT_IS_LATE, groups((LATE, 2)), [row(1), row(2)])
    model.dataChanged.connect(lambda *where: changes.append(where))
    model.modelReset.connect(lambda: changes.append("reset"))
    before = model.countdown(1)
    model.set_now(NOW + timedelta(minutes=5))
    assert (before, model.countdown(1)) == (("0:01", Tint.OVER), ("0:06", Tint.OVER))
    assert changes == []
