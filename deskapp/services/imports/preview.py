"""What would become of a list, before anything of it is taken: the first calls as they will stand, and what is open."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import CallState, Channel, Priority
from deskapp.models.site import Staff
from deskapp.services.imports import call_texts, headings
from deskapp.services.imports.findings import Findings
from deskapp.services.imports.importing import BATCH, Before, Taken, story_of
from deskapp.services.imports.listing import GoOn, Listing
from deskapp.services.imports.meanings import CODES, Mapping, known_value
from deskapp.services.imports.people import name_key
from deskapp.services.imports.story import Story
from deskapp.services.tabular.rows import BadRow, Form
from deskapp.services.work import Look

#: So many calls are shown as they will stand.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class PreviewCall:
    """A call as it will stand. held_by: who answers for it, or held it and is kept in words."""

    line: int
    reference: str
    opened_at: datetime
    state: CallState
    priority: Priority
    customer: str
    held_by: str
    works_here: bool
    summary: str
    details: str
    solution: str
    resolved_at: datetime | None
    ended_at: datetime | None
    deadline: datetime | None


@dataclass(frozen=True, slots=True)
class PreviewValue:
    """A value of the list that is a code here: in how many rows, what the mapping takes it for (None: nothing yet), and
    what it is likely to mean; both as a mapping writes it."""

    column: str
    value: str
    rows: int
    means: str | None
    proposal: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, as far as it can be told without doing it.

    columns_left_out: the list's columns that nothing is made of. bad, left_out, remarks, doubles: as in ImportReport.
    """

    form: Form
    rows: int
    calls_new: int
    calls_moved_on: int
    rows_known: int
    left_alone: tuple[str, ...]
    first: tuple[PreviewCall, ...]
    values: tuple[PreviewValue, ...]
    columns: tuple[str, ...]
    columns_left_out: tuple[str, ...]
    bad: tuple[BadRow, ...]
    bad_rows: int
    left_out: tuple[BadRow, ...]
    remarks: tuple[BadRow, ...]
    doubles: tuple[BadRow, ...]


def preview(look: Look, mapping: Mapping, found: Listing, go_on: GoOn) -> Preview:
    """Fold every call of a list, and write none."""
    phone_answers = look.rules.in_force(look.session).phone_answers
    here = {name_key(one): one for one in look.session.scalars(select(Staff.name))}
    before, taken = Before(look.session, mapping), Taken()
    left_out, remarks = Findings(), Findings()
    first: list[PreviewCall] = []
    new = moved_on = 0
    references = found.references()
    for begin in range(0, len(references), BATCH):
        for call in before.fresh(found, references[begin : begin + BATCH], taken):
            story = story_of(call, mapping, lambda channel: phone_answers and channel is Channel.PHONE)
            for remark in story.remarks:
                remarks.add(remark)
            if story.impossible:
                left_out.add(BadRow(story.newest.line, "over_before_it_began", {"reference": call.reference}))
                continue
            is_new = call.call_id is None or call.undone
            new, moved_on = new + is_new, moved_on + (not is_new)
            if len(first) < SHOWN:
                first.append(_call(story, mapping, here))
        go_on(min(begin + BATCH, len(references)), len(references))
    return Preview(
        form=found.form,
        rows=len(found),
        calls_new=new,
        calls_moved_on=moved_on,
        rows_known=taken.rows_known,
        left_alone=tuple(sorted(taken.left_alone)),
        first=tuple(first),
        values=tuple(_values(mapping, found.codes)),
        columns=found.columns,
        columns_left_out=_unused(mapping, found.columns),
        bad=found.bad.all(),
        bad_rows=found.bad.rows,
        left_out=left_out.all(),
        remarks=remarks.all(),
        doubles=found.doubles.all(),
    )


def _call(story: Story, mapping: Mapping, here: dict[str, str]) -> PreviewCall:
    facts, newest = story.newest.facts, story.newest
    held_by = mapping.known(facts, "assigned_to")
    owner = here.get(name_key(held_by)) if held_by else None
    solved = story.state in (CallState.RESOLVED, CallState.ARCHIVED)
    told = next(
        (text for name in ("customer", "email", "account", "phone") if (text := mapping.known(facts, name))), ""
    )
    return PreviewCall(
        line=newest.line,
        reference=newest.reference,
        opened_at=story.logged,
        state=story.state,
        priority=story.priority,
        customer=told or mapping.texts.unknown_customer,
        held_by=owner or held_by or mapping.known(facts, "opened_by") or mapping.texts.importer,
        works_here=owner is not None,
        summary=call_texts.summary(mapping, newest),
        details=call_texts.details(mapping, facts, held_by if owner is None else ""),
        solution=call_texts.filled(mapping, mapping.texts.solution, facts) if solved else "",
        resolved_at=story.resolved,
        ended_at=story.ended,
        deadline=story.deadline,
    )


def _values(mapping: Mapping, codes: dict[str, Counter[str]]) -> Iterable[PreviewValue]:
    meant = mapping.content.get("values", {})
    for column in CODES:
        for value, rows in codes.get(column, Counter()).most_common():
            if value in mapping.unknown and column != "state":
                continue
            means = known_value(meant.get(column, {}), value)
            yield PreviewValue(column, value, rows, means, headings.value_of(column, value))


def _unused(mapping: Mapping, columns: tuple[str, ...]) -> tuple[str, ...]:
    used = {" ".join(name.split()) for column in mapping.cells.values() for name in column.names}
    return tuple(dict.fromkeys(name for name in columns if name and name not in used))
