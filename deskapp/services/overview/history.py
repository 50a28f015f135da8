"""The calls that name a place or a piece of equipment, with what solved them."""

from sqlalchemy.orm import Session

from deskapp.models.calls import Call
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.confidential import condition
from deskapp.services.overview.views import History, OtherCall
from deskapp.services.places.choosing import COLUMNS
from deskapp.services.work import Work

#: Beside a call so many others are told, of a thing by itself so many of all; so many are counted at most.
_BESIDE, _WHOLE, _MOST = 5, 200, 500


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
    # A masked line among them would tell what it is about. By one index, in its order: the same work at any desk.
    newest = (
        f"SELECT id, solution FROM call WHERE {column} = ? AND id <> ? AND state <> 'void'"
        f" AND NOT {condition.hidden(run.viewer)} ORDER BY logged_at DESC, id DESC LIMIT ?"
    )
    solved = {int(call_id): str(words) for call_id, words in run(newest, (one, leave_out, _MOST + 1))}
    shown = ", ".join(map(str, list(solved)[:most]))
    rows = call_rows.where(run, f"WHERE call.id IN ({shown}) ORDER BY call.logged_at DESC, call.id DESC")
    calls = tuple(OtherCall(row, solved[row.id]) for row in rows)
    return History(calls, min(len(solved), _MOST), len(solved) > _MOST)
