"""What the rota's screen is made of: bars, dated shifts as lines, days shown, an instant either way, the dialog."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.rota import Rota, Rotation, Rule, Shift, Window
from deskapp.domain.words import ContactKind
from deskapp.services.directory.acts import SaveContact
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.rotas.views import OnCallView, RotaRow, RotaView, StretchView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.rota import days, shift_lines
from deskapp.ui.rota.bars import bars, place
from deskapp.ui.rota.on_call_at import either_way
from deskapp.ui.rota.rota_dialog import RotaDialog
from deskapp.ui.rota.rotation_fields import RotationFields
from deskapp.ui.rota.swap_dialog import turns
from deskapp.ui.widgets.fields.when import NotUnderstood
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.policy import hours

LONDON = "Europe/London"
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
NAMES = {"1": "Ana", "2": "Ben Ali", "3": "Ana Lee", "4": "ana lee"}


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def stretch(start: datetime, end: datetime, who: int | None, rule: Rule = Rule.ROTATION, **more: object) -> StretchView:
    planned = rule in (Rule.ROTATION, Rule.SHIFT, Rule.SET, Rule.REPLACE)
    return StretchView(start, end, who, NAMES.get(str(who), ""), rule, planned, **more)  # type: ignore[arg-type]


def row(*stretches: StretchView) -> RotaRow:
    rota = Rota(LONDON, [Rotation("week", 1, at(16), ["1", "2"])])
    now = OnCallView(1, "Nights", NOW, 1, "Ana", Rule.ROTATION, "", None, None)
    return RotaRow(RotaView(1, "Nights", True, 1, rota, (), ""), now, stretches)


def test_nights_of_one_person_are_one_bar_and_hours_between_them_are_nobodys() -> None:
    nights = [
        stretch(at(16, 17, 30), at(17, 8), 1),
        stretch(at(17, 8), at(17, 17, 30), None, Rule.OUTSIDE_HOURS),
        stretch(at(17, 17, 30), at(18, 8), 1),
        stretch(at(18, 8), at(18, 17, 30), None, Rule.OUTSIDE_HOURS),
        stretch(at(18, 17, 30), at(19, 8), 2),
    ]
    first, second = bars(row(*nights), date(2026, 11, 16), 7, LONDON, NOW)
    assert (first.name, first.tint, len(first.stretches)) == ("Ana", Tint.INFO, 2)
    assert (first.begin, first.end) == (pytest.approx(17.5 / 24), pytest.approx(2 + 8 / 24))
    assert (second.name, second.tint) == ("Ben Ali", Tint.OK)


def test_a_gap_ahead_is_hatched_and_named_and_one_in_the_past_is_not_pointed_out() -> None:
    gaps = [
        stretch(at(16), at(17), None, Rule.REMOVED, instead_of="Ben Ali"),
        stretch(at(20), at(21), 1, Rule.ENDED),
    ]
    past, ahead = bars(row(*gaps), date(2026, 11, 16), 7, LONDON, NOW)
    assert (past.name, past.beside, past.gap, past.past, past.tint) == ("nobody", "Ben is off", True, True, Tint.PLAIN)
    assert (ahead.name, ahead.gap, ahead.past, ahead.tint) == ("nobody: catch-all Ana", True, False, Tint.OVER)


def test_a_member_who_left_is_a_gap_too() -> None:
    gone = [
        stretch(at(20), at(21), None, Rule.LEFT, instead_of="Ana"),
        stretch(at(21), at(22), 2, Rule.LEFT, instead_of="Ana"),
    ]
    bar, asked = bars(row(*gone), date(2026, 11, 16), 7, LONDON, NOW)
    assert (bar.name, bar.gap) == ("Ana has left", True)
    assert (asked.name, asked.beside, asked.gap) == ("nobody: catch-all Ben Ali", "Ana has left", True)


def test_hours_outside_the_rotas_own_are_a_bar_only_where_they_are_a_gap() -> None:
    silent = [
        stretch(at(20, 8), at(20, 9), None, Rule.OUTSIDE_HOURS, gap=True),
        stretch(at(20, 9), at(20, 17), None, Rule.OUTSIDE_HOURS),
    ]
    (bar,) = bars(row(*silent), date(2026, 11, 16), 7, LONDON, NOW)
    assert (bar.name, bar.gap, bar.stretches) == ("nobody", True, (silent[0],))


def test_a_bar_stands_where_the_wall_clock_is_also_on_the_day_the_clocks_change() -> None:
    there, first = ZoneInfo("Europe/Berlin"), date(2026, 10, 19)
    assert place(datetime(2026, 10, 25, 6, tzinfo=there), first, there) == 6.25


def test_dated_shifts_read_back_as_they_were_written() -> None:
    shifts = [Shift(at(24, 17, 30), at(25, 8), "2"), Shift(at(25), at(26), "9")]
    text = shift_lines.write(shifts, NAMES, LONDON)
    assert text.splitlines() == [
        "2026-11-24 17:30 to 2026-11-25 08:00 Ben Ali",
        "2026-11-25 00:00 to 2026-11-26 00:00 #9",
    ]
    assert shift_lines.read(text, NAMES, LONDON) == shifts


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("tomorrow Ana", "line"),
        ("2026-11-31 10:00 to 2026-12-01 10:00 Ana", "line"),
        ("2026-11-24 10:00 to 2026-11-24 10:00 Ana", "ends_before_start"),
        ("2026-11-24 10:00 to 2026-11-24 11:00 Zoe", "name"),
        ("2026-11-24 10:00 to 2026-11-24 11:00 Ana Lee", "two_names"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_with_its_reason(line: str, code: str) -> None:
    with pytest.raises(shift_lines.LineError) as wrong:
        shift_lines.read("\n2026-11-20 10:00 to 2026-11-20 11:00 ana\n" + line, NAMES, LONDON)
    assert (wrong.value.number, wrong.value.code) == (3, code)


def test_weeks_and_months_turn() -> None:
    week = days.page(date(2026, 12, 31), "week")
    assert (week.first, week.words()) == (date(2026, 12, 28), "28 Dec to 3 January 2027")
    month = days.page(date(2026, 12, 31), "month")
    assert [month.turned(step).words() for step in (-1, 0, 1, 2)] == [
        "November 2026",
        "December 2026",
        "January 2027",
        "February 2027",
    ]
    start, end = days.page(date(2026, 10, 25), "week").instants(ZoneInfo(LONDON))
    assert end - start == timedelta(days=7, hours=1)


def test_an_instant_is_looked_for_in_the_past_and_to_come_and_the_nearest_is_meant() -> None:
    assert either_way("Thu 19 Nov 23:00", NOW, LONDON) == at(19, 23)
    assert either_way("17 Nov 23:00", NOW, LONDON) == at(17, 23)
    assert either_way("", NOW, LONDON) is None
    with pytest.raises(NotUnderstood):
        either_way("whenever", NOW, LONDON)


def test_hours_of_a_rota_are_told_in_a_line() -> None:
    def rota(*windows: Window | None) -> Rota:
        return Rota(LONDON, [Rotation("week", 1, at(16), ["1"], window=window) for window in windows])

    every = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    assert hours.of_rota(rota(None)) == "round the clock"
    assert hours.of_rota(rota(Window(every, "17:30", "08:00"))) == "17:30 to 08:00"
    assert hours.of_rota(rota(Window(("sun", "sat"), "08:00", "17:30"))) == "Sat, Sun 08:00 to 17:30"
    assert hours.of_rota(rota(Window(every, "09:00", "09:00"), None)) == "from 09:00, 24 hours and more"
    assert hours.of_rota(Rota(LONDON, shifts=[Shift(at(24), at(25), "1")])) == "dated shifts"


def test_whole_turns_are_swapped_or_single_shifts() -> None:
    nights = [
        stretch(at(16, 17, 30), at(17, 8), 1),
        stretch(at(17, 8), at(17, 17, 30), None, Rule.OUTSIDE_HOURS),
        stretch(at(17, 17, 30), at(18, 8), 1),
        stretch(at(18, 17, 30), at(19, 8), 2),
    ]
    assert [(turn.start, turn.end) for turn, _name in turns(nights, whole=True)] == [
        (at(16, 17, 30), at(18, 8)),
        (at(18, 17, 30), at(19, 8)),
    ]
    assert len(turns(nights, whole=False)) == 3


def test_the_fields_of_a_rotation_give_back_what_they_were_given(qtbot: QtBot) -> None:
    given = Rotation(
        "day",
        2,
        at(16, 17, 30),
        ["2", "1", "2"],
        until=at(30),
        window=Window(("mon", "sat"), "22:00", "06:00"),
        holidays=[date(2026, 12, 25)],
        on_holidays="all_day",
    )
    fields = RotationFields(given, LONDON, NOW)
    qtbot.addWidget(fields)
    back = fields.rotation(LONDON)
    assert back is not None
    assert back.to_dict() | {"start": ""} == given.to_dict() | {"start": ""}
    assert back.start.astimezone(UTC) == given.start


def test_what_is_wrong_with_a_rotation_is_said_beside_its_field(qtbot: QtBot) -> None:
    fields = RotationFields(None, LONDON, NOW, [date(2026, 12, 25)])
    qtbot.addWidget(fields)
    assert fields.rotation(LONDON) is None
    assert fields.members.accessibleDescription() == "This is needed."
    fields.members.add("1")
    fields.days.set_value(())
    assert fields.rotation(LONDON) is None
    fields.days.set_value(("mon",))
    fields.on_holidays.set_value("rest")
    fields.on_holidays.changed.emit("rest")
    assert fields.holidays.text() == "2026-12-25"
    fields.holidays.setPlainText("Christmas")
    assert fields.rotation(LONDON) is None
    assert fields.holidays.accessibleDescription().startswith("This is no date")


def test_members_are_put_in_order_by_keys_or_buttons(qtbot: QtBot) -> None:
    fields = RotationFields(Rotation("week", 1, at(16), ["1", "2", "3"]), LONDON, NOW)
    qtbot.addWidget(fields)
    fields.members.order.setCurrentRow(2)
    fields.members.order.move_current(-1)
    fields.members.order.move_current(-1)
    assert fields.members.members == ["3", "1", "2"]
    fields.members.order.remove_current()
    assert fields.members.members == ["1", "2"]


def test_a_new_rota_is_planned_and_what_was_typed_stays_when_it_is_refused(
    place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    ana = desk.directory.save_contact(SaveContact(ContactKind.SENIOR, "Ana")).value.id
    desk.rotas.save(SaveRota("Nights", LONDON, catch_all=ana))
    dialog = RotaDialog(place, None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    wait_idle(place)
    dialog.name.setText("nights")
    dialog.rotations[0].members.add(str(ana))
    dialog.shifts.setPlainText("2026-12-24 17:30 to 2026-12-25 08:00 ana")
    dialog.trigger()
    wait_idle(place)
    assert dialog.name.accessibleDescription() == "There is one of this name already: choose another."
    dialog.name.setText("Weekends")
    dialog.trigger()
    wait_idle(place)
    made = desk.rotas.listed()[1]
    assert (made.name, [shift.member for shift in made.rota.shifts]) == ("Weekends", [str(ana)])
    assert list(made.rota.rotations[0].members) == [str(ana)]


def test_a_plan_that_somebody_changed_meanwhile_is_not_overwritten_unseen(
    place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    ana = desk.directory.save_contact(SaveContact(ContactKind.SENIOR, "Ana")).value.id
    view = desk.rotas.save(SaveRota("Nights", LONDON, catch_all=ana)).value
    dialog = RotaDialog(place, view)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    wait_idle(place)
    desk.rotas.save(SaveRota("Late", LONDON, catch_all=ana, id=view.id, base_version=view.version))
    dialog.trigger()
    wait_idle(place)
    assert dialog.isVisible()
    assert desk.rotas.listed()[0].name == "Late"
    assert "meanwhile" in dialog.name.accessibleDescription()
    dialog.trigger()
    wait_idle(place)
    assert desk.rotas.listed()[0].name == "Nights"
