"""Finding customers by whatever of them is typed: name, organisation, account, e-mail address, phone number."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import QUIET
from deskapp.domain.spelling import compact, folded, spelled_out, spellings, without_accents
from deskapp.services import phones
from deskapp.services.lines import BETWEEN, Line, Lines, Ways, speaks
from deskapp.services.texts import typed

#: Whether anybody was changed at all: read from the ends of two indexes. Every change is an event.
_ANYTHING = "SELECT coalesce((SELECT max(id) FROM event), 0), coalesce((SELECT max(id) FROM customer), 0)"
#: Whether it may have been a customer: whoever is changed is told of in a line of no call.
_PERHAPS = f"""
SELECT EXISTS (SELECT 1 FROM event WHERE id > ? AND call_id IS NULL
               AND kind NOT IN ({", ".join(f"'{kind}'" for kind in sorted(QUIET))}))
"""
#: Whether it was one; looks at everybody.
_STATE = "SELECT count(*), total(version), coalesce(max(id), 0) FROM customer"
#: Who turned out to be another customer, and whom that is.
_MERGED = "SELECT id, merged_into_id FROM customer WHERE merged_into_id IS NOT NULL"
BETWEENS = (
    "SELECT id, name, organisation, account, CASE other_emails WHEN '[]' THEN email ELSE"
    " email || ' ' || (SELECT group_concat(value, ' ') FROM json_each(other_emails)) END, version"
    " FROM customer WHERE id > ?"
)


class Numbers(NamedTuple):
    """A table of numbers, and the column that tells whose each is."""

    table: str
    whose: str

    @property
    def by_a_part(self) -> str:
        """Every number that begins as one may begin (?1 as typed, ?3 with its country's code), or ends so (?2,
        reversed). Ranges, since LIKE would not use the indexes: the colon follows the nine.
        """
        table, whose = self
        return f"""
SELECT * FROM (SELECT {whose} FROM {table} WHERE digits >= ?1 AND digits < ?1 || ':' LIMIT ?4)
UNION
SELECT * FROM (SELECT {whose} FROM {table} WHERE digits_reversed >= ?2 AND digits_reversed < ?2 || ':' LIMIT ?4)
UNION
SELECT * FROM (SELECT {whose} FROM json_each(?3) CROSS JOIN {table}
               ON normal >= value AND normal < value || ':' LIMIT ?4)
"""

    @property
    def by_the_whole(self) -> str:
        table, whose = self
        return (
            f"SELECT {whose} FROM {table} WHERE digits = ?1"
            f" UNION SELECT {whose} FROM {table} WHERE normal = ?2 AND normal <> ''"
        )


CUSTOMERS, PEOPLE = Numbers("customer_phone", "customer_id"), Numbers("person_phone", "person_id")

#: What stands around an address that was copied out of a mail.
_AROUND = "<>()[]{},;:\"'"
#: Of a part of a number or an account so many customers have their calls looked at, of a name fewer.
_MANY, _FEW = 500, 50
#: So many new customers are put beside the others before everybody is read again.
_BESIDE = 2_000
#: So much of an account, a figure among it, is looked for among calls as one.
_AN_ACCOUNT = 4
#: A number of so many digits that somebody has is nobody's account: who rings is there before everybody is read.
_A_NUMBER = 8
#: Whoever's account may be one, whatever signs are in it: each of its letters, in their order.
_ACCOUNTS_LIKE = "SELECT id, account FROM customer WHERE account LIKE ? OR account GLOB '*[^ -~]*' ORDER BY id"


class _Known(NamedTuple):
    """Everybody as of a state of the table: most by name, and beside them who is new."""

    anything: tuple[Any, ...] = ()
    state: tuple[Any, ...] = (0, 0.0, 0)
    #: Those in ASCII, and those in other scripts: a text with one letter of them takes twice as long.
    most: tuple[Lines, Lines] = Lines(), Lines()
    new: tuple[Line, ...] = ()
    #: Accounts without their signs, in order.
    accounts: Sequence[Line] = ()
    #: Whom the index of calls may know by another spelling alone.
    otherwise: Lines = Lines()

    def with_all(self, words: Sequence[Ways], limit: int) -> list[int]:
        """By name, in whom every word is found."""
        if not words:
            return []
        found = [line for lines in self.most for line in lines.with_all(words, limit)]
        found += [one for one in self.new if speaks(one[0], words)]
        return [customer_id for _line, customer_id in sorted(found)[:limit]]

    def with_account(self, begins: str, limit: int) -> list[int]:
        if not begins:
            return []
        first = bisect_left(self.accounts, (begins, 0))
        some = self.accounts[first : first + limit]
        return [customer_id for account, customer_id in some if account.startswith(begins)]


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of customers, or of people of theirs: who has exactly this number, and whoever else fits."""

    whole: tuple[int, ...]
    others: tuple[int, ...]


