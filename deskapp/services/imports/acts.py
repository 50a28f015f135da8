"""What is asked of the imports of past calls."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class TakeList:
    """Import the calls of a list. mapping: as it stands in a file. skip_bad: leave out rows that cannot be taken."""

    path: Path
    mapping: Mapping[str, Any]
    skip_bad: bool = False


@dataclass(frozen=True, slots=True)
class UndoImport:
    """Take an import back. words: why, as the calls that came with it will say."""

    import_id: int
    words: str
