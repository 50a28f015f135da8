"""A file's key as signs that can be printed, read aloud and typed again: 14 groups of four, the last one a sum."""

from hashlib import sha256

from deskapp.domain.pins import CODE_SIGNS, plain_code

#: So many bytes has a key.
KEY_BYTES = 32

_KEY_SIGNS, _SUM_SIGNS, _GROUP = 52, 4, 4
#: Of the bits of 52 signs the last ones belong to no byte.
_SPARE_BITS = _KEY_SIGNS * 5 - KEY_BYTES * 8


def written(key: bytes) -> str:
    """A key of 32 bytes as it stands on paper."""
    signs = _signs(int.from_bytes(key, "big") << _SPARE_BITS, _KEY_SIGNS)
    # A slip is told from the key of another file by it.
    signs += _signs(int.from_bytes(sha256(key).digest(), "big"), _SUM_SIGNS)
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def read(typed: str) -> bytes | None:
    """The key that somebody typed, with or without strokes; None: it is none, or has a slip."""
    signs = plain_code(typed)
    if len(signs) != _KEY_SIGNS + _SUM_SIGNS:
        return None
    number = 0
    for sign in signs[:_KEY_SIGNS]:
        number = number * 32 + CODE_SIGNS.index(sign)
    key = (number >> _SPARE_BITS).to_bytes(KEY_BYTES, "big")
    return key if plain_code(written(key)) == signs else None


def _signs(number: int, count: int) -> str:
    """The last signs of a number, five bits each."""
    return "".join(CODE_SIGNS[number >> 5 * place & 31] for place in reversed(range(count)))