class CustomerIndex:
    """Customers with their words folded, at hand while somebody types; what was changed is read again.

    Numbers are looked up in the table, whose indexes know their beginnings and ends.
    """

    def __init__(self) -> None:
        self._known = _Known()

    def prepare(self, session: Session) -> None:
        """Read everybody, where that was not done."""
        self._at_hand(session)

    def find(self, session: Session, text: str, limit: int) -> Found:
        """Everybody who shares the number that was typed; up to `limit` whose number, account or words fit."""
        asked = typed(text)
        numbers = of_number(session, CUSTOMERS, asked, limit)
        fitting = numbers.others
        # By what one who was merged into another says, that other is found.
        stand = standing(session)
        enough = len({stand.get(one, one) for one in fitting} - set(numbers.whole)) >= limit
        if not enough and not (numbers.whole and len(compact(asked)) >= _A_NUMBER):
            known = self._at_hand(session)
            fitting += (*known.with_account(compact(asked), limit), *known.with_all(_words(asked), limit))
        whole = tuple(dict.fromkeys(stand.get(one, one) for one in numbers.whole))
        others = [one for one in dict.fromkeys(stand.get(one, one) for one in fitting) if one not in set(whole)]
        return Found(whole, tuple(others[:limit]))

    def of_calls(self, session: Session, text: str) -> tuple[int, ...]:
        """Whose calls are meant by what was typed, where the words of the calls do not tell."""
        asked = typed(text)
        known = self._at_hand(session)
        found: list[int] = []
        by_number = number_of(session, asked, 4)
        if by_number is not None:
            found += _by_number(session, CUSTOMERS, by_number, _MANY)
        account = compact(asked)
        if len(account) >= _AN_ACCOUNT and any(letter.isdecimal() for letter in account):
            found += known.with_account(account, _MANY)
        if "@" in asked:
            found += known.with_all(_words(asked), _MANY)
        else:
            found += [customer_id for _line, customer_id in known.otherwise.with_all(_words(asked), _FEW)]
        stand = standing(session)
        return tuple(dict.fromkeys(stand.get(one, one) for one in found))

    def _at_hand(self, session: Session) -> _Known:
        known, run = self._known, session.connection().exec_driver_sql
        anything = tuple(run(_ANYTHING).one())
        if anything != known.anything:
            if not known.anything:
                known = _read(run(BETWEENS, (0,)).all())
            else:
                rows = run(BETWEENS, (known.state[2],)).all()
                perhaps = run(_PERHAPS, (known.anything[0],)).scalar()
                state = tuple(run(_STATE).one()) if perhaps else _state(rows, known.state)
                if state != known.state:
                    # Where it is not only that some are new, everybody is read.
                    known = _grown(known, state, rows) or _read(run(BETWEENS, (0,)).all())
            # One assignment: others may be reading.
            self._known = known = known._replace(anything=anything)
        return known


def of_account(session: Session, account: str) -> tuple[int, ...]:
    """Whoever has this account, with or without its signs."""
    same = compact(account)
    # Of everybody, but for this alone nobody need be read whole.
    rows = session.connection().exec_driver_sql(_ACCOUNTS_LIKE, (f"%{'%'.join(same)}%",)) if same else ()
    return tuple(row[0] for row in rows if compact(row[1]) == same)


