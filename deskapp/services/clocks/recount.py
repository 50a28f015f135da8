"""What the rows of calls repeat, worked out anew: a desk of an earlier version is right as soon as it is opened."""

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.promises import Promise
from deskapp.services.clocks import clocks, last_word
from deskapp.services.rules import Rules

#: Calls at once in memory.
_AT_ONCE = 200


def recount(connection: Connection) -> None:
    """Which clock of each open call is due next, and when each is, by the rules of this version of the program.

    An earlier one may have written another, and a row is else written only when its call changes. So are those of
    follow-ups after the close, and when customers were last spoken to. It is a part of the transaction that the
    connection is in.
    """
    rules = Rules()
    last_word.fill(connection)
    with Session(connection) as session:
        promised = select(Promise.call_id).where(Promise.kept_at.is_(None), Promise.moved_at.is_(None))
        open_ids = session.scalars(select(Call.id).where(IS_OPEN).union(promised).order_by(Call.id)).all()
        for begin in range(0, len(open_ids), _AT_ONCE):
            for call in session.scalars(select(Call).where(Call.id.in_(open_ids[begin : begin + _AT_ONCE]))).all():
                clocks.repeat(session, rules, call)
            session.expunge_all()
