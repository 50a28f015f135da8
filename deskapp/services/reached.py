"""Numbers and addresses of somebody, from an act's lines into the columns that keep them."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from deskapp.domain.reach import line, of_line
from deskapp.services import phones
from deskapp.services.texts import clean, digits


def phone_values(numbers: Iterable[str], kinds: Sequence[str], region: str) -> list[dict[str, Any]]:
    """Columns of a row for each number, in order. region: whose numbers have no country's code."""
    told = [(clean(number), clean(kind)) for number, kind in zip_longest(numbers, kinds, fillvalue="")]
    return [
        {
            "position": position,
            "shown": number,
            "kind": kind,
            "digits": digits(number),
            "normal": phones.normal(number, region),
        }
        for position, (number, kind) in enumerate(one for one in told if one[0])
    ]


def email_values(email: str, kind: str, others: Sequence[str]) -> dict[str, Any]:
    """The columns of somebody's addresses: without a first one the next is it, and none is there twice."""
    first = clean(email)
    told = dict.fromkeys(of_line(clean(one)) for one in others)
    rest = [one for one in told if one.text and one.text != first]
    if not first and rest:
        first, kind = rest.pop(0)
    return {"email": first, "email_kind": kind if first else "", "other_emails": [line(one) for one in rest]}
