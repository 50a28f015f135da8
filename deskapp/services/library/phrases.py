"""The site's library of phrases: the shipped ones until the site writes its own, which then stand instead."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.phrases import Library, PhraseToAvoid, Step, flaw
from deskapp.domain.words import Role
from deskapp.models.library import Phrase
from deskapp.models.site import Site
from deskapp.services.changes import Done
from deskapp.services.library import avoided_phrases
from deskapp.services.library.acts import AvoidedMeant, PhraseMeant, SaveAvoided, SavePhrase
from deskapp.services.library.shipped_phrases import shipped
from deskapp.services.library.views import AvoidedView, PhrasesView, PhraseView, StepPhrases
from deskapp.services.texts import clean
from deskapp.services.work import Work


class Phrases:
    """Reading is for everybody; changing is for supervisors and managers. May raise DeskError, then changes nothing."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> PhrasesView:
        """The library as it is edited: every step with its phrases, and what is better not said."""
        with self._work.read() as session:
            own = avoided_phrases.rows(session)
            return PhrasesView(
                steps=tuple(_step(session, step) for step in Step),
                avoided=avoided_phrases.views(session),
                avoided_own=bool(own),
            )

    def library(self) -> Library:
        """The library as it is used."""
        with self._work.read() as session:
            return library(session)

    def save(self, act: SavePhrase) -> Done[PhraseView]:
        """Add a phrase at the end of its step, or change one. A step's first own words copy the shipped ones."""
        with self._work.act(Role.SUPERVISOR) as unit:
            words = clean(act.words)
            if act.id is None and act.shipped is None:
                _check(unit.session, act.step, words, None)
                rows = _own(unit.session, act.step)
                place = 1 + max((row.position for row in rows), default=0)
                row = Phrase(step=act.step, words="", position=place, version=0)
                unit.session.add(row)
                kind, told = EventKind.PHRASE_ADDED, {"becomes": words}
            else:
                row = _the(unit.session, PhraseMeant(act.step, act.id, act.shipped, act.base_version))
                _check(unit.session, act.step, words, row.id)
                kind, told = EventKind.PHRASE_EDITED, {"was": row.words, "becomes": words}
            row.words = words
            row.version += 1
            unit.session.flush()
            unit.tell(kind, payload={"step": act.step, **told})
            return unit.done(_view(row), "phrases")

    def remove(self, act: PhraseMeant) -> Done[StepPhrases]:
        """Take a phrase out of use."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the(unit.session, act)
            row.active = False
            row.version += 1
            unit.session.flush()
            payload = {"step": act.step, "was": row.words}
            unit.tell(EventKind.PHRASE_REMOVED, payload=payload)
            return unit.done(_step(unit.session, act.step), "phrases")

    def move(self, act: PhraseMeant, places: int) -> Done[PhraseView]:
        """Move a phrase so many places down in its step (below zero: up); the first is the one offered at once."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the(unit.session, act)
            rows = [one for one in _rows(unit.session, act.step) if one.active]
            here = rows.index(row)
            there = min(max(here + places, 0), len(rows) - 1)
            if there != here:
                rows.insert(there, rows.pop(here))
                for position, one in enumerate(rows, 1):
                    one.position = position
                unit.session.flush()
                unit.tell(
                    EventKind.PHRASE_MOVED,
                    None,
                    "position",
                    str(here + 1),
                    str(there + 1),
                    {"step": act.step, "phrase": row.words},
                )
            return unit.done(_view(row), "phrases")

    def back_to_shipped(self, step: Step, base: StepPhrases) -> Done[StepPhrases]:
        """Give up the site's own phrases of a step; what they were stays in the timeline."""
        with self._work.act(Role.SUPERVISOR) as unit:
            present = _step(unit.session, step)
            if present != base:
                raise Conflict(Refusal.PHRASES_EDITED, newer=present)
            if present.own:
                unit.session.execute(delete(Phrase).where(Phrase.step == step))
                unit.session.flush()
                payload = {"step": step, "was": [one.words for one in present.phrases]}
                unit.tell(EventKind.PHRASES_RESET, payload=payload)
            return unit.done(_step(unit.session, step), "phrases")

    def save_avoided(self, act: SaveAvoided) -> Done[AvoidedView]:
        """Add what is better not said, or change an entry. The first change makes the shipped entries the site's."""
        return avoided_phrases.save(self._work, act)

    def remove_avoided(self, act: AvoidedMeant) -> Done[None]:
        """Take an entry out of use: it is not pointed out any more."""
        return avoided_phrases.remove(self._work, act)

    def avoided_back_to_shipped(self, base: Sequence[AvoidedView]) -> Done[tuple[AvoidedView, ...]]:
        """Give up the site's own list of what is better not said."""
        return avoided_phrases.back_to_shipped(self._work, base)


