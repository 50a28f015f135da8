"""What becomes of numbered papers, as screens and the command line ask for it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.domain.words import PaperWay
from deskapp.services.changes import Changes, Done
from deskapp.services.papers import leaving
from deskapp.services.papers.leaving import Leaving
from deskapp.services.work import Unit, Work

#: After these some of the pages may be out all the same.
_PERHAPS = frozenset((Refusal.PRINTER_STOPPED, Refusal.PRINTER_SILENT))


class Papers:
    """A paper is begun by the service whose it is, and ended here. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def put_out(
        self,
        papers: Sequence[Leaving],
        way: PaperWay,
        draw: Callable[[], bytes],
        send: Callable[[bytes], object],
    ) -> Done[bytes]:
        """Draw what goes out, send it, and record of the papers in it what became of them. Gives back what was sent.

        send: puts the bytes on the printer or the disk, and raises StorageProblem where they did not get there.
        Raises what it raised, once that is recorded; StorageProblem("left_unrecorded") where the bytes are out and
        the desk cannot be written: then nobody knows, until `settle` says so.
        """
        try:
            pdf = draw()
        except BaseException as problem:
            self._give_up(papers, way, problem, surely=True)
            raise
        try:
            send(pdf)
        except BaseException as problem:
            surely = isinstance(problem, StorageProblem) and problem.code not in _PERHAPS
            self._give_up(papers, way, problem, surely=surely)
            raise
        try:
            return Done(pdf, self.left(papers, way).changes)
        except StorageProblem as problem:
            raise StorageProblem(Refusal.LEFT_UNRECORDED, number=papers[0].number) from problem

    def left(self, papers: Sequence[Leaving], way: PaperWay) -> Done[None]:
        """They are out."""
        return self._each(papers, partial(leaving.left, way=way))

    def failed(self, papers: Sequence[Leaving], way: PaperWay, why: str = "", *, surely: bool = True) -> Done[None]:
        """They are not out, or nobody knows; see `leaving.failed`."""
        return self._each(papers, partial(leaving.failed, way=way, why=why, surely=surely))

    def again(self, paper: Leaving, way: PaperWay) -> Done[None]:
        """What left already left once more, another way, as it was: it is no new paper."""
        return self._each((paper,), partial(leaving.again, way=way))

    def settle(self) -> Done[int]:
        """Say of papers that were on their way when a program ended that nobody knows; how many they were."""
        with self._work.look() as look:
            if not leaving.any_given_up(look.session, look.now):
                return Done(0, Changes())
        with self._work.act() as unit:
            count = leaving.settle(unit)
            return unit.done(count)

    def _give_up(self, papers: Sequence[Leaving], way: PaperWay, problem: BaseException, *, surely: bool) -> None:
        said = problem.values if isinstance(problem, DeskError) else {}
        # Where this cannot be written either, what went wrong first is what must be heard.
        with suppress(StorageProblem):
            self.failed(papers, way, str(said.get("why", "")), surely=surely)

    def _each(self, papers: Sequence[Leaving], end: Callable[[Unit, Leaving], None]) -> Done[None]:
        with self._work.act() as unit:
            for paper in papers:
                leaving.must_be_theirs(unit, paper)
                end(unit, paper)
            return unit.done(None)
