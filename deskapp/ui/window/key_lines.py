"""What each key does, in words: the commands' own, and those that hold in one place alone."""

from collections.abc import Sequence
from typing import NamedTuple

from deskapp.language import _
from deskapp.ui.work.commands import Command, Group, group_words

#: Of each place, what is done there and by which keys.
Places = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


class KeyLine(NamedTuple):
    """Where they hold, what they do, and the keys."""

    where: str
    what: str
    keys: tuple[str, ...]


def key_lines(commands: Sequence[Command]) -> list[KeyLine]:
    """Every key of the app, in the order of the menu and of the side bar."""
    of_commands = [
        KeyLine(group_words(group), one.words, one.keys)
        for group in Group
        for one in commands
        if one.group is group and one.keys
    ]
    places = (*_everywhere(), *_screens(), *_dialogs())
    return [*of_commands, *(KeyLine(where, what, keys) for where, lines in places for what, keys in lines)]


def _everywhere() -> Places:
    return (
        (
            _("Dialogs"),
            (
                (_("The main action"), ("Ctrl+Return",)),
                (_("The other action, where there is one"), ("Ctrl+Shift+Return",)),
                (_("Cancel"), ("Esc",)),
                (_("What has an underlined letter: that letter"), ("Alt",)),
                (_("Phrases for the customer"), ("F6",)),
                (_("Say it better"), ("F5",)),
            ),
        ),
        (
            _("Lists"),
            (
                (_("Choose"), ("Up", "Down", "PgUp", "PgDown", "Home", "End")),
                (_("Open"), ("Return",)),
                (_("Tick"), ("Space",)),
                (_("Copy"), ("Ctrl+C",)),
                (_("Move what is in order"), ("Alt+Up", "Alt+Down")),
                (_("Take out"), ("Del",)),
                (_("Back from the panel, the search or the help"), ("Esc",)),
            ),
        ),
        (
            _("Files of a call"),
            (
                (_("Attach what was copied: a screenshot, files"), ("Ctrl+V",)),
                (_("Open a copy"), ("Return",)),
                (_("Save as"), ("Ctrl+S",)),
                (_("Remove"), ("Del",)),
            ),
        ),
        (
            _("Choices"),
            (
                (_("The next, the one before"), ("Right", "Left", "Down", "Up")),
                (_("The first, the last"), ("Home", "End")),
                (_("A score, none"), ("1", "2", "3", "4", "5", "Del", "Backspace")),
            ),
        ),
        (
            _("Side bar"),
            (
                (_("Another screen"), ("Up", "Down", "Home", "End")),
                (_("Into the screen"), ("Return", "Space")),
            ),
        ),
    )


