"""Writes the demo's year into its file: rows as the services would leave them, in the order of time with the story.

The story is played through the services; what came before and between is more than they would write in a minute. So
the year goes through the driver, up to each scene before that is played, with the guards at rest meanwhile.
"""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.words import Role, Tier
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.models.places import Equipment, Place
from deskapp.models.site import Staff
from deskapp.services.demo.callers import accounts
from deskapp.services.demo.cases import Case
from deskapp.services.demo.lives import Lives
from deskapp.services.demo.stage import Stage
from deskapp.services.history.kept import COUNTED, Ids
from deskapp.services.history.life import Life
from deskapp.services.history.people import Agent, Caller
from deskapp.services.history.setting import Thing, last_line, looked_up
from deskapp.services.history.telling import InTime
from deskapp.services.history.writing import Rows
from deskapp.services.work import Work
from deskapp.storage import call_words
from deskapp.storage.measures import keeping
from deskapp.storage.unguarded import at_rest

_SEED = "lives"


class Year:
    """calls: (id, call, when it is over) in the order of time."""

    def __init__(self, work: Work, session: Session, stage: Stage, calls: Sequence[tuple[int, Case, datetime]]) -> None:
        self._session, self._database = session, work.database
        self._calls, self._ids = deque(calls), [call_id for call_id, _case, _until in calls]
        since = work.clock.now()
        people = [Agent(one.id, one.name, since, None) for one in session.scalars(select(Staff).order_by(Staff.id))]
        roles = dict(session.execute(select(Staff.id, Staff.role)).all())
        above = [one for one in people if roles[one.id] is not Role.AGENT]
        self._agents = [one for one in people if roles[one.id] is Role.AGENT]
        setting = looked_up(session, work, stage.categories, above)
        self._setting, self._rows = setting, Rows(setting, found=False)
        self._chance = Random(_SEED)
        self._lives = Lives(setting, above[0], self._chance)
        self._lines = InTime(iter(()))
        self._things = _things(session, stage)
        self._known = _known(session)
        self._strangers = {name: (account, number) for name, account, number in accounts()}

    def write(self, until: datetime) -> None:
        """Everything of it that happened before an instant."""
        told: list[Life] = []
        ids = self._next_ids() if self._calls and self._calls[0][1].at < until else None
        while ids is not None and self._calls and self._calls[0][1].at < until:
            told.append(self._tell(*self._calls.popleft(), ids))
        self._rows.last = last_line(self._session)
        lines = list(self._lines.before(until))
        self._rows.lines(lines)
        for life in told:
            self._rows.call(life)
        batch = self._rows.taken()
        if not batch.rows:
            return
        self._session.flush()
        connection: Any = self._session.connection().connection.driver_connection
        with at_rest(connection):
            batch.insert(connection)
        # Else it would be counted when all is over: what the story says of signals is said of these figures.
        self._database.count(self._session)
        # Calls that were told before this scene, and of which more was said since.
        told_before = {line.call_id for line in lines if line.call_id is not None} - {life.id for life in told}
        keeping.count_again(connection, told_before)

    def _next_ids(self) -> Ids:
        run = self._session.connection().exec_driver_sql
        return Ids({table: run(f"SELECT coalesce(max(id), 0) FROM {table}").scalar_one() for table in COUNTED})

    def _tell(self, call_id: int, case: Case, until: datetime, ids: Ids) -> Life:
        caller = self._known.get(case.customer)
        if caller is None:
            account, number = self._strangers[case.customer]
            last = max(one.id for one in self._known.values())
            caller = Caller(last + 1, case.customer, "", account, number, "", Tier.STANDARD)
            self._known[case.customer] = caller
            self._rows.customer(caller)
        case.call_id = call_id
        life = Life(self._setting, ids, call_id, caller, self._chance.choice(self._agents))
        self._lives.tell(case, life, self._things.get((caller.id, case.category)), until)
        self._lines.add(life.lines)
        return life

    def index(self) -> None:
        """What its calls are found by, once all of them are there."""
        call_words.write_again(self._session, self._ids)


def _known(session: Session) -> dict[str, Caller]:
    """The customers there are, by name, with their first numbers."""
    first = dict(
        session.execute(select(CustomerPhone.customer_id, CustomerPhone.shown).where(CustomerPhone.position == 0)).all()
    )
    return {
        one.name: Caller(one.id, one.name, one.organisation, one.account, first.get(one.id, ""), one.email, one.tier)
        for one in session.scalars(select(Customer))
    }


def _things(session: Session, stage: Stage) -> dict[tuple[int, str], Thing]:
    """What calls of a customer and a category are about."""
    found = {}
    for (customer, category), equipment_id in stage.equipment.items():
        thing = session.get_one(Equipment, equipment_id)
        assert thing.place_id is not None
        place = session.get_one(Place, thing.place_id)
        found[stage.customers[customer], category] = Thing(thing.id, thing.label, place.id, place.name)
    return found
