"""The limits of authority: read, and changed by a manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain import authority
from deskapp.domain.authority import Limits
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.money import LARGEST, currency_of
from deskapp.domain.words import AMOUNTS, ApprovalKind, Level, Role
from deskapp.models.approvals import AuthorityLimit
from deskapp.models.site import Site
from deskapp.services import phones
from deskapp.services.approvals.views import AuthorityView
from deskapp.services.changes import Done
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.approvals.acts import SaveAuthority

#: A currency is a sign or a code, not a sentence.
_LONGEST_CURRENCY = 8


def view(session: Session) -> AuthorityView:
    """The limits in force."""
    limits: dict[Level, dict[ApprovalKind, int | None]] = {level: {} for level in Level}
    for row in session.execute(select(AuthorityLimit.level, AuthorityLimit.kind, AuthorityLimit.amount)):
        limits[row.level][row.kind] = row.amount
    return AuthorityView(limits, session.get_one(Site, 1).currency)


def rows(limits: Limits) -> list[AuthorityLimit]:
    """Limits as they are stored."""
    return [
        AuthorityLimit(level=level, kind=kind, amount=amount if kind in AMOUNTS else None)
        for level, of_level in limits.items()
        for kind, amount in of_level.items()
    ]


def save(work: Work, act: SaveAuthority) -> Done[AuthorityView]:
    """New limits from now on; the manager's alone. Outside stays as it is: it decides whatever nobody here may."""
    with work.act(Role.MANAGER) as unit:
        was = view(unit.session)
        if act.base_authority is not None and (act.base_authority.currency, _inside(act.base_authority.limits)) != (
            was.currency,
            _inside(was.limits),
        ):
            raise Conflict(Refusal.AUTHORITY_EDITED, newer=was)
        wrong = _wrong(act)
        if wrong:
            raise Invalid(wrong)
        unit.session.execute(delete(AuthorityLimit).where(AuthorityLimit.level != Level.OUTSIDE))
        unit.session.add_all(rows(_inside(act.limits)))
        unit.session.get_one(Site, 1).currency = clean(act.currency)
        unit.session.flush()
        becomes = view(unit.session)
        if becomes != was:
            payload = {"was": _told(was), "becomes": _told(becomes)}
            unit.tell(EventKind.AUTHORITY_EDITED, payload=payload)
        return unit.done(becomes, "site")


def follow_zone(unit: Unit, was: str, becomes: str) -> None:
    """A desk that has moved to another country has its currency, unless somebody chose another than was usual there."""
    site = unit.session.get_one(Site, 1)
    usual, here = currency_of(phones.region_of_zone(was)), currency_of(phones.region_of_zone(becomes))
    if not here or site.currency != usual or here == usual:
        return
    before = view(unit.session)
    site.currency = here
    unit.session.flush()
    payload = {"was": _told(before), "becomes": _told(view(unit.session))}
    unit.tell(EventKind.AUTHORITY_EDITED, payload=payload)


def _wrong(act: SaveAuthority) -> dict[str, FieldFault]:
    """What is wrong with limits, by "level_kind"."""
    wrong: dict[str, FieldFault] = {}
    for level, kind in authority.who_may_less(act.limits):
        wrong[f"{level}_{kind}"] = FieldFault.LESS_THAN_BELOW
    for level, of_level in act.limits.items():
        for kind, amount in of_level.items():
            if amount is not None and amount < 0:
                wrong[f"{level}_{kind}"] = FieldFault.BELOW_ZERO
            elif amount is not None and amount > LARGEST:
                wrong[f"{level}_{kind}"] = FieldFault.OUT_OF_RANGE
    if len(clean(act.currency)) > _LONGEST_CURRENCY:
        wrong["currency"] = FieldFault.CURRENCY_TOO_LONG
    return wrong


def _inside(limits: Limits) -> dict[Level, dict[ApprovalKind, int | None]]:
    return {level: dict(limits.get(level, {})) for level in Level if level is not Level.OUTSIDE}


def _told(shown: AuthorityView) -> dict[str, Any]:
    """Limits as a line of the timeline keeps them."""
    limits = {level.value: {kind.value: amount for kind, amount in of.items()} for level, of in shown.limits.items()}
    return {"currency": shown.currency, "limits": limits}
