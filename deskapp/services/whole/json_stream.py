"""A JSON document read part by part: its lists and objects are walked, what lies in them is read one by one."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

#: So many characters are read at once, and no single value is longer.
_PART, _LONGEST = 1 << 16, 1 << 26
_BLANKS = " \t\r\n"


class NotJsonError(Exception):
    """Where a document stops being JSON: the line, and what the library says of it."""

    def __init__(self, line: int, said: str) -> None:
        super().__init__(line, said)
        self.line, self.said = line, said


class JsonStream:
    """Raises NotJsonError, and UnicodeDecodeError as `file` does."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._decoder = json.JSONDecoder()
        self._text, self._at, self._line = "", 0, 1

    def members(self) -> Iterator[str]:
        """The names in an object; the value of each is to be read before the next is asked for."""
        for _place in self._walk("{", "}"):
            line = self._line
            name = self.value()
            if not isinstance(name, str):
                raise NotJsonError(line, "a name is missing")
            self._take(":")
            yield name

    def elements(self) -> Iterator[int]:
        """The places of a list, from 1; the value of each is to be read before the next is asked for."""
        yield from self._walk("[", "]")

    def value(self) -> Any:
        """The next value, whole."""
        self._next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                raise NotJsonError(self._line + self._text.count("\n", self._at, error.pos), error.msg) from error
            except RecursionError as error:
                raise NotJsonError(self._line, "too deep") from error
            except ValueError as error:
                # A number longer than any: that is none of the library's own errors.
                raise NotJsonError(self._line, str(error)) from error
            # A number may go on in the next part.
            if end < len(self._text) or not self._more():
                self._go_to(end)
                return value

    def end(self) -> None:
        """Nothing may follow."""
        if sign := self._next():
            raise NotJsonError(self._line, f"{sign!r} after the end")

    def _walk(self, first: str, last: str) -> Iterator[int]:
        self._take(first)
        if self._next() == last:
            self._take(last)
            return
        place = 1
        while True:
            yield place
            place += 1
            if self._next() == last:
                self._take(last)
                return
            self._take(",")

    def _take(self, wanted: str) -> None:
        sign = self._next()
        if sign != wanted:
            raise NotJsonError(self._line, f"{wanted!r} expected, not {sign!r}" if sign else f"{wanted!r} is missing")
        self._at += 1

    def _next(self) -> str:
        """The next sign that is no blank; "" at the end."""
        while True:
            end = self._at
            while end < len(self._text) and self._text[end] in _BLANKS:
                end += 1
            self._go_to(end)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _go_to(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Whether there was more to read; what was read already is let go."""
        rest = self._text[self._at :]
        if len(rest) > _LONGEST:
            return False
        # As much again as there is: a long value is not tried anew for each small part of it.
        part = self._file.read(max(_PART, len(rest)))
        self._text, self._at = rest + part, 0
        return bool(part)
