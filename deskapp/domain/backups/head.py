"""The head of a timeline: number and hash of its newest line, by which a tail that was cut off is found."""

import re

from deskapp.domain.data_class import dataclass

#: So many signs of the hash are printed: nobody makes another line that has the same ones.
SHORT = 16


@dataclass(frozen=True, slots=True)
class Head:
    """number: of the newest line, 0 where there is none. link: its hash in hex, or the beginning of it."""

    number: int
    link: str

    @property
    def printed(self) -> str:
        """As papers, lists and commands say it: "48213 9f3a61c277de0b14"."""
        return f"{self.number} {self.link[:SHORT]}".rstrip()

    def is_of(self, link: str) -> bool:
        """Whether a line of this hash is the one that is meant, as far as is known."""
        return bool(self.link) and link.startswith(self.link)


def read(text: str) -> Head | None:
    """What was printed, typed again: number and hash, in whatever case and apart by whatever; None: it is none."""
    found = re.fullmatch(r"\s*(\d{1,18})[^0-9a-f]+([0-9a-f][0-9a-f\s-]*)", text.casefold())
    link = re.sub(r"[\s-]", "", found[2]) if found else ""
    return Head(int(found[1]), link) if found and 8 <= len(link) <= 64 else None
