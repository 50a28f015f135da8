"""How a command brings its arguments, and those that several of them take."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from deskapp.language import _

Options: TypeAlias = "argparse._ActionsContainer"
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def command(commands: Commands, name: str, told: str, *examples: str) -> argparse.ArgumentParser:
    """A command of this name; its module sets `run`, which is given what was asked and the clock."""
    return commands.add_parser(
        name,
        help=told,
        description=told[:1].upper() + told[1:] + ".",
        epilog=examples_of(*examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def examples_of(*lines: str) -> str:
    return "\n  ".join((_("examples:"), *lines))


def file_of_desk(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help=_("the desk's file"))


def reference(command: argparse.ArgumentParser) -> None:
    command.add_argument("ref", metavar="REF", help=_("C-00001, or an imported call's old reference"))


def who_acts(command: argparse.ArgumentParser) -> None:
    told = _("who does it, else the desk's head; a PIN is asked for, or taken from DESKAPP_PIN")
    command.add_argument("--as", dest="who", metavar="NAME", help=told)


def to_file(command: argparse.ArgumentParser, metavar: str) -> None:
    command.add_argument(
        "--to", metavar=metavar, type=Path, required=True, help=_("the file to write, readable for you alone")
    )


def in_json(command: Options) -> None:
    command.add_argument("--json", action="store_true", help=_("as JSON, instants in UTC"))


def dry_run(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help=_("say what would be imported, change nothing"))


def whole_number(text: str) -> int:
    """A whole number that is not below zero."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(_("{text} is no whole number: write it in digits, as 1000").format(text=text))
    # Longer ones are refused by Python itself, and nothing is as many.
    return int(text[:30])


def instant(text: str) -> datetime:
    """An instant as ISO 8601, with Z or an offset: 2016-03-10T12:00:00Z."""
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise argparse.ArgumentTypeError(
                _("{text} has no zone: add Z for UTC, or an offset such as +01:00").format(text=text)
            )
        return at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(
            _("{text} is no instant: write it as 2016-03-10T12:00:00Z").format(text=text)
        ) from error
