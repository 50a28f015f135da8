"""The rotas of the demo desk: weekly turns after hours, a cover that is over, and gaps ahead."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from deskapp.domain.rota import Rotation, Window
from deskapp.domain.working_time import WEEKDAYS
from deskapp.services.demo.stage import Scene, Stage
from deskapp.services.demo.story import Telling, hours, story
from deskapp.services.rotas.acts import CoverShift, SaveRota, TakeOff

_DAY = timedelta(days=1)
#: The end of a day, where hours are written.
_MIDNIGHT = "24:00"
#: The turns have gone round for so many weeks, a whole number of rounds.
_WEEKS = 52


def set_up(stage: Stage, now: datetime) -> None:
    """Plan the rotas before the first call."""
    zone = story()["site"]["zone"]
    for told in story()["rotas"]:
        window = _window(told, now)
        act = SaveRota(
            name=told["name"],
            zone=zone,
            rotations=(
                Rotation(
                    unit="week",
                    length=1,
                    start=_night(now, window.start, -told["began"] - 7 * _WEEKS),
                    members=[str(stage.contacts[name]) for name in told["members"]],
                    window=window,
                ),
            ),
            catch_all=stage.contacts[told["catch_all"]],
        )
        stage.rotas[told["name"]] = stage.planning.save(act).value.id


def scenes(telling: Telling) -> Iterator[Scene]:
    """Who stood in for whom, and who was taken off without anybody to stand in."""
    supervisor = story()["staff"][0]["name"]
    for told in story()["rotas"]:
        window = _window(told, telling.now)
        for change in told.get("changes", ()):
            start = _night(telling.now, window.start, change["day"])
            end = _night(telling.now, window.end, change["day"] + change["nights"] - (window.end > window.start))
            yield Scene(telling.ago(change["ago"]), supervisor, _change(told["name"], change, start, end))


def _change(rota: str, told: Mapping[str, Any], start: datetime, end: datetime) -> Callable[[Stage], object]:
    def play(stage: Stage) -> object:
        whom = stage.contacts[told["off"]]
        if "covered_by" in told:
            who = stage.contacts[told["covered_by"]]
            return stage.planning.cover(CoverShift(stage.rotas[rota], who, start, end, whom))
        return stage.planning.take_off(TakeOff(stage.rotas[rota], whom, start, end))

    return play


def _window(told: Mapping[str, Any], now: datetime) -> Window:
    """The hours of a contact's calendar, which hang on the instant of the opening."""
    calendar = next(one for one in story()["hours"] if one["name"] == told["hours"])
    start, end = hours(calendar, story()["site"]["zone"], now).to_dict()["week"]["mon"][0]
    return Window(WEEKDAYS, start, end)


def _night(now: datetime, at: str, days: int) -> datetime:
    """A time of day so many days after the present one."""
    zone = ZoneInfo(story()["site"]["zone"])
    day = now.astimezone(zone).date() + days * _DAY
    if at == _MIDNIGHT:
        day, at = day + _DAY, "00:00"
    return datetime.combine(day, time.fromisoformat(at), zone).astimezone(UTC)