def library(session: Session) -> Library:
    """What the site says: for every step and for what to avoid its own where it has any, else the shipped."""
    ready = shipped(session.get_one(Site, 1).language)
    own: dict[str, list[str]] = {}
    for row in session.scalars(select(Phrase).order_by(Phrase.position, Phrase.id)):
        known = own.setdefault(row.step, [])
        if row.active:
            known.append(row.words)
    avoid = ready.avoid
    if avoided_phrases.rows(session):
        avoid = tuple(PhraseToAvoid(one.forms, one.better) for one in avoided_phrases.views(session))
    steps: dict[str, tuple[str, ...]] = {step: tuple(own.get(step, ready.steps[step])) for step in Step}
    return Library(steps=steps, avoid=avoid, tips=ready.tips)


def _check(session: Session, step: Step, words: str, row_id: int | None) -> None:
    if not words:
        raise Invalid({"words": FieldFault.MISSING})
    wrong = flaw(words)
    if wrong is not None:
        raise Invalid({"words": wrong})
    others = (one.words for one in _step(session, step).phrases if row_id is None or one.id != row_id)
    if any(other.casefold() == words.casefold() for other in others):
        raise Invalid({"words": FieldFault.SAID_ALREADY})


def _the(session: Session, meant: PhraseMeant) -> Phrase:
    """The row that is meant; a shipped one becomes a row, with all of its step. Raises Conflict where it changed."""
    if meant.id is None:
        rows = _rows(session, meant.step)
        if rows:
            # Somebody made the step the site's own meanwhile: which of theirs is meant?
            raise Conflict(Refusal.PHRASES_EDITED, newer=_step(session, meant.step))
        rows = _own(session, meant.step)
        if meant.shipped is None or not 0 <= meant.shipped < len(rows):
            raise NotFound(Refusal.PHRASE_UNKNOWN)
        return rows[meant.shipped]
    row = session.get(Phrase, meant.id)
    if row is None or not row.active:
        raise NotFound(Refusal.PHRASE_UNKNOWN)
    if row.version != meant.base_version:
        raise Conflict(Refusal.PHRASE_EDITED, newer=_view(row))
    return row


def _rows(session: Session, step: Step) -> list[Phrase]:
    return list(session.scalars(select(Phrase).where(Phrase.step == step).order_by(Phrase.position, Phrase.id)))


def _own(session: Session, step: Step) -> list[Phrase]:
    """The rows of a step; where there are none, the shipped phrases become the site's."""
    rows = _rows(session, step)
    if not rows:
        ready = shipped(session.get_one(Site, 1).language).steps[step]
        rows = [Phrase(step=step, words=words, position=place, version=1) for place, words in enumerate(ready, 1)]
        session.add_all(rows)
        session.flush()
    return rows


def _step(session: Session, step: Step) -> StepPhrases:
    rows = _rows(session, step)
    if rows:
        return StepPhrases(step, tuple(_view(row) for row in rows if row.active), own=True)
    ready = shipped(session.get_one(Site, 1).language).steps[step]
    return StepPhrases(step, tuple(PhraseView(step, words, shipped=place) for place, words in enumerate(ready)))


def _view(row: Phrase) -> PhraseView:
    return PhraseView(Step(row.step), row.words, id=row.id, version=row.version)
