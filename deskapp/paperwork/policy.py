"""The written policy on paper: a version as it was issued, or the settings as they are, as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from deskapp.desk import Desk
from deskapp.documents.papers.policy_paper import Issued, PolicyPaper, policy_pdf
from deskapp.domain.data_class import dataclass
from deskapp.language import words
from deskapp.paperwork.rota import of_rota
from deskapp.services.rotas.views import RotaRow
from deskapp.services.site.views import DeskFacts
from deskapp.services.written_policy.views import IssuedPolicy, PolicyState, PolicyVersion

#: Who is on call is told so far ahead.
WEEKS = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class PolicySheet:
    """policy: a version to be printed as it was issued, or the settings as they are. rotas: the weeks to come."""

    policy: PolicyVersion | PolicyState
    rotas: Sequence[RotaRow]
    #: How far the timeline goes, as papers say it.
    head: str = ""


def read(desk: Desk, now: datetime, number: int | None = None, *, draft: bool = False) -> PolicySheet:
    """A version by its number, else the newest; a draft of the settings as they are, also where nothing was issued."""
    rotas, head = desk.rotas.board(now, now + WEEKS).rows, desk.evidence.head().printed
    if number is not None:
        return PolicySheet(desk.written_policy.issued(number), rotas, head)
    state = desk.written_policy.state()
    if draft or state.newest is None:
        return PolicySheet(state, rotas, head)
    return PolicySheet(desk.written_policy.issued(), rotas, head)


def pdf(sheet: PolicySheet, facts: DeskFacts, now: datetime, by: str) -> bytes:
    """The policy in the site's language and on its paper; a draft tells changes from the newest version."""
    policy = sheet.policy
    if isinstance(policy, PolicyState):
        content, issued, before = policy.present, policy.newest, policy.newest
    else:
        content, issued, before = policy.issued.content, policy.issued, policy.before
    spoken = words(facts.site.language)
    paper = PolicyPaper(
        content=content,
        draft=isinstance(policy, PolicyState),
        issued=None if issued is None else _issued(issued),
        before=None if before is None else (before.number, before.issued_at, before.content),
        rotas=tuple(of_rota(row, spoken) for row in sheet.rotas),
        printed_at=now,
        printed_by=by,
        paper=facts.site.paper,
        language=facts.site.language,
        head=sheet.head,
    )
    return policy_pdf(paper, spoken)


def _issued(one: IssuedPolicy) -> Issued:
    return Issued(one.number, one.issued_at, one.issued_by, one.words, one.owner, one.next_review)