def standing(session: Session) -> dict[int, int]:
    """Customers who were merged into another, by id, and who stands for each now."""
    into = {row[0]: row[1] for row in session.connection().exec_driver_sql(_MERGED)}
    return {one: _last(into, one) for one in into}


def stands_for(session: Session, customer_id: int) -> int:
    """Who this customer is now: themselves, unless they were merged into another."""
    return standing(session).get(customer_id, customer_id)


def _last(into: dict[int, int], customer_id: int) -> int:
    while customer_id in into:
        customer_id = into[customer_id]
    return customer_id


def number_of(session: Session, asked: str, at_least: int) -> phones.Typed | None:
    """What was typed as a part of a phone number of so many digits; None where it is none."""
    if sum(letter.isdecimal() for letter in asked) < at_least or any(letter.isalpha() for letter in asked):
        return None
    return phones.typed(asked, phones.region(session))


def of_number(session: Session, numbers: Numbers, text: str, limit: int) -> Found:
    """Whose number is typed: who has exactly this one, and up to `limit` of whose it is a part."""
    number = number_of(session, typed(text), 2)
    if number is None:
        return Found((), ())
    found = session.connection().exec_driver_sql(numbers.by_the_whole, (number.digits, number.whole))
    return Found(tuple(row[0] for row in found), _by_number(session, numbers, number, limit))


def _by_number(session: Session, numbers: Numbers, number: phones.Typed, limit: int) -> tuple[int, ...]:
    values = (number.digits, number.ends[::-1], json.dumps(number.starts), limit)
    return tuple(row[0] for row in session.connection().exec_driver_sql(numbers.by_a_part, values))


def _words(asked: str) -> list[Ways]:
    return [_ways(word) for word in asked.split()]


def _ways(word: str) -> Ways:
    ways = tuple(filter(None, spellings(word.strip(_AROUND) or word))) or (word,)
    if any(letter.isdecimal() for letter in word):
        # It may be of an account, which is kept here without its signs.
        ways = tuple(dict.fromkeys((*ways, compact(word))))
    return ways


def _grown(known: _Known, state: tuple[Any, ...], rows: Sequence[Sequence[Any]]) -> _Known | None:
    """What is known, and these who are new; None where that is not what the table is now."""
    if not known.state[0] or len(known.new) + len(rows) > _BESIDE or _state(rows, known.state) != state:
        return None
    new = tuple(_line(*row[:5]) for row in rows)
    accounts = sorted((*known.accounts, *_accounts(rows)))
    return known._replace(state=state, new=(*known.new, *new), accounts=accounts)


def _read(rows: Sequence[Sequence[Any]]) -> _Known:
    lines = [_line(*row[:5]) for row in rows]
    ascii_, others = (Lines(one for one in lines if one[0].isascii() is is_ascii) for is_ascii in (True, False))
    otherwise = Lines(one for one, row in zip(lines, rows, strict=True) if _is_otherwise(" ".join(row[1:4])))
    return _Known((), _state(rows, (0, 0.0, 0)), (ascii_, others), (), sorted(_accounts(rows)), otherwise)


def _accounts(rows: Sequence[Sequence[Any]]) -> Iterator[Line]:
    return ((compact(row[3]), row[0]) for row in rows if row[3])


def _state(rows: Sequence[Sequence[Any]], before: tuple[Any, ...]) -> tuple[Any, ...]:
    """As the table tells its state, with these beside those before."""
    newest = max((row[0] for row in rows), default=before[2])
    return before[0] + len(rows), before[1] + sum(row[5] for row in rows), newest


def _line(customer_id: int, name: str, organisation: str, account: str, email: str) -> Line:
    words = f"{name}\n{organisation}\n{email}\n{compact(account)}"
    plain = folded(words).replace(BETWEEN, " ")
    if words.isascii():
        return plain, customer_id
    return "\n".join(dict.fromkeys((plain, spelled_out(words).replace(BETWEEN, " ")))), customer_id


def _is_otherwise(words: str) -> bool:
    """Whether SQLite's own folding of accents, which the index of calls once had alone, spells it in another way."""
    return not words.isascii() and without_accents(words) != folded(words)
