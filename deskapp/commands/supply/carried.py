"""What a bundle of the app carries: packages, the libraries inside their wheels, fonts, Python itself."""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from deskapp import __version__, paths
from deskapp.domain.data_class import dataclass

APP = "deskapp"
#: What a package says of its licence in words that name one of SPDX's.
_SPDX = {
    "apache": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "bsd license (see license.txt for details)": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "gnu library or lesser general public license (lgpl)": "LGPL-3.0-or-later",
    "mit license": "MIT",
    "the mit license": "MIT",
}
_EXPRESSION = re.compile(r"\(?[A-Za-z0-9.+-]+\)?(?: (?:AND|OR|WITH) \(?[A-Za-z0-9.+-]+\)?)*")
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
#: What is inside a package beside itself: its name, its licence, and where its text stands, if not in the package's.
_INSIDE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "pyside6-essentials": (("Qt", "LGPL-3.0-only", "LGPL-3.0.txt"),),
    "sqlcipher3": (
        ("SQLCipher", "BSD-3-Clause", "SQLCipher.txt"),
        ("SQLite", "blessing", ""),
        ("OpenSSL", "Apache-2.0", "Apache-2.0.txt"),
    ),
    "pypdfium2": (("PDFium", "BSD-3-Clause AND Apache-2.0", ""),),
    "uharfbuzz": (("HarfBuzz", "MIT-Modern-Variant", "HarfBuzz.txt"),),
    "argon2-cffi-bindings": (("argon2", "CC0-1.0 OR Apache-2.0", "CC0-1.0.txt"),),
    "pillow": (
        ("FreeType", "FTL", ""),
        ("Little CMS", "MIT", ""),
        ("libwebp", "BSD-3-Clause", ""),
        ("libjpeg-turbo", "BSD-3-Clause AND IJG", ""),
        ("OpenJPEG", "BSD-2-Clause", ""),
        ("LibTIFF", "libtiff", ""),
        ("zlib-ng", "Zlib", ""),
    ),
}
#: What a package does not say of its licence, but its text does.
_BY_TEXT = {"sqlcipher3": "Zlib", "pypdfium2": "BSD-3-Clause OR Apache-2.0"}
#: Packages that come without the text of their licence.
_WITHOUT_TEXT = dict.fromkeys(("pyside6-essentials", "shiboken6"), ("LGPL-3.0.txt", "GPL-3.0.txt"))
_LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a bundle carries."""

    name: str
    #: "" where it does not tell.
    version: str
    #: An expression of SPDX where that is known, else what the package says; "" where it says nothing.
    licence: str
    #: The texts of its licence, with the names they have.
    texts: tuple[tuple[str, str], ...] = ()
    #: The package that has it inside; "" for a package of its own.
    inside: str = ""
    #: What it needs, by name.
    needs: tuple[str, ...] = ()
    #: SHA-256: of a file that is carried, or of each of the files that the lock allows it to come from.
    hashes: tuple[str, ...] = ()
    file: bool = False
    python: bool = False

    @property
    def is_package(self) -> bool:
        """Whether it comes from the index of Python packages, under this name."""
        return not (self.inside or self.file or self.python)


def normal(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def is_expression(licence: str) -> bool:
    """Whether a licence is told by SPDX's names."""
    return _EXPRESSION.fullmatch(licence) is not None


def carried(lock: Path | None = None) -> list[Part]:
    """Everything, packages first, each by its name; lock: the file that names what they may come from."""
    locked = _locked(lock) if lock is not None else {}
    packages = [_package(one, locked.get(normal(one.name), ())) for one in _needed()]
    inside = [part for package in packages for part in _inside(package.name)]
    return [*sorted(packages, key=lambda one: normal(one.name)), *inside, *_fonts(), _python()]


def app(parts: Sequence[Part]) -> Part:
    """The app itself, as a part that needs others of these."""
    known = {normal(part.name) for part in parts}
    needs = tuple(name for name in _of_the_app() if normal(name) in known)
    licence = (paths.resources().parent / "LICENSE", APP)
    return Part(APP, __version__, "MIT", _read([licence]), needs=needs)


def differing(lock: Path) -> list[tuple[str, str, str]]:
    """Packages that are here in another version than the lock names: name, here, in the lock ("": not named)."""
    named = {
        normal(found["name"]): found["version"]
        for line in lock.read_text("utf-8").splitlines()
        if (found := _LOCKED.match(line))
    }
    here = [(one.name, one.version, named.get(normal(one.name), "")) for one in _needed()]
    return [one for one in here if one[1] != one[2]]


