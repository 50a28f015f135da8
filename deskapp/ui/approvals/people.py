"""Who stands above whom: the staff who may decide something, and what is said of it beforehand."""

from deskapp.domain import authority
from deskapp.domain.money import with_currency
from deskapp.domain.words import AMOUNTS, ApprovalKind, Level, Role
from deskapp.language import _
from deskapp.services.approvals.views import ApprovalView
from deskapp.services.people import StaffView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import approvals as approval_wording


def me(place: Workplace) -> StaffView | None:
    """Whoever works here."""
    return person(place.facts, place.desk.staff_id)


def person(facts: DeskFacts | None, staff_id: int | None) -> StaffView | None:
    return next((one for one in facts.staff if one.id == staff_id), None) if facts else None


def above(
    facts: DeskFacts | None, asker: StaffView | None, kind: ApprovalKind, amount: int | None
) -> tuple[StaffView, ...]:
    """The staff who may decide what somebody asks; those next above first."""
    if facts is None or asker is None:
        return ()
    found = [one for one in facts.staff if _may(facts, one, asker, kind, amount)]
    return tuple(sorted(found, key=lambda one: list(Role).index(one.role)))


def may_decide(place: Workplace, approval: ApprovalView) -> bool:
    """Whether whoever works here may grant or refuse it."""
    here, asker = me(place), person(place.facts, approval.asked_by_id)
    return here is not None and here in above(place.facts, asker, approval.kind, approval.amount)


def who_decides(place: Workplace, kind: ApprovalKind, amount: int | None) -> str:
    """What there is to say before it is asked: "Above your limit of £50.00: needs a supervisor."."""
    here = me(place)
    if here is None or place.facts is None or (kind in AMOUNTS and amount is None):
        return ""
    view, level = place.facts.authority, authority.level_of(here.role)
    limit = view.limits.get(level, {}).get(kind)
    if authority.may(level, kind, amount, view.limits):
        if limit is None:
            return _("This is within your authority: no approval is needed.")
        within = _("Within your limit of {limit}: no approval is needed.")
        return within.format(limit=with_currency(limit, view.currency))
    needs = approval_wording.somebody(authority.lowest_level(kind, amount, view.limits))
    if limit is None:
        return _("Beyond your authority: needs {somebody}.").format(somebody=needs)
    over = _("Above your limit of {limit}: needs {somebody}.")
    return over.format(limit=with_currency(limit, view.currency), somebody=needs)


def _may(facts: DeskFacts, one: StaffView, asker: StaffView, kind: ApprovalKind, amount: int | None) -> bool:
    level, below = authority.level_of(one.role), authority.level_of(asker.role)
    decides = level is not Level.OUTSIDE and authority.may(level, kind, amount, facts.authority.limits)
    return one.active and one.id != asker.id and authority.is_above(level, below) and decides
