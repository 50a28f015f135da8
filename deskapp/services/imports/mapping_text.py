"""A mapping as the text of its file, so that what was made in the window works on the command line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deskapp.services.texts import whole

#: TOML knows these by name; every other control character by its number.
_NAMED = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def written(content: Mapping[str, Any]) -> str:
    """TOML that reads back as the same, but for halves of letters, which no file can hold."""
    return whole("\n".join(_tables(content)) + "\n")


def _tables(content: Mapping[str, Any], path: str = "") -> Iterator[str]:
    inner = {}
    for key, value in content.items():
        # Inside [columns] a table is a value of its line.
        if isinstance(value, Mapping) and path != "columns":
            inner[key] = value
        else:
            yield f"{_text(key)} = {_value(value)}"
    for key, value in inner.items():
        name = f"{path}.{_text(key)}" if path else _text(key)
        yield from ("", f"[{name}]", *_tables(value, f"{path}.{key}" if path else key))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_text(key)} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _quoted(str(value))


def _text(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if plain else _quoted(key)


def _quoted(text: str) -> str:
    signs = (
        _NAMED.get(sign) or (f"\\u{ord(sign):04x}" if ord(sign) < 0x20 or ord(sign) == 0x7F else sign) for sign in text
    )
    return '"' + "".join(signs) + '"'