def _needed() -> list[metadata.Distribution]:
    """The packages that the app needs, and what those need, as they are installed here."""
    found: dict[str, metadata.Distribution] = {}
    waiting = _of_the_app()
    while waiting:
        name = waiting.pop()
        if normal(name) not in found:
            found[normal(name)] = one = metadata.distribution(name)
            waiting += _names(one.requires)
    return list(found.values())


def _of_the_app() -> list[str]:
    """What the app itself needs: in a checkout what that says now, for it may be installed as it was once."""
    checkout = paths.resources().parent / "pyproject.toml"
    if not checkout.is_file():
        return list(_names(metadata.distribution(APP).requires))
    return list(_names(tomllib.loads(checkout.read_text("utf-8"))["project"]["dependencies"]))


def _names(requires: Iterable[str] | None) -> Iterator[str]:
    """What is needed on this machine, without what is only offered."""
    from packaging.requirements import Requirement

    for line in requires or ():
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            yield needed.name


def _package(package: metadata.Distribution, hashes: tuple[str, ...]) -> Part:
    name = normal(package.name)
    texts = [(Path(str(file.locate())), str(file)) for file in package.files or () if _is_text(str(file))]
    texts += [(paths.resources() / "licences" / text, text) for text in _WITHOUT_TEXT.get(name, ())]
    licence, needs = _BY_TEXT.get(name) or _licence(package.metadata), tuple(_names(package.requires))
    return Part(package.name, package.version, licence, _read(texts), needs=needs, hashes=hashes)


def _is_text(path: str) -> bool:
    _package, dist_info, inside = path.partition(".dist-info/")
    return bool(dist_info) and _TEXT.search(inside) is not None


def _licence(told: metadata.PackageMetadata) -> str:
    said = [str(one).strip() for name in ("License-Expression", "License") for one in told.get_all(name) or ()]
    said += [line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    for one in said:
        known = _SPDX.get(one.lower(), one)
        if known and is_expression(known):
            return known
    return next((one.splitlines()[0][:100] for one in said if one), "")


def _inside(package: str) -> Iterator[Part]:
    for name, licence, text in _INSIDE.get(normal(package), ()):
        texts = _read([(paths.resources() / "licences" / text, text)]) if text else ()
        yield Part(name, _versions().get(name, ""), licence, texts, inside=package)


@cache
def _versions() -> dict[str, str]:
    """What the libraries inside the wheels say of their version; those that say nothing are left out."""
    import pypdfium2
    import uharfbuzz
    from PIL import features

    from deskapp.storage import opening

    found = {
        "Qt": metadata.version("PySide6-Essentials"),
        "PDFium": str(pypdfium2.PDFIUM_INFO.build),
        "HarfBuzz": str(uharfbuzz.version_string()),
    }
    for name, told in opening.versions().items():
        number = re.search(r"\d+(\.\d+)+\w*", told)
        found |= {name: number[0]} if number else {}
    names = {
        "FreeType": "freetype2",
        "Little CMS": "littlecms2",
        "libwebp": "webp",
        "libjpeg-turbo": "libjpeg_turbo",
        "OpenJPEG": "jpg_2000",
        "LibTIFF": "libtiff",
        "zlib-ng": "zlib_ng",
    }
    return found | {name: str(said) for name, asked in names.items() if (said := features.version(asked))}


def _fonts() -> Iterator[Part]:
    folder = paths.resources() / "fonts"
    texts = _read([(folder / "LICENSE.txt", "fonts/LICENSE.txt")])
    for path in sorted(folder.glob("*.ttf")):
        content = path.read_bytes()
        said = re.search(rb"Version (\d+\.\d+)", content.replace(b"\0", b""))
        version = said[1].decode() if said else ""
        hashes = (hashlib.sha256(content).hexdigest(),)
        yield Part(path.name, version, "Bitstream-Vera", texts, hashes=hashes, file=True)


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    text = next((path for place in sys.path if (path := Path(place, "LICENSE.txt")).is_file()), None)
    return Part("Python", version, "PSF-2.0", _read([(text, "Python/LICENSE.txt")] if text else []), python=True)


def _read(texts: Sequence[tuple[Path, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, path.read_text("utf-8", "replace")) for path, name in texts if path.is_file())


def _locked(lock: Path) -> dict[str, tuple[str, ...]]:
    """By name, what each package of a lock may come from: the SHA-256 of its files."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.read_text("utf-8").splitlines():
        if begins := _LOCKED.match(line):
            name = normal(begins["name"])
        found.setdefault(name, []).extend(_HASH.findall(line))
    return {name: tuple(hashes) for name, hashes in found.items()}
