"""What a passphrase must be, and how a key is written down."""

import os

import pytest

from deskapp.domain.codes import FieldFault
from deskapp.domain.encryption import recovery_key
from deskapp.domain.encryption.passphrase import fault


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", FieldFault.PASSPHRASE_SHORT),
        ("eleven sign", FieldFault.PASSPHRASE_SHORT),
        ("   eleven sign   ", FieldFault.PASSPHRASE_SHORT),
        ("aaaaaaaaaaaa", FieldFault.PASSPHRASE_EASY),
        ("lampelampelampe", FieldFault.PASSPHRASE_EASY),
        ("123456789012", FieldFault.PASSPHRASE_EASY),
        ("qwertzuiop123", FieldFault.PASSPHRASE_EASY),
        ("Password12345", FieldFault.PASSPHRASE_EASY),
        ("poiuytrewq4321", FieldFault.PASSPHRASE_EASY),
        ("four words of nothing", None),
        ("zwölf Lampen", None),
        ("帽子と海と鉛筆と雲の下の猫", None),
        ("four words\0of nothing", FieldFault.PASSPHRASE_UNTYPABLE),
        ("four words\nof nothing", FieldFault.PASSPHRASE_UNTYPABLE),
        ("four words \ud800 of nothing", FieldFault.PASSPHRASE_UNTYPABLE),
        (" " * 40, FieldFault.PASSPHRASE_SHORT),
        ("a  b  c  d  e  f  g", None),
        ("vier W\u00f6rter \u00fcber \u00c4pfel", None),
        ("".join(chr(0x4E00 + n * 37 % 5000) for n in range(10_000)), None),
    ],
)
def test_a_passphrase_is_long_and_nothing_that_is_guessed_first(typed: str, wrong: FieldFault | None) -> None:
    assert fault(typed) is wrong


def test_a_key_is_read_as_it_was_written_and_a_slip_is_told() -> None:
    key = os.urandom(32)
    written = recovery_key.written(key)
    assert [len(group) for group in written.split("-")] == [4] * 14
    assert recovery_key.read(written) == key
    assert recovery_key.read(written.replace("-", "").lower()) == key
    assert recovery_key.read(written.replace("1", "l").replace("0", "O")) == key
    for at, sign in enumerate(written):
        other = "A" if sign != "A" else "B"
        assert sign == "-" or recovery_key.read(written[:at] + other + written[at + 1 :]) is None
    assert recovery_key.read(written[:-1]) is None
    assert recovery_key.read("four words of nothing") is None
