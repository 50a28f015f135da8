"""What customers say that shows a sign to escalate, as the site keeps it: a list for each sign and language."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, NotFound, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.signs.spoken import Spoken, has_words
from deskapp.domain.words import Role
from deskapp.models.site import SignWords, Trigger
from deskapp.services import spoken_signs
from deskapp.services.changes import Done
from deskapp.services.library.acts import SaveSignWords, SignWordsMeant
from deskapp.services.library.views import SignWordsLists, SignWordsView
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work


class WordsOfSigns:
    """Reading is for everybody; changing is for managers. May raise DeskError, then changes nothing.

    Open calls show at once what their words are a sign of by the lists as they are then.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> SignWordsLists:
        """Every list, in the order of the signs."""
        with self._work.read() as session:
            return _lists(session)

    def save(self, act: SaveSignWords) -> Done[SignWordsView]:
        """Add the list of a sign in a language, or change one."""
        with self._work.act(Role.MANAGER) as unit:
            before = spoken_signs.of_site(unit.session)
            words, but_not = _lines(act.words), _lines(act.but_not)
            was = None
            if act.id is None:
                row = SignWords(version=0)
            else:
                row = _the(unit.session, SignWordsMeant(act.id, act.base_version))
                was = _view(row)
            _check(unit.session, act, words, but_not)
            row.trigger_code, row.language = act.code, act.language
            row.words, row.but_not = "\n".join(words), "\n".join(but_not)
            row.version += 1
            unit.session.add(row)
            unit.session.flush()
            becomes = _view(row)
            if was is None:
                _tell(unit, EventKind.SIGN_WORDS_ADDED, becomes, becomes=_told(becomes))
            else:
                _tell(unit, EventKind.SIGN_WORDS_EDITED, becomes, was=_told(was), becomes=_told(becomes))
            return _done(unit, becomes, before)

    def remove(self, act: SignWordsMeant) -> Done[None]:
        """Take a list out: nothing in it shows the sign any more."""
        with self._work.act(Role.MANAGER) as unit:
            before = spoken_signs.of_site(unit.session)
            row = _the(unit.session, act)
            was = _view(row)
            unit.session.delete(row)
            _tell(unit, EventKind.SIGN_WORDS_REMOVED, was, was=_told(was))
            return _done(unit, None, before)

    def back_to_shipped(self, base: Sequence[SignWordsView]) -> Done[SignWordsLists]:
        """Give up the site's own lists; what they were stays in the timeline."""
        with self._work.act(Role.MANAGER) as unit:
            present = _views(unit.session)
            if present != tuple(base):
                raise Conflict(Refusal.SIGN_WORDS_EDITED)
            before = spoken_signs.of_site(unit.session)
            unit.session.execute(delete(SignWords))
            unit.session.add_all(shipped_rows(unit.session))
            unit.session.flush()
            payload = {"was": [{"code": one.code, "language": one.language, **_told(one)} for one in present]}
            unit.tell(EventKind.SIGN_WORDS_RESET, payload=payload)
            return _done(unit, _lists(unit.session), before)


def _lists(session: Session) -> SignWordsLists:
    views = _views(session)
    shipped = {(one.code, one.language): (one.words, one.but_not) for one in spoken_signs.shipped()}
    own = shipped != {(one.code, one.language): (one.words, one.but_not) for one in views}
    return SignWordsLists(views, own)


def shipped_rows(session: Session) -> list[SignWords]:
    """The shipped lists of the signs that this desk has, to be kept."""
    known = set(session.scalars(select(Trigger.code)))
    return [
        SignWords(
            trigger_code=one.code,
            language=one.language,
            words="\n".join(one.words),
            but_not="\n".join(one.but_not),
            version=1,
        )
        for one in spoken_signs.shipped()
        if one.code in known
    ]


def _check(session: Session, act: SaveSignWords, words: Sequence[str], but_not: Sequence[str]) -> None:
    same = select(SignWords.id).where(SignWords.trigger_code == act.code, SignWords.language == act.language)
    refuse_where(
        ("code", FieldFault.UNKNOWN, session.get(Trigger, act.code) is None),
        ("language", FieldFault.UNKNOWN, act.language not in ("", *spoken_signs.LANGUAGES)),
        ("language", FieldFault.SAID_ALREADY, session.scalar(same) not in (None, act.id)),
        ("words", FieldFault.MISSING, not words),
        ("words", FieldFault.NO_WORDS, not all(map(has_words, words))),
        ("but_not", FieldFault.NO_WORDS, not all(map(has_words, but_not))),
    )


def _lines(given: Sequence[str]) -> tuple[str, ...]:
    """Each once, without what is empty; three dots are the sign that stands for them."""
    plain = (" ".join(clean(line).replace("...", "…").split()) for line in given)
    return tuple(dict.fromkeys(line for line in plain if line))


def _the(session: Session, meant: SignWordsMeant) -> SignWords:
    row = session.get(SignWords, meant.id)
    if row is None:
        raise NotFound(Refusal.SIGN_WORDS_UNKNOWN)
    if row.version != meant.base_version:
        raise Conflict(Refusal.SIGN_WORDS_EDITED, newer=_view(row))
    return row


def _tell(unit: Unit, kind: EventKind, of: SignWordsView, **told: object) -> None:
    sign = unit.session.get_one(Trigger, of.code)
    unit.tell(kind, payload={"code": of.code, "name": sign.label, "language": of.language, **told})


def _done(unit: Unit, value: object, before: Spoken) -> Done:  # type: ignore[type-arg]
    from deskapp.services.calls import signs  # a start reads the lists, and looks at no call for them

    signs.sign_where_words_differ(unit, before)
    return unit.done(value, "site")


def _told(view: SignWordsView) -> dict[str, object]:
    return {"words": list(view.words), "but_not": list(view.but_not)}


def _views(session: Session) -> tuple[SignWordsView, ...]:
    rows = session.scalars(
        select(SignWords)
        .join(Trigger, Trigger.code == SignWords.trigger_code)
        .order_by(Trigger.position, Trigger.code, SignWords.language)
    )
    return tuple(map(_view, rows))


def _view(row: SignWords) -> SignWordsView:
    but_not = tuple(filter(None, row.but_not.split("\n")))
    return SignWordsView(row.id, row.trigger_code, row.language, tuple(row.words.split("\n")), but_not, row.version)
