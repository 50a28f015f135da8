"""Whatever a file was made into, it is read as far as it goes, or refused in plain words."""

from contextlib import suppress
from random import Random

import pytest
from test_workbooks import book

from deskapp.domain.errors import DeskError
from deskapp.services.tabular.rows import BadRow
from deskapp.services.tabular.tables import guess, table

LINES = ["Nummer;Name;Text", *(f'{number};Jürgen {number};"eins ""{number}""\nzwei"' for number in range(40))]
SOUND = {
    **{name: "\r\n".join(LINES).encode(name) for name in ("utf-8", "cp1252", "utf-16", "mac-roman")},
    "xlsx": book(["id", "name", "text"], *([number, "Jürgen", "eins"] for number in range(40))),
}
PUT_IN = (b'"', b";", b"\r\n", b"\x00", b'""', b"sep=,\n", b"\xff\xfe", b"\x1f\x8b", b"PK\x03\x04")


def damaged(content: bytes, chance: Random) -> bytes:
    made = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(made))
        what = chance.randrange(4)
        if what == 0:
            made[at] = chance.randrange(256)
        elif what == 1:
            del made[at : at + chance.randint(1, 60)]
        elif what == 2:
            made[at:at] = chance.randbytes(chance.randint(1, 20))
        else:
            made[at:at] = chance.choice(PUT_IN)
    return bytes(made)


@pytest.mark.parametrize("kind", SOUND)
def test_any_damage_ends_in_rows_or_in_a_refusal(kind: str) -> None:
    read = 0
    for seed in range(60):
        content = damaged(SOUND[kind], Random(seed))
        with suppress(DeskError), table(content, guess(content), longest=4000) as one:
            for row in one:
                read += not isinstance(row, BadRow)
    # Of a workbook one wrong byte spoils the whole.
    assert read > 0 or kind == "xlsx"
