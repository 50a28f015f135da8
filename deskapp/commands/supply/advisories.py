"""Known advisories about what a bundle carries, from a list that somebody brings: OSV's records, as it exports them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from deskapp.commands.supply.carried import Part, normal
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError

_ECOSYSTEM = "PyPI"
#: No advisory is as long as this. A file that holds many of them is not longer than that.
_LONGEST, _LONGEST_LIST = 10_000_000, 500_000_000


@dataclass(frozen=True, slots=True)
class Advisory:
    """One that concerns a part in the version that is carried."""

    id: str
    part: Part
    summary: str
    #: The other names it goes by, and the versions in which it is mended.
    aliases: tuple[str, ...]
    mended_in: tuple[str, ...]


@dataclass(slots=True)
class Looked:
    """What a list said."""

    #: How many advisories there were, of Python packages among all, and how many could not be read.
    of_packages: int = 0
    read: int = 0
    unreadable: int = 0
    #: The newest day on which one of them was changed: as of then the list is.
    as_of: str = ""
    found: list[Advisory] = field(default_factory=list)


def look(source: Path, parts: Sequence[Part]) -> Looked:
    """Look for the packages among these in a list: a record, several, a folder of them, or a ZIP.

    Raises DeskError: advisories_missing; advisories_none where it holds none of Python packages, and so says nothing.
    """
    packages = {normal(part.name): part for part in parts if part.is_package}
    looked, already = Looked(), set[tuple[str, str]]()
    for text in _texts(source):
        for record in _records(text):
            if not isinstance(record, dict) or not isinstance(record.get("id"), str):
                looked.unreadable += 1
                continue
            looked.read += 1
            looked.as_of = max(looked.as_of, str(record.get("modified", ""))[:10])
            try:
                _look_at(record, packages, looked, already)
            except (TypeError, ValueError, AttributeError, KeyError):
                looked.unreadable += 1
    if not looked.of_packages:
        raise DeskError(Refusal.ADVISORIES_NONE, path=str(source))
    looked.found.sort(key=lambda one: (normal(one.part.name), one.id))
    return looked


def _look_at(
    record: Mapping[str, Any], packages: Mapping[str, Part], looked: Looked, already: set[tuple[str, str]]
) -> None:
    told = [one for one in record.get("affected") or () if (one.get("package") or {}).get("ecosystem") == _ECOSYSTEM]
    looked.of_packages += bool(told)
    if record.get("withdrawn"):
        return
    for affected in told:
        part = packages.get(normal(affected["package"]["name"]))
        if part is None or (record["id"], part.name) in already or not _concerns(affected, part.version):
            continue
        already.add((record["id"], part.name))
        events = [event for one in affected.get("ranges") or () for event in one.get("events") or ()]
        summary = str(record.get("summary") or record.get("details") or "")
        aliases = tuple(map(str, record.get("aliases") or ()))
        mended = tuple(str(event["fixed"]) for event in events if "fixed" in event)
        looked.found.append(Advisory(record["id"], part, " ".join(summary.split())[:200], aliases, mended))


def _concerns(affected: Mapping[str, Any], version: str) -> bool:
    """Whether a version is one of those that are named, or lies in one of the stretches."""
    from packaging.version import Version

    here = Version(version)
    for named in affected.get("versions") or ():
        try:
            if Version(named) == here:
                return True
        except ValueError:
            if named == version:
                return True
    stretches = [one for one in affected.get("ranges") or () if one.get("type") in ("ECOSYSTEM", "SEMVER")]
    return any(_within(one.get("events") or (), here) for one in stretches)


def _within(events: Sequence[Mapping[str, str]], here: Any) -> bool:
    """In the order of the versions: introduced begins a stretch, fixed ends it before, last_affected after itself."""
    from packaging.version import Version

    told = []
    for event in events:
        for kind, after in (("introduced", 0), ("fixed", 0), ("last_affected", 1)):
            if kind in event:
                told.append((Version("0.dev0" if event[kind] == "0" else event[kind]), after, kind))
    inside = False
    for version, after, kind in sorted(told):
        if version > here or (version == here and after):
            break
        inside = kind == "introduced"
    return inside


def _records(text: bytes | None) -> Iterator[object]:
    """The records of one file: one, a list of them, several below "vulns", or one a line. None: it cannot be read."""
    if text is None:
        yield None
        return
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        lines = text.splitlines()
        if len(lines) > 1 and lines[0].rstrip().endswith(b"}"):
            for line in lines:
                yield from _records(line) if line.strip() else ()
        else:
            yield None
        return
    if isinstance(read, dict) and isinstance(read.get("vulns"), list):
        yield from read["vulns"]
    elif isinstance(read, list):
        yield from read
    else:
        yield read


def _texts(source: Path) -> Iterator[bytes | None]:
    try:
        if source.is_dir():
            for path in sorted(source.rglob("*.json")):
                yield path.read_bytes() if path.stat().st_size <= _LONGEST else None
        elif zipfile.is_zipfile(source):
            with zipfile.ZipFile(source) as packed:
                for one in packed.infolist():
                    if one.filename.endswith(".json"):
                        # The library that unpacks it reads no byte beyond what it says to be.
                        yield packed.read(one) if one.file_size <= _LONGEST else None
        else:
            yield source.read_bytes() if source.stat().st_size <= _LONGEST_LIST else None
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise DeskError(Refusal.ADVISORIES_MISSING, path=str(source), said=said) from error
