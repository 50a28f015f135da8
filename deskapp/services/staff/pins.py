"""Proving who somebody is: argon2id hashes, every attempt counted in the file before it is checked.

So a PIN cannot be guessed at leisure (RULES.md, "People"). The count is committed first, so that pulling the plug,
starting again, or trying from many windows at once gains nothing; the wait is worked out from what the file says, by
the machine's steady counter. Wherever a PIN is asked for it is proved here, and so counts with all others.
"""

from __future__ import annotations

import secrets
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from deskapp.domain import pins
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.pins import Moment
from deskapp.models.pins import RecoveryCode, StaffPin
from deskapp.models.site import Site, Staff
from deskapp.services import events
from deskapp.services.work import Work

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: argon2id with the memory, passes and lanes that OWASP names for 19 MiB: about 45 ms an attempt.
_MEMORY_KIB, _PASSES, _LANES = 19_456, 2, 1
#: The recovery code's one row.
CODE_ROW = 1


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)


def hashed(pin: str) -> str:
    """The argon2id hash of a PIN."""
    return _hasher().hash(_bytes(pin))


def hashed_code(code: str) -> str:
    """The argon2id hash of a recovery code."""
    return hashed(pins.plain_code(code))


def new_code() -> str:
    """A recovery code: 80 bits, in signs that are not mistaken for one another on paper, by fours."""
    signs = [secrets.choice(pins.CODE_SIGNS) for _ in range(pins.CODE_LENGTH)]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, len(signs), 4))


