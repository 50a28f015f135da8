"""The calls that name a place or a piece of equipment, with what solved them."""

from sqlalchemy.orm import Session

from deskapp.models.calls import Call
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.confidential import condition
from deskapp.services.overview.views import History, OtherCall
from deskapp.services.places.choosing import COLUMNS
from deskapp.services.work import Work

#: Beside a call so many others are told; of a thing by itself so many of all.
_BESIDE, _WHOLE = 5, 200


def others(session: Session, call: Call, column: str) -> History:
    """The other calls that name what this one names in one of `COLUMNS`."""
    one = getattr(call, column)
    return History() if one is None else _of(session, column, one, call.id, _BESIDE)


def all_of(work: Work, column: str, one: int) -> History:
    """All calls that name it, as far as whoever looks may see them."""
    if column not in COLUMNS:
        raise ValueError(f"{column} names no place and no equipment")
    with work.read() as session:
        return _of(session, column, one, 0, _WHOLE)


def _of(session: Session, column: str, one: int, leave_out: int, most: int) -> History:
    run = runner(session)
    # A masked line among them would tell what it is about.
    which = f"WHERE call.{column} = ? AND call.id <> ? AND call.state <> 'void' AND NOT {condition.hidden(run.viewer)}"
    given = (one, leave_out)
    rows = call_rows.where(run, f"{which} ORDER BY call.id DESC LIMIT {most}", given)
    solved = dict(map(tuple, run(f"SELECT id, solution FROM call {which} ORDER BY id DESC LIMIT {most}", given)))
    count = len(rows)
    if count == most:
        ((count,),) = run(f"SELECT count(*) FROM call {which}", given)
    return History(tuple(OtherCall(row, str(solved[row.id])) for row in rows), int(count))
