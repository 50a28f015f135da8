"""`deskapp supply`: what a bundle of the app carries, for whoever bundles it."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.commands.arguments import Commands, command
from deskapp.commands.output import plain, say
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.commands.supply.advisories import Looked
    from deskapp.commands.supply.carried import Part

#: The exit code that says that an advisory concerns what is carried: not that of a command that was refused.
CONCERNED = 3


def add(commands: Commands) -> None:
    carried = command(
        commands,
        "supply",
        _("list what a bundle of this app carries, with its licences and known advisories"),
        "deskapp supply --bill bill.cdx.json --licences LICENCES.txt --lock requirements.lock",
        "deskapp supply --advisories all.zip",
    )
    carried.add_argument("--bill", metavar="FILE", type=Path, help=_("write the bill of materials, CycloneDX in JSON"))
    carried.add_argument("--licences", metavar="FILE", type=Path, help=_("write the licences of all that is carried"))
    carried.add_argument(
        "--advisories",
        metavar="LIST",
        type=Path,
        help=_(
            "look for what is carried in a list of known advisories that lies here: a file, folder or ZIP of OSV's"
            " records; ends with exit code 3 where one concerns it"
        ),
    )
    carried.add_argument(
        "--lock", metavar="FILE", type=Path, help=_("requirements.lock: refuse what is not in the version it names")
    )
    carried.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.commands.supply import advisories, bill, licences
    from deskapp.commands.supply.carried import app, carried

    if asked.lock is not None:
        _check_lock(asked.lock)
    parts = carried(asked.lock)
    whole = app(parts)
    if asked.bill is not None:
        made = json.dumps(bill.bill(whole, parts, clock.now()), indent=2, ensure_ascii=False)
        _write(asked.bill, made + "\n")
    if asked.licences is not None:
        _write(asked.licences, licences.licences(whole, parts))
    if asked.advisories is not None:
        return _say_advisories(asked.advisories, advisories.look(asked.advisories, parts), parts)
    if asked.bill is None and asked.licences is None:
        for part in parts:
            inside = _("inside {package}").format(package=part.inside) if part.inside else ""
            say(plain("  ".join(filter(None, (part.name, part.version or "?", part.licence or "?", inside)))))
    return 0


def _check_lock(lock: Path) -> None:
    from deskapp.commands.supply.carried import differing

    try:
        found = differing(lock)
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(Refusal.LOCK_UNREADABLE, path=str(lock)) from error
    if found:
        named = ", ".join(f"{name} {here} ({was or '-'})" for name, here, was in sorted(found))
        raise DeskError(Refusal.LOCK_DIFFERS, path=str(lock), packages=named)


def _write(path: Path, text: str) -> None:
    from deskapp.documents.new_file import new_file

    with new_file(path) as file:
        file.write(text.encode())
    say(plain(_("Wrote {path}.").format(path=path)))


def _say_advisories(source: Path, looked: Looked, parts: Sequence[Part]) -> int:
    for one in looked.found:
        mended = _("mended in {versions}").format(versions=", ".join(one.mended_in)) if one.mended_in else ""
        names = ", ".join((one.id, *one.aliases))
        say(plain("  ".join(filter(None, (one.part.name, one.part.version, names, mended, one.summary)))))
    count = len(looked.found)
    form = ngettext(
        "{n} advisory concerns what is carried, of {all} about Python packages in {path}, as of {day}.",
        "{n} advisories concern what is carried, of {all} about Python packages in {path}, as of {day}.",
        count,
    )
    say(plain(form.format(n=count, all=looked.of_packages, path=source, day=looked.as_of or "?")))
    aside = ", ".join(f"{part.name} {part.version or '?'}" for part in parts if not part.is_package)
    say(plain(_("Not looked for, for they are no packages of their own: {parts}.").format(parts=aside)))
    if looked.unreadable:
        form = ngettext("{n} entry could not be read.", "{n} entries could not be read.", looked.unreadable)
        say(form.format(n=looked.unreadable))
    if count:
        return CONCERNED
    return 1 if looked.unreadable else 0