@dataclass(frozen=True, slots=True)
class Proved:
    """What stood in the file when an attempt was counted."""

    hash: str
    #: With this attempt.
    failed: int
    #: Whether it is a start PIN, and whose.
    start: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A start PIN: told once to whoever made it, kept as its hash."""

    pin: str = field(repr=False)
    hash: str


def new_start(work: Work) -> Start | None:
    """A start PIN to be set; None at a demo desk, which goes without PINs."""
    with work.read(anybody=True) as session:
        if session.get_one(Site, 1).demo:
            return None
    pin = ""
    while pins.fault(pin) is not None:
        pin = "".join(secrets.choice("0123456789") for _ in range(pins.START_LENGTH))
    return Start(pin, hashed(pin))


def check(work: Work, staff_id: int, pin: str) -> None:
    """Prove that somebody is who they say. Call it before an act of your own, outside any transaction.

    Raises NotAllowed: "pin_wrong" (`seconds` until the next attempt), "pin_wait" (`seconds` left; the attempt was
    not looked at), "pin_missing" (none was chosen yet), "pin_start" (right, but a start PIN: it is good for choosing
    one's own alone), "staff_inactive"; NotFound "staff_unknown".
    """
    prove(work, staff_id, pin)


def prove(work: Work, staff_id: int, pin: str) -> int:
    """As `check`; gives back how many wrong attempts came before."""
    proved = _prove(work, StaffPin, staff_id, pin)
    if proved.start:
        raise NotAllowed(Refusal.PIN_START, name=proved.name)
    return proved.failed - 1


def check_old(work: Work, staff_id: int, pin: str) -> Proved:
    """As `check`, for choosing another: a start PIN is right here too."""
    return _prove(work, StaffPin, staff_id, pin)


def check_code(work: Work, code: str) -> str:
    """Prove that somebody holds the recovery code; as `check`, with "code_wrong" and "code_missing".

    Gives back the hash that it fits, to be used up.
    """
    return _prove(work, RecoveryCode, CODE_ROW, pins.plain_code(code)).hash


def set_pin(session: Session, staff_id: int, kept: str, at: datetime, *, start: bool = False) -> None:
    """Keep a PIN's hash (see `hashed`), within the caller's act. The attempts made before are forgotten."""
    row = session.get(StaffPin, staff_id)
    if row is None:
        row = StaffPin(staff_id=staff_id, failed=0, untold=0, put_down=0)
        session.add(row)
    _end_run(row, row.failed, at)
    row.hash, row.set_at, row.start = kept, at, start


def set_code(session: Session, kept: str, at: datetime) -> None:
    """Keep a recovery code's hash instead of the one before."""
    row = session.get(RecoveryCode, CODE_ROW)
    if row is None:
        row = RecoveryCode(id=CODE_ROW, failed=0, untold=0, put_down=0)
        session.add(row)
    _end_run(row, row.failed, at)
    row.hash, row.made_at = kept, at


def refuse_weak(pin: str, field: str = "pin") -> None:
    """Raises Invalid where a PIN is one that is guessed first."""
    code = pins.fault(pin)
    if code is not None:
        raise Invalid({field: code})


def _prove(work: Work, kind: type[StaffPin] | type[RecoveryCode], staff_id: int, secret: str) -> Proved:
    counted = _count(work, kind, staff_id)
    if counted.start:
        secret = pins.start_typed(secret)
    if not _right(counted.hash, secret):
        _tell(work, kind, staff_id, counted.failed)
        seconds = int(pins.length(counted.failed).total_seconds())
        if kind is StaffPin:
            raise NotAllowed(Refusal.PIN_WRONG, seconds=seconds)
        raise NotAllowed(Refusal.CODE_WRONG, seconds=seconds)
    renewed = hashed(secret) if _hasher().check_needs_rehash(counted.hash) else counted.hash
    with work.own() as session:
        row = _row(session, kind, staff_id)
        # Another PIN may have been set meanwhile; its attempts are not these.
        if row is not None and row.hash == counted.hash:
            _end_run(row, row.failed - 1, work.clock.now())
            row.hash = renewed
    return replace(counted, hash=renewed)


def _count(work: Work, kind: type[StaffPin] | type[RecoveryCode], staff_id: int) -> Proved:
    """Count an attempt, committed before it is looked at; attempts that come at once are counted one by one."""
    with work.own() as session:
        name = ""
        if kind is StaffPin:
            person = session.get(Staff, staff_id)
            if person is None:
                raise NotFound(Refusal.STAFF_UNKNOWN, id=staff_id)
            if not person.active:
                raise NotAllowed(Refusal.STAFF_INACTIVE, name=person.name)
            name = person.name
        row = _row(session, kind, staff_id)
        if row is None and kind is StaffPin:
            raise NotAllowed(Refusal.PIN_MISSING)
        if row is None:
            raise NotAllowed(Refusal.CODE_MISSING)
        now = Moment(work.clock.now(), work.clock.passed(), work.clock.beginning())
        wait = pins.wait(row.failed, _tried(row), now)
        if wait.left:
            # Kept, so that a wait that begins anew after a restart is waited out once, not for ever.
            _keep_tried(row, wait.since)
        else:
            row.failed += 1
            _keep_tried(row, now)
        start = isinstance(row, StaffPin) and row.start
        counted = Proved(row.hash, row.failed, start, name)
    if wait.left:
        raise NotAllowed(Refusal.PIN_WAIT, seconds=wait.seconds)
    return counted


def _row(session: Session, kind: type[StaffPin] | type[RecoveryCode], staff_id: int) -> StaffPin | RecoveryCode | None:
    found = session.get(kind, staff_id)
    return found if isinstance(found, StaffPin | RecoveryCode) else None


def _tried(row: StaffPin | RecoveryCode) -> Moment | None:
    if row.tried_at is None:
        return None
    return Moment(row.tried_at, row.tried_passed or timedelta(0), row.tried_beginning or "")


def _keep_tried(row: StaffPin | RecoveryCode, tried: Moment | None) -> None:
    row.tried_at = tried.at if tried else None
    row.tried_passed = tried.passed if tried else None
    row.tried_beginning = tried.beginning if tried else None


def _end_run(row: StaffPin | RecoveryCode, wrong: int, at: datetime) -> None:
    """The right one came, or another was set: the attempts made before count no more, and are still to be told."""
    _put_down(row, wrong, at)
    row.failed = row.put_down = 0
    _keep_tried(row, None)


def _put_down(row: StaffPin | RecoveryCode, wrong: int, at: datetime) -> None:
    """So many in a row were wrong, the last at this instant: for whoever is above to be told, each once."""
    new = wrong - row.put_down
    if wrong >= pins.FREE and new > 0:
        row.untold += new
        row.untold_since, row.untold_last = row.untold_since or at, at
        row.put_down = wrong


def _tell(work: Work, kind: type[StaffPin] | type[RecoveryCode], staff_id: int, failed: int) -> None:
    """Too many: put down for the next supervisor who signs in; and a line of the timeline when guessing begins and at
    each doubling: told, and never flooded."""
    if failed < pins.FREE:
        return
    times, rest = divmod(failed, pins.FREE)
    with work.own() as session:
        now = work.clock.now()
        row = _row(session, kind, staff_id)
        if row is not None and row.failed >= failed:  # else the run has ended meanwhile, and was put down whole
            _put_down(row, failed, now)
        if rest or times & (times - 1):
            return
        if kind is StaffPin:
            name = session.get_one(Staff, staff_id).name
            payload = {"name": name, "id": staff_id, "failed": failed}
            line = events.Line(EventKind.PIN_FAILED, now, work.staff_id or staff_id, payload=payload)
        else:
            line = events.Line(EventKind.CODE_FAILED, now, work.staff_id or _head(session), payload={"failed": failed})
        events.record(session, [line], now)


def _head(session: Session) -> int:
    """Whose line it is when nobody is signed in: the first of the staff, who set the desk up."""
    return session.query(Staff.id).order_by(Staff.id).limit(1).scalar() or 0


def _right(kept: str, secret: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(secret) > pins.LONGEST * 4:
        return False
    try:
        return _hasher().verify(kept, _bytes(secret))
    except (VerificationError, InvalidHashError):
        # Also where the file holds no hash at all: it is set anew by a reset.
        return False


def _bytes(secret: str) -> bytes:
    # Halves of a character can be typed; they are as good a sign as any.
    return pins.plain(secret).encode("utf-8", "surrogatepass")
