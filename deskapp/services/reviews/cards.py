"""The versions of the scorecard: the one that came along until the site uses or writes its own."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp import paths
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.reviews.scorecard import CardLine, LineCode, flaws
from deskapp.models.improve.reviews import Scorecard
from deskapp.models.site import Site, Staff
from deskapp.services.reviews.acts import SaveScorecard
from deskapp.services.reviews.views import CardView
from deskapp.services.texts import clean
from deskapp.services.work import Unit

_SOURCE = "en"
#: What the code of a line of the site's own begins with.
_OWN = "own"


@cache
def shipped(language: str) -> tuple[CardLine, ...]:
    """What a site finds before it has written anything itself; English for want of another language."""
    folder = paths.resources() / "scorecard"
    # A language is a code of the site's settings: it names no folder.
    file = folder / f"{language if language.isalpha() else _SOURCE}.toml"
    if not file.is_file():
        file = folder / f"{_SOURCE}.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(CardLine(code.value, told[code]["name"], tuple(told[code]["meanings"])) for code in LineCode)


def newest(session: Session) -> CardView:
    """The version that calls are scored by now."""
    row = session.scalars(select(Scorecard).order_by(Scorecard.id.desc()).limit(1)).first()
    if row is None:
        return CardView(None, shipped(session.get_one(Site, 1).language))
    return _view(session, row)


def the_card(session: Session, card_id: int | None) -> CardView:
    """A version; None: the one that came along."""
    if card_id is None:
        return CardView(None, shipped(session.get_one(Site, 1).language))
    row = session.get(Scorecard, card_id)
    if row is None:
        raise NotFound(Refusal.SCORECARD_UNKNOWN)
    return _view(session, row)


def kept(unit: Unit, card_id: int | None) -> CardView:
    """A version as a review keeps it: the one that came along is written down, as the first, when it is used."""
    if card_id is not None:
        return the_card(unit.session, card_id)
    first = unit.session.scalars(select(Scorecard).order_by(Scorecard.id).limit(1)).first()
    return _written(unit, the_card(unit.session, None).lines) if first is None else _view(unit.session, first)


def save(unit: Unit, act: SaveScorecard) -> CardView:
    """A new version. Raises Conflict where there is a newer one than was seen, Invalid by field; see `flaws`."""
    now = newest(unit.session)
    if now.id != act.base_id:
        raise Conflict(Refusal.SCORECARD_CHANGED, newer=now)
    lines = tuple(replace(one, name=clean(one.name), meanings=tuple(map(clean, one.meanings))) for one in act.lines)
    wrong = flaws(lines)
    if wrong:
        raise Invalid(wrong)
    lines = tuple(_coded(unit.session, lines))
    if lines == now.lines:
        return now
    kept(unit, now.id)
    card = _written(unit, lines)
    unit.tell(EventKind.SCORECARD_EDITED, payload={"version": card.id, "lines": [one.name for one in lines]})
    return card


def _coded(session: Session, lines: Sequence[CardLine]) -> list[CardLine]:
    """A new line gets a code that no line of any version ever had: marks of reviews are found by it."""
    used = {one.code for row in session.scalars(select(Scorecard)) for one in _lines(row)}
    used |= {one.code for one in lines} | set(LineCode)
    coded = []
    for line in lines:
        if not line.code:
            number = next(n for n in range(1, len(used) + 2) if f"{_OWN}{n}" not in used)
            line = replace(line, code=f"{_OWN}{number}")
            used.add(line.code)
        coded.append(line)
    return coded


def _written(unit: Unit, said: Sequence[CardLine]) -> CardView:
    told = [{"code": one.code, "name": one.name, "meanings": list(one.meanings)} for one in said]
    row = Scorecard(at=unit.now, staff_id=unit.staff.id, lines=told)
    unit.session.add(row)
    unit.session.flush()
    return _view(unit.session, row)


def _view(session: Session, row: Scorecard) -> CardView:
    return CardView(row.id, _lines(row), row.at, session.get_one(Staff, row.staff_id).name)


def _lines(row: Scorecard) -> tuple[CardLine, ...]:
    return tuple(CardLine(one["code"], one["name"], tuple(one["meanings"])) for one in row.lines)
