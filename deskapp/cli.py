"""The command line: the same desk, without a window. Nothing heavy is loaded before a command needs it."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from deskapp import __version__
from deskapp.domain.clock import Clock, SystemClock
from deskapp.domain.errors import DeskError
from deskapp.language import _, speak

#: Exit codes: done; refused, with one line of why; wrong usage (argparse's own).
DONE, REFUSED, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """Carry out one command; the exit code."""
    _speak_the_users_language()
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Any text may come from the record; one that the terminal cannot show must not stop the rest.
            stream.reconfigure(errors="backslashreplace")
    try:
        asked = parser().parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else USAGE
    try:
        code = _run(asked, clock or SystemClock())
        if asked.command is not None:
            from deskapp.commands.output import all_said

            all_said()
        return code
    except DeskError as problem:
        from deskapp.commands.refusals import sentence

        print(f"deskapp: {' '.join(sentence(problem).split())}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Who reads has seen enough. Python would complain again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(f"deskapp: {_('Cancelled.')}", file=sys.stderr)
        return REFUSED


def parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    top = argparse.ArgumentParser(
        prog="deskapp",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_("A help desk that works offline. Without a command it opens the window."),
        epilog=_examples("deskapp", "deskapp --demo", "deskapp --database desk.db", "deskapp overdue desk.db --json"),
    )
    top.add_argument("--version", action="version", version=f"deskapp {__version__}")
    top.add_argument("--database", metavar="FILE", type=Path, help=_("open the window on this desk"))
    top.add_argument("--demo", action="store_true", help=_("open the window on a demo desk, in a file of its own"))
    top.add_argument("--new-window", action="store_true", help=_("open a window even if one is open already"))
    commands = top.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))

    new = _command(commands, "new", _("make a desk's file"), "deskapp new desk.db", "deskapp new demo.db --demo")
    new.add_argument("file", metavar="FILE", type=Path, help=_("the file to make; there must be none yet"))
    new.add_argument("--demo", action="store_true", help=_("with a story of calls, customers and contacts"))
    new.add_argument("--manager", metavar="NAME", help=_("who leads the desk; the PIN is asked for"))

    taken = _command(
        commands,
        "import-calls",
        _("import past calls from a CSV"),
        "deskapp import-calls desk.db calls.csv --map my_list.toml --dry-run",
        "deskapp import-calls desk.db log.csv.gz --map incident_event_log --as-of 2016-03-10T12:00:00Z",
    )
    _file(taken)
    taken.add_argument("csv", metavar="CSV", type=Path, help=_("the list, as .csv or .csv.gz"))
    taken.add_argument(
        "--map", metavar="MAP", required=True, help=_("what its columns mean: a file, or the name of a shipped one")
    )
    taken.add_argument("--as-of", metavar="INSTANT", type=instant, help=_("leave out later rows"))
    taken.add_argument("--dry-run", action="store_true", help=_("say what would be imported, change nothing"))
    _who(taken)
    taken.add_argument("--skip-bad", action="store_true", help=_("leave out rows that cannot be read"))

    overdue = _command(
        commands,
        "overdue",
        _("list what is open and overdue"),
        "deskapp overdue desk.db",
        "deskapp overdue desk.db --at 2016-03-10T12:00:00Z --json",
    )
    _file(overdue)
    overdue.add_argument("--at", metavar="INSTANT", type=instant, help=_("as of then, by what was recorded until then"))
    _json(overdue)

    show = _command(
        commands, "show", _("show one call"), "deskapp show desk.db C-00001", "deskapp show desk.db INC0000045 --json"
    )
    _file(show)
    _ref(show)
    _json(show)

    sheet = _command(
        commands,
        "sheet",
        _("print the handoff sheet of a call's newest escalation to a PDF"),
        "deskapp sheet desk.db C-00001",
        'deskapp sheet desk.db C-00001 --to handoff.pdf --as "Priya Nair"',
    )
    _file(sheet)
    _ref(sheet)
    sheet.add_argument("--to", metavar="PDF", type=Path, help=_("the file to write; else one named after the call"))
    sheet.add_argument("--as", dest="who", metavar="NAME", help=_("who prints it; else who made the escalation"))

    people = _command(
        commands,
        "import-contacts",
        _("import contacts from a CSV or vCards"),
        "deskapp import-contacts desk.db suppliers.csv --dry-run",
        "deskapp import-contacts desk.db team.vcf --kind expert",
    )
    _file(people)
    people.add_argument("source", metavar="SOURCE", type=Path, help=_("the contacts, as .csv or .vcf"))
    people.add_argument(
        "--kind",
        choices=("senior", "expert", "customer_services", "supplier", "contractor"),
        default="supplier",
        help=_("of new contacts where the file names none"),
    )
    _who(people)
    people.add_argument("--dry-run", action="store_true", help=_("say what would be imported, change nothing"))

    routes = _command(
        commands,
        "routes",
        _("say whom the routes would offer for a call, and why"),
        "deskapp routes desk.db C-00001",
        "deskapp routes desk.db C-00001 --json",
    )
    _file(routes)
    _ref(routes)
    _json(routes)

    duty = _command(
        commands,
        "on-call",
        _("say who is on call by a rota"),
        'deskapp on-call desk.db "After hours"',
        'deskapp on-call desk.db "After hours" --at 2026-12-25T03:00:00Z --json',
    )
    _file(duty)
    duty.add_argument("rota", metavar="ROTA", help=_("the rota's name"))
    duty.add_argument("--at", metavar="INSTANT", type=instant, help=_("at that instant, past or to come"))
    _json(duty)

    check = _command(
        commands,
        "check",
        _("look a desk's file over: file, references, timeline, agreements, rotas, routes"),
        "deskapp check desk.db",
    )
    _file(check)
    return top


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


def _run(asked: argparse.Namespace, clock: Clock) -> int:
    """Only the command that was asked for is loaded."""
    if asked.command is None:
        from deskapp import app

        return app.run(database=asked.database, demo=asked.demo, new_window=asked.new_window)
    if asked.command == "new":
        from deskapp.commands import new

        return new.run(asked.file, asked.demo, asked.manager, clock)
    if asked.command == "import-calls":
        from deskapp.commands import import_calls

        return import_calls.run(
            asked.file,
            asked.csv,
            asked.map,
            clock,
            as_of=asked.as_of,
            dry_run=asked.dry_run,
            skip_bad=asked.skip_bad,
            who=asked.who,
        )
    if asked.command == "overdue":
        from deskapp.commands import overdue

        return overdue.run(asked.file, asked.at, asked.json, clock)
    if asked.command == "show":
        from deskapp.commands import show

        return show.run(asked.file, asked.ref, asked.json, clock)
    if asked.command == "sheet":
        from deskapp.commands import sheet

        return sheet.run(asked.file, asked.ref, asked.to, asked.who, clock)
    if asked.command == "import-contacts":
        from deskapp.commands import import_contacts

        dry_run, who = asked.dry_run, asked.who
        return import_contacts.run(asked.file, asked.source, asked.kind, clock, dry_run=dry_run, who=who)
    if asked.command == "routes":
        from deskapp.commands import routes

        return routes.run(asked.file, asked.ref, asked.json, clock)
    if asked.command == "on-call":
        from deskapp.commands import on_call

        return on_call.run(asked.file, asked.rota, asked.at, asked.json, clock)
    from deskapp.commands import check

    return check.run(asked.file)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, told: str, *examples: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=told,
        description=told[:1].upper() + told[1:] + ".",
        epilog=_examples(*examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _examples(*lines: str) -> str:
    return "\n  ".join((_("examples:"), *lines))


def _file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help=_("the desk's file"))


def _ref(command: argparse.ArgumentParser) -> None:
    command.add_argument("ref", metavar="REF", help=_("C-00001, or an imported call's old reference"))


def _who(command: argparse.ArgumentParser) -> None:
    told = _("who does it, else the desk's head; a PIN is asked for, or taken from DESKAPP_PIN")
    command.add_argument("--as", dest="who", metavar="NAME", help=told)


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help=_("as JSON, instants in UTC"))


def _replace_closed_streams() -> None:
    """Who closed an output, or started without a terminal, wants to hear nothing there: no reason to fail."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the process lives
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _speak_the_users_language() -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "").split(":")[0].split(".")[0].split("@")[0]
        if code:
            speak(code.split("_")[0] if code not in ("C", "POSIX") else "en")
            return


if __name__ == "__main__":
    sys.exit(main())
