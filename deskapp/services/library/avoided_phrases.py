"""What the site does not want said to customers: the shipped list until it is first edited, then the site's own."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.phrases import PhraseToAvoid, avoided, fill, flaw
from deskapp.domain.words import Role
from deskapp.models.library import AvoidedPhrase
from deskapp.models.site import Site
from deskapp.services.changes import Done
from deskapp.services.library.acts import AvoidedMeant, SaveAvoided
from deskapp.services.library.shipped_phrases import shipped
from deskapp.services.library.views import AvoidedView
from deskapp.services.texts import clean
from deskapp.services.work import Work


def save(work: Work, act: SaveAvoided) -> Done[AvoidedView]:
    with work.act(Role.SUPERVISOR) as unit:
        forms = tuple(dict.fromkeys(" ".join(clean(form).split()) for form in act.forms if form.strip()))
        better = clean(act.better)
        if act.id is None and act.shipped is None:
            _own(unit.session)
            _check(unit.session, None, forms, better)
            row = AvoidedPhrase(said="", better="", version=0)
            unit.session.add(row)
            kind, told = EventKind.AVOIDED_PHRASE_ADDED, {"said": list(forms), "becomes": better}
        else:
            row = _the(unit.session, AvoidedMeant(act.id, act.shipped, act.base_version))
            _check(unit.session, row.id, forms, better)
            kind, told = EventKind.AVOIDED_PHRASE_EDITED, {"said": list(forms), "was": row.better, "becomes": better}
        row.said, row.better = "\n".join(forms), better
        row.version += 1
        unit.session.flush()
        unit.tell(kind, payload=told)
        return unit.done(_view(row), "phrases")


def remove(work: Work, act: AvoidedMeant) -> Done[None]:
    with work.act(Role.SUPERVISOR) as unit:
        row = _the(unit.session, act)
        row.active = False
        row.version += 1
        unit.session.flush()
        payload = {"said": row.said.split("\n"), "was": row.better}
        unit.tell(EventKind.AVOIDED_PHRASE_REMOVED, payload=payload)
        return unit.done(None, "phrases")


def back_to_shipped(work: Work, base: Sequence[AvoidedView]) -> Done[tuple[AvoidedView, ...]]:
    with work.act(Role.SUPERVISOR) as unit:
        present = views(unit.session)
        if present != tuple(base):
            raise Conflict(Refusal.PHRASES_EDITED)
        if rows(unit.session):
            unit.session.execute(delete(AvoidedPhrase))
            unit.session.flush()
            payload = {"said": [form for one in present for form in one.forms]}
            unit.tell(EventKind.AVOIDED_PHRASES_RESET, payload=payload)
        return unit.done(views(unit.session), "phrases")


def rows(session: Session) -> list[AvoidedPhrase]:
    return list(session.scalars(select(AvoidedPhrase).order_by(AvoidedPhrase.id)))


def views(session: Session) -> tuple[AvoidedView, ...]:
    """What is pointed out now, in order."""
    own = rows(session)
    if own:
        return tuple(_view(row) for row in own if row.active)
    return tuple(
        AvoidedView(phrase.forms, phrase.better, shipped=place) for place, phrase in enumerate(_shipped(session))
    )


def _check(session: Session, row_id: int | None, forms: tuple[str, ...], better: str) -> None:
    wrong: dict[str, FieldFault] = {}
    others = [one for one in views(session) if one.id != row_id]
    taken = {form.casefold() for one in others for form in one.forms}
    if not any(letter.isalnum() for letter in "".join(forms)):
        wrong["forms"] = FieldFault.MISSING
    elif any(not any(letter.isalnum() for letter in form) for form in forms):
        wrong["forms"] = FieldFault.NO_WORDS
    elif any(form.casefold() in taken for form in forms):
        wrong["forms"] = FieldFault.SAID_ALREADY
    flawed = flaw(better)
    if not better:
        wrong["better"] = FieldFault.MISSING
    elif flawed is not None:
        wrong["better"] = flawed
    elif avoided(fill(better, {}), [PhraseToAvoid(forms, ""), *(PhraseToAvoid(one.forms, "") for one in others)]):
        wrong["better"] = FieldFault.BETTER_AVOIDED
    if wrong:
        raise Invalid(wrong)


def _the(session: Session, meant: AvoidedMeant) -> AvoidedPhrase:
    """The row that is meant; a shipped entry becomes a row, with all others. Raises Conflict where it changed."""
    if meant.id is None:
        if rows(session):
            raise Conflict(Refusal.PHRASES_EDITED)
        own = _own(session)
        if meant.shipped is None or not 0 <= meant.shipped < len(own):
            raise NotFound(Refusal.PHRASE_UNKNOWN)
        return own[meant.shipped]
    row = session.get(AvoidedPhrase, meant.id)
    if row is None or not row.active:
        raise NotFound(Refusal.PHRASE_UNKNOWN)
    if row.version != meant.base_version:
        raise Conflict(Refusal.PHRASE_EDITED, newer=_view(row))
    return row


def _own(session: Session) -> list[AvoidedPhrase]:
    """The rows; where there are none, the shipped entries become the site's."""
    own = rows(session)
    if not own:
        own = [
            AvoidedPhrase(said="\n".join(phrase.forms), better=phrase.better, version=1) for phrase in _shipped(session)
        ]
        session.add_all(own)
        session.flush()
    return own


def _shipped(session: Session) -> tuple[PhraseToAvoid, ...]:
    return shipped(session.get_one(Site, 1).language).avoid


def _view(row: AvoidedPhrase) -> AvoidedView:
    return AvoidedView(tuple(row.said.split("\n")), row.better, id=row.id, version=row.version)
