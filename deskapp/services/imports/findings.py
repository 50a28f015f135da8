"""What is told of a list's rows: each by line and reason while they are few, what many share once with its count."""

from collections.abc import Iterator

from deskapp.domain.data_class import dataclass
from deskapp.services.tabular.rows import BadRow

#: So many rows are told one by one for one reason in one column, and so many values of a column by name.
MOST, NAMED = 100, 12


@dataclass(slots=True)
class _Value:
    rows: int
    line: int


class Findings:
    """Rows that were not taken, or that something was found about. Values that the mapping does not know are one
    question for each column, however many there are."""

    def __init__(self) -> None:
        self.rows = 0
        self._told: dict[tuple[str, str], list[BadRow]] = {}
        self._more: dict[tuple[str, str], int] = {}
        self._values: dict[str, dict[str, _Value]] = {}

    def add(self, found: BadRow) -> None:
        self.rows += 1
        column = str(found.values.get("column", ""))
        if found.code == "value_unknown":
            values = self._values.setdefault(column, {})
            value = values.setdefault(str(found.values["value"]), _Value(0, found.line))
            value.rows += 1
            return
        told = self._told.setdefault((found.code, column), [])
        if len(told) < MOST:
            told.append(found)
        else:
            self._more[found.code, column] = self._more.get((found.code, column), 0) + 1

    def all(self) -> tuple[BadRow, ...]:
        """In the order of their lines."""
        return tuple(sorted(self._all(), key=lambda found: found.line))

    def _all(self) -> Iterator[BadRow]:
        for key, told in self._told.items():
            yield from told
            if key in self._more:
                yield BadRow(told[-1].line, "more_like_it", {"count": self._more[key]})
        for column, values in self._values.items():
            rows = sum(value.rows for value in values.values())
            line = min(value.line for value in values.values())
            if rows == 1:
                yield BadRow(line, "value_unknown", {"column": column, "value": next(iter(values))})
            else:
                most = sorted(values.items(), key=lambda item: (-item[1].rows, item[1].line))
                named = ", ".join(f"{name} ({value.rows})" for name, value in most[:NAMED])
                named += ", …" if len(most) > NAMED else ""
                yield BadRow(
                    line, "values_unknown", {"column": column, "count": len(values), "rows": rows, "values": named}
                )
