"""An act on several calls, one after the other: what is refused for one costs that one."""

from collections.abc import Callable, Iterable

from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.services.log.views import EachDone
from deskapp.services.texts import reference
from deskapp.services.work import Unit


def each(unit: Unit, call_ids: Iterable[int], do: Callable[[int], object]) -> EachDone:
    """Carry it out on each of the calls, in the unit's one transaction; what was refused is undone and told by call."""
    done: list[int] = []
    refused: list[tuple[str, DeskError]] = []
    for call_id in dict.fromkeys(call_ids):
        told = len(unit.lines)
        try:
            with unit.session.begin_nested():
                do(call_id)
            done.append(call_id)
        except StorageProblem:
            raise  # the file's fault, and no call's
        except DeskError as error:
            del unit.lines[told:]
            refused.append((reference(call_id), error))
    return EachDone(tuple(done), tuple(refused))
