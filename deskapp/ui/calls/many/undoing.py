"""Taking back an act on several calls, as an act of its own: it goes on in steps too, and says what it left."""

from collections.abc import Sequence

from deskapp.language import _, ngettext
from deskapp.services.many.acts import TakeBack
from deskapp.ui.calls.many.many_act import ManyAct, Step


def undoing() -> ManyAct:
    """The act whose steps are given lines of the timeline, in the place of calls."""
    reason = _("undone at once")

    def take_back(lines: Sequence[int]) -> Step:
        act = TakeBack(tuple(lines), reason)
        return lambda desk: desk.many.take_back(act)

    return ManyAct(
        take_back,
        lambda gone, count: _("Undoing: {n} of {all}").format(n=gone, all=count),
        lambda done, count: (
            ngettext("{n} call is as it was.", "{n} calls are as they were.", done).format(n=done)
            if done == count
            else ngettext("{n} of {all} calls is as it was.", "{n} of {all} calls are as they were.", done).format(
                n=done, all=count
            )
        ),
        lambda count: ngettext("{n} was left", "{n} were left", count).format(n=count),
        _("Left:"),
        can_be_undone=False,
    )
