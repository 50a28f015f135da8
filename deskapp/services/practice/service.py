"""What can be played, tries that are kept, and who sees whose."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.practice.play import Step
from deskapp.domain.practice.reading import read
from deskapp.domain.practice.scenario import Scenario, Theme
from deskapp.domain.practice.scoring import score
from deskapp.domain.words import Role
from deskapp.models.site import Staff
from deskapp.services.changes import Changes, Done
from deskapp.services.library.phrases import library
from deskapp.services.people import StaffView
from deskapp.services.practice import written
from deskapp.services.practice.acts import KeepTry, SaveScenario, ShowPractice
from deskapp.services.practice.shipped import shipped, text_of, triggers
from deskapp.services.practice.views import (
    OfTheme,
    OnOffer,
    PastTry,
    PracticeView,
    Practised,
    Result,
    TrainingRecord,
)
from deskapp.services.work import Work, allows
from deskapp.storage.practice_file import PracticeFile

#: Stands for everybody among those whose practice supervisors may see.
_SITE = 0
_PRACTICE = Changes(frozenset(), frozenset(("practice",)))


class Practice:
    """Nothing of it is in the desk's record: it lies in a file of its own. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._file = PracticeFile(work.database.path)

    # Looking

    def view(self) -> PracticeView:
        """Everything that can be played, and what whoever works here has practised."""
        me = self._me()
        with self._file.read() as connection:
            own = {one.id: one for one in _own(connection)}
            scenarios = _all(own)
            tries = _tries(connection, me.id)
            shown = _shown(connection)
        return PracticeView(
            offers=tuple(
                OnOffer(one, one.id in own, tuple(past for past in tries if past.scenario_id == one.id))
                for one in scenarios
            ),
            record=_record(me.id, me.name, tries, scenarios),
            shown=me.id in shown,
            shown_by_site=_SITE in shown,
            others=self._others(me, shown),
        )

    def record(self, staff_id: int) -> TrainingRecord:
        """What somebody has practised. Another's is seen by supervisors alone, where they or the site say so."""
        me = self._me()
        with self._file.read() as connection:
            if staff_id != me.id and staff_id not in dict(self._others(me, _shown(connection))):
                raise NotAllowed(Refusal.PRACTICE_NOT_YOURS)
            with self._work.read() as session:
                staff = session.get(Staff, staff_id)
                if staff is None:
                    raise NotFound(Refusal.STAFF_UNKNOWN, id=staff_id)
                name = staff.name
            return _record(staff_id, name, _tries(connection, staff_id), _all({s.id: s for s in _own(connection)}))

    def practised(self, theme: Theme, since: datetime) -> Practised:
        """How many agents played a scenario for this to its end since then; where a desk has no agents, of all staff.

        Only of those who show their practice, or all where the site says so. For supervisors, and for the command line.
        """
        with self._work.read() as session:
            if self._work.staff_id is not None:
                self._work.must_be(session, Role.SUPERVISOR)
            staff = session.execute(select(Staff.id, Staff.role).where(Staff.active)).all()
        agents = {row.id for row in staff if row.role is Role.AGENT} or {row.id for row in staff}
        with self._file.read() as connection:
            shown = _shown(connection)
            known = agents if _SITE in shown else agents & shown
            played = _played(connection, theme, since)
        return Practised(len(agents), len(known & played), len(agents - known))

    def result(self, try_id: int) -> Result:
        """A try as it was told at its end. Another's as `record`."""
        with self._file.read() as connection:
            raw = (
                connection and connection.execute("SELECT staff_id, played FROM try WHERE id = ?", (try_id,)).fetchone()
            )
            if not raw:
                raise NotFound(Refusal.PRACTICE_TRY_UNKNOWN, id=try_id)
            scenarios = _all({one.id: one for one in _own(connection)})
        record = self.record(raw[0])
        this = next(one for one in record.tries if one.id == try_id)
        return Result(
            scenario=next((one for one in scenarios if one.id == this.scenario_id), None),
            score=written.score_of(raw[1]),
            handoff=written.handoff_of(raw[1]),
            card=written.card_of(raw[1]),
            this=this,
            before=tuple(one for one in record.tries if one.scenario_id == this.scenario_id and one.id < try_id),
            record=record,
        )

    def text(self, scenario_id: str) -> str:
        """A scenario as the text of its file, to be changed or handed on."""
        self._me()
        with self._file.read() as connection:
            own = connection and connection.execute("SELECT text FROM scenario WHERE id = ?", (scenario_id,)).fetchone()
        text = own[0] if own else text_of(scenario_id)
        if text is None:
            raise NotFound(Refusal.SCENARIO_UNKNOWN, id=scenario_id)
        return str(text)

    # Acting

    def keep(self, act: KeepTry) -> Done[Result]:
        """Keep a try that is over, with its score as of now."""
        me = self._me()
        if act.played.step is not Step.OVER:
            raise NotAllowed(Refusal.PRACTICE_NOT_OVER)
        with self._work.read() as session:
            told = score(act.played, library(session).avoid)
        scenario = act.played.scenario
        values = (
            *(me.id, scenario.id, scenario.title, written.themes(scenario.themes)),
            *(act.begun_at.isoformat(), self._work.clock.now().isoformat()),
            *(told.points, told.of, len(act.played.hints), written.played(act.played, told)),
        )
        with self._file.write() as connection:
            made = connection.execute(
                "INSERT INTO try (staff_id, scenario_id, title, themes, begun_at, ended_at, points, most, hints,"
                " played) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            ).lastrowid
        return Done(self.result(int(made)), _PRACTICE)

    def save_scenario(self, act: SaveScenario) -> Done[Scenario]:
        """Keep a scenario of the site; it stands in place of one that came along with the same id."""
        me = self._me(Role.SUPERVISOR)
        told = read(act.text, triggers())
        if told.scenario is None:
            raise Invalid({"text": FieldFault.NOT_A_SCENARIO})
        with self._file.write() as connection:
            connection.execute(
                "INSERT INTO scenario (id, text, changed_at, changed_by) VALUES (?, ?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at,"
                " changed_by = excluded.changed_by",
                (told.scenario.id, act.text, self._work.clock.now().isoformat(), me.name),
            )
        return Done(told.scenario, _PRACTICE)

    def remove_scenario(self, scenario_id: str) -> Done[None]:
        """Take a scenario of the site away; where it stood in place of one that came along, that one is back."""
        self._me(Role.SUPERVISOR)
        with self._file.write() as connection:
            gone = connection.execute("DELETE FROM scenario WHERE id = ?", (scenario_id,)).rowcount
            if not gone:
                raise NotFound(Refusal.SCENARIO_UNKNOWN, id=scenario_id)
        return Done(None, _PRACTICE)

    def show(self, act: ShowPractice) -> Done[None]:
        """Let supervisors see one's own practice, or no more; a manager says so for everybody."""
        me = self._me(Role.MANAGER if act.of_site else Role.AGENT)
        whose = _SITE if act.of_site else me.id
        with self._file.write() as connection:
            if act.shown:
                connection.execute("INSERT OR IGNORE INTO shown (staff_id) VALUES (?)", (whose,))
            else:
                connection.execute("DELETE FROM shown WHERE staff_id = ?", (whose,))
        return Done(None, _PRACTICE)

    # Inside

    def _me(self, at_least: Role = Role.AGENT) -> StaffView:
        with self._work.read() as session:
            return self._work.must_be(session, at_least)

    def _others(self, me: StaffView, shown: frozenset[int]) -> tuple[tuple[int, str], ...]:
        """Whose practice somebody may see beside their own."""
        if not allows(me, Role.SUPERVISOR):
            return ()
        with self._work.read() as session:
            staff = session.execute(select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name)).all()
        return tuple((one, name) for one, name in staff if one != me.id and (_SITE in shown or one in shown))


