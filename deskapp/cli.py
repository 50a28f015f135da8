"""The command line: the same desk, without a window. Nothing heavy is loaded before a command needs it."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from deskapp import __version__
from deskapp.domain.clock import Clock, SystemClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, NotFound, StorageProblem
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
        words = sys.argv[1:] if argv is None else argv
        asked = parser(with_commands=bool(words)).parse_args(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else USAGE
    try:
        code = _unlocking(asked, clock or SystemClock())
        if asked.command is not None:
            from deskapp.commands.output import all_said

            all_said()
        return code
    except DeskError as problem:
        from deskapp.commands.output import plain
        from deskapp.commands.refusals import sentence

        print(f"deskapp: {plain(' '.join(sentence(problem).split()))}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Who reads has seen enough. Python would complain again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        found: int = getattr(asked, "found", DONE)
        return found
    except KeyboardInterrupt:
        print(f"deskapp: {_cancelled()}", file=sys.stderr)
        return REFUSED


def _unlocking(asked: argparse.Namespace, clock: Clock) -> int:
    """Carry it out, once more for each encrypted desk that it comes upon: that is seen before anything else is done."""
    unlocked: set[Path] = set()
    while True:
        try:
            return _run(asked, clock)
        except StorageProblem as problem:
            path = Path(problem.values.get("path", ""))
            if problem.code is not Refusal.ENCRYPTED or path in unlocked:
                raise
        from deskapp.commands.passphrase import unlock

        unlock(path)
        unlocked.add(path)


def _run(asked: argparse.Namespace, clock: Clock) -> int:
    """Carry it out; where it comes upon rows that cannot be read, once more without them, and say so."""
    try:
        code: int = asked.run(asked, clock)
    except BrokenPipeError:
        raise
    except Exception as error:
        path = getattr(asked, "file", None)
        if path is None:
            raise
        if isinstance(error, NotFound):
            raise _told_apart(path, error) from error
        code = _run_past_bad_rows(asked, clock, path, error)
    return code


def _run_past_bad_rows(asked: argparse.Namespace, clock: Clock, path: Path, error: Exception) -> int:
    from deskapp.desk import Desk
    from deskapp.wording.damage import bad_rows

    desk = Desk(path)
    if not desk.looks_past(error):
        raise error
    print(f"deskapp: {bad_rows.told(desk.bad_rows, path)}", file=sys.stderr)
    try:
        code: int = asked.run(asked, clock)
    except NotFound as unknown:
        raise desk.told_apart(unknown) from unknown
    return code


def _told_apart(path: Path, unknown: NotFound) -> NotFound:
    from deskapp.desk import Desk

    return Desk(path).told_apart(unknown)


def _cancelled() -> str:
    """Ctrl+C: within an act nothing of it is saved, but it may have come in the very moment in which it was."""
    turn = sys.modules.get("deskapp.services.turn")
    if turn is None or not turn.saves_here():
        return _("Cancelled.")
    return _("Cancelled. Nothing is half there; look whether it was saved in that moment before you ask for it again.")


def parser(with_commands: bool = True) -> argparse.ArgumentParser:
    """All commands with their help; without them, what opens the window, which needs to wait for no command."""
    top = argparse.ArgumentParser(
        prog="deskapp",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_("A help desk that works offline. Without a command it opens the window."),
    )
    top.add_argument("--version", action="version", version=f"deskapp {__version__}")
    top.add_argument("--database", metavar="FILE", type=Path, help=_("open the window on this desk"))
    top.add_argument("--demo", action="store_true", help=_("open the window on a demo desk, in a file of its own"))
    top.add_argument("--new-window", action="store_true", help=_("open a window even if one is open already"))
    top.add_argument(
        "--caller", metavar="NUMBER", help=_("who rings: bring the window forward on them, with a new call begun")
    )
    top.set_defaults(command=None, run=_window)
    if with_commands:
        _add_commands(top)
    return top


def _add_commands(top: argparse.ArgumentParser) -> None:
    """In the order of the help. Each loads what it works with only when it runs."""
    from deskapp.commands import (
        check,
        dump,
        export,
        import_calls,
        import_contacts,
        import_equipment,
        imports,
        new,
        on_call,
        overdue,
        routes,
        salvage,
        show,
    )
    from deskapp.commands.arguments import examples_of
    from deskapp.commands.backups import backup, restore
    from deskapp.commands.customers import customer_data, erase_customer, import_customers, retention
    from deskapp.commands.papers import call, directory, handover, policy, readiness, report, rota_sheet, sheet
    from deskapp.commands.supply import supply

    top.epilog = examples_of(
        "deskapp", "deskapp --demo", "deskapp --database desk.db", "deskapp overdue desk.db --json"
    )
    commands = top.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))
    people = (import_contacts, import_customers, import_equipment)
    calls = (import_calls, imports, overdue, show, sheet)
    papers = (call, handover, policy, report, readiness, rota_sheet, directory)
    kept = (customer_data, erase_customer, retention)
    safety = (backup, restore, check, salvage, supply)
    for command in (new, *calls, *people, routes, on_call, *papers, export, dump, *kept, *safety):
        command.add(commands)


def _window(asked: argparse.Namespace, _clock: Clock) -> int:
    from deskapp import app

    caller = "" if asked.caller is None else _number(asked.caller)
    return app.run(database=asked.database, demo=asked.demo, new_window=asked.new_window, caller=caller)


def _number(given: str) -> str:
    """A telephone number, whatever the softphone made of it; nothing else is ever handed on."""
    from deskapp.domain.exchange.dialled import dialled

    number = dialled(given)
    if not number:
        raise DeskError(Refusal.NO_NUMBER, given=given)
    return number


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