def _screens() -> Places:
    return (
        (
            _("Escalations"),
            (
                (_("Accepted"), ("Ctrl+Shift+A",)),
                (_("Copy number"), ("Ctrl+C",)),
                (_("Heard from them"), ("Ctrl+Shift+H",)),
                (_("Returned"), ("Ctrl+Shift+B",)),
                (_("Refused"), ("Ctrl+Shift+X",)),
                (_("No answer"), ("Ctrl+Shift+N",)),
                (_("Message left"), ("Ctrl+Shift+R",)),
                (_("Offer to the next in the chain"), ("Ctrl+Shift+O",)),
                (_("Withdraw"), ("Ctrl+Shift+W",)),
                (_("Print sheets"), ("Ctrl+Shift+D",)),
            ),
        ),
        (
            _("Calls"),
            (
                (_("Menu of the call"), ("Shift+F10", "Menu")),
                (_("Copy reference"), ("Ctrl+C",)),
                (_("Select several"), ("Shift+Up", "Shift+Down", "Ctrl+A")),
                (_("Open a filter"), ("Down", "Return")),
                (_("The next filter, the one before"), ("Right", "Left")),
                (_("Take a filter away"), ("Del", "Backspace")),
            ),
        ),
        (
            _("Overdue"),
            (
                (_("A tile, and all again"), ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5")),
                (_("Narrow down to a name, and all again"), ("Space",)),
                (_("Wall board"), ("F11",)),
                (_("Fold the group, unfold it"), ("Left", "Right")),
                (_("One call alone is selected"), ("Esc",)),
                (_("Select several"), ("Shift+Up", "Shift+Down", "Ctrl+A")),
                (_("Menu of the call"), ("Shift+F10", "Menu")),
                (_("Take a filter away"), ("Del", "Backspace")),
            ),
        ),
        (
            _("Reviews"),
            (
                (_("Score the line, and on to the next"), ("1", "2", "3", "4", "-")),
                (_("The line below, the one above"), ("Down", "Up")),
                (_("Finish the review; answer what was shared"), ("Ctrl+Return",)),
                (_("Keep as a draft, and on to the next call"), ("Esc",)),
            ),
        ),
        (
            _("Measures"),
            (
                (_("From figure to figure"), ("Left", "Right", "Up", "Down", "Home", "End")),
                (_("The calls behind a figure"), ("Return",)),
                (_("Back to the figures"), ("Esc",)),
                (_("What the figure means"), ("F1",)),
                (_("The period before, after"), ("Alt+Left", "Alt+Right")),
                (_("Narrow the calls down to a line, and all again"), ("Space", "Return")),
            ),
        ),
        (
            _("Signals"),
            (
                (_("The calls behind it; one of them whole"), ("Return",)),
                (_("Back to the signals"), ("Esc",)),
                (_("New action"), ("Ctrl+J",)),
                (_("New feedback"), ("Ctrl+M",)),
                (_("Why it is a signal"), ("F1",)),
            ),
        ),
        (
            _("Practice"),
            (
                (_("Hint"), ("F1",)),
                (_("The card, and back to the screen"), ("Shift+F9",)),
                (_("Back to the step before"), ("Alt+Left",)),
                (_("Play again"), ("Ctrl+R",)),
                (_("Leave"), ("Esc",)),
            ),
        ),
        (_("Readiness"), ((_("Keep this state"), ("Ctrl+S",)),)),
        (
            _("Call-backs"),
            (
                (_("Kept"), ("Return",)),
                (_("Move"), ("Ctrl+M",)),
                (_("Copy number"), ("Ctrl+C",)),
                (_("Open call"), ("Ctrl+O",)),
            ),
        ),
        (
            _("Incidents"),
            (
                (_("Open an incident"), ("Ctrl+Shift+I",)),
                (_("Message"), ("Ctrl+M",)),
                (_("Add calls"), ("Ctrl+J",)),
                (_("Note"), ("Ctrl+Shift+N",)),
                (_("Hand over"), ("Ctrl+Shift+H",)),
                (_("Over, or not over after all"), ("Ctrl+Shift+O",)),
                (_("Tell the customer of the call"), ("Return",)),
                (_("Not reached"), ("Ctrl+Shift+X",)),
                (_("Copy number"), ("Ctrl+Shift+C",)),
                (_("Open call"), ("Ctrl+O",)),
                (_("Take the call out"), ("Ctrl+Shift+Del",)),
                (_("A step is done"), ("Space",)),
                (_("Add a step"), ("Ctrl+Shift+S",)),
            ),
        ),
        (
            _("Rota"),
            (
                (_("From day to day, rota to rota"), ("Left", "Right", "Up", "Down")),
                (_("Earlier"), ("PgUp", "Alt+Left")),
                (_("Later"), ("PgDown", "Alt+Right")),
                (_("Today"), ("Alt+Home",)),
                (_("Cover"), ("N",)),
                (_("Swap"), ("S",)),
                (_("Back to the plan"), ("Del",)),
                (_("Edit"), ("Return",)),
                (_("New rota"), ("A",)),
            ),
        ),
        (_("Settings"), ((_("Save"), ("Ctrl+Return",)),)),
    )


def _dialogs() -> Places:
    return (
        (
            _("New call"),
            (
                (_("Log"), ("Ctrl+Return",)),
                (_("Log and escalate"), ("Ctrl+Shift+Return",)),
                (_("Close; what was typed stays as a draft"), ("Esc",)),
                (_("New caller"), ("Ctrl+Shift+N",)),
                (_("Begin as a template"), ("Ctrl+Shift+T",)),
                (_("It belongs to the incident"), ("Ctrl+J",)),
                (_("Help with this call"), ("F9", "Ctrl+G")),
                (_("Hard conversation"), ("Shift+F9",)),
            ),
        ),
        (
            _("Escalate"),
            (
                (_("Escalate and print"), ("Ctrl+Return",)),
                (_("Escalate"), ("Ctrl+Shift+Return",)),
                (_("Preview"), ("Ctrl+P",)),
                (_("To a step"), ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5")),
                (_("A contact who is not there yet"), ("Ctrl+Shift+N",)),
                (_("What to say when handing over"), ("Shift+F6",)),
            ),
        ),
        (
            _("Handoff sheet"),
            (
                (_("Print"), ("Ctrl+Return", "Ctrl+P")),
                (_("Save"), ("Ctrl+S",)),
                (_("Another page"), ("PgUp", "PgDown", "Left", "Right", "Space")),
                (_("The first page, the last"), ("Home", "End")),
            ),
        ),
        (_("Wall board"), ((_("Leave it"), ("F11", "Esc")),)),
        (
            _("Help with a call"),
            (
                (_("Close"), ("F9", "Ctrl+G", "Esc")),
                (_("Cards for hard conversations, and close"), ("Shift+F9",)),
                (_("Read on in a card, and back"), ("PgDown", "PgUp")),
            ),
        ),
        (_("Sign in"), ((_("Sign in"), ("Ctrl+Return",)), (_("Quit"), ("Ctrl+Q",)))),
    )