def _own(connection: Any) -> tuple[Scenario, ...]:
    """The site's scenarios; what cannot be read any more is left out, and stays in the file."""
    rows = connection.execute("SELECT text FROM scenario ORDER BY id").fetchall() if connection else ()
    found = (read(text, triggers()).scenario for (text,) in rows)
    return tuple(one for one in found if one is not None)


def _all(own: dict[str, Scenario]) -> tuple[Scenario, ...]:
    """Those that came along, each as the site has it, then the site's others."""
    came = [own.get(one.id, one) for one in shipped()]
    known = {one.id for one in came}
    return (*came, *(one for key, one in own.items() if key not in known))


def _shown(connection: Any) -> frozenset[int]:
    rows = connection.execute("SELECT staff_id FROM shown").fetchall() if connection else ()
    return frozenset(int(row[0]) for row in rows)


def _tries(connection: Any, staff_id: int) -> tuple[PastTry, ...]:
    """Somebody's tries, the last first."""
    if not connection:
        return ()
    rows = connection.execute(
        "SELECT id, scenario_id, title, themes, begun_at, ended_at, points, most, hints FROM try"
        " WHERE staff_id = ? ORDER BY id DESC",
        (staff_id,),
    )
    return tuple(written.past_try(row) for row in rows)


def _played(connection: Any, theme: Theme, since: datetime) -> frozenset[int]:
    """Who has a try for a thing that ended since then."""
    if not connection:
        return frozenset()
    rows = connection.execute("SELECT staff_id, themes, ended_at FROM try")
    return frozenset(row[0] for row in rows if theme.value in json.loads(row[1]) and _ended(row[2]) >= since)


def _ended(kept: str) -> datetime:
    return datetime.fromisoformat(kept)


def _record(staff_id: int, name: str, tries: tuple[PastTry, ...], scenarios: Iterable[Scenario]) -> TrainingRecord:
    played = {one.scenario_id for one in tries}
    themes = []
    for theme in Theme:
        ids = {one.id for one in scenarios if theme in one.themes}
        if ids:
            themes.append(OfTheme(theme, len(ids & played), len(ids)))
    return TrainingRecord(staff_id, name, tries, tuple(themes))
