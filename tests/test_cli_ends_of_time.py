"""The first and the last year there is, at each command that takes a day or an instant: an answer, or a line of why."""

from pathlib import Path

import pytest

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls.acts import LogCall, NewCustomer

INSTANTS = (
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "0001-01-02T00:00:00+00:00",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00",
    "9999-12-30T00:00:00Z",
    "10000-01-01T00:00:00Z",
)
PERIODS = (
    ("--month", ("0001-01", "0002-01", "9998-12", "9999-12", "0000-01", "10000-01")),
    ("--quarter", ("0001-Q1", "0002-Q1", "9998-Q4", "9999-Q4")),
    ("--year", ("0001", "0002", "9998", "9999", "10000")),
    ("--week", ("0001-01-01", "0002-01-01", "9998-12-31", "9999-12-31", "0002-W01", "9998-W52")),
    ("--day", ("0001-01-01", "0002-01-01", "9998-12-31", "9999-12-31")),
)


@pytest.mark.long
def test_no_command_ends_in_a_traceback_at_the_ends_of_time(
    desk: Desk, clock: FixedClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.calls.log(LogCall("No power", new_customer=NewCustomer("Ada Vega")))
    file, out = str(desk.path), tmp_path / "out.pdf"
    rota = next(iter(desk.rotas.listed()), None)
    asked = [["overdue", file, "--at", at] for at in INSTANTS]
    calls = ["export", file, "--calls", "--to", str(tmp_path / "x.csv")]
    asked += [[*calls, edge, at] for at in INSTANTS for edge in ("--since", "--until")]
    asked += [["on-call", file, rota.name if rota else "Any", "--at", at] for at in INSTANTS]
    asked += [["report", file, name, text, "--to", str(out)] for name, texts in PERIODS for text in texts]
    asked += [["report", file, "--from", "0002-01-01", "--to-day", "9998-12-31", "--to", str(out)]]
    asked += [["rota-sheet", file, "--month", text, "--to", str(out)] for text in PERIODS[0][1]]
    codes: dict[str, set[int]] = {}
    for words in asked:
        code = cli.main(words, clock)
        codes.setdefault(words[0], set()).add(code)
        said = capsys.readouterr()
        assert code in (cli.DONE, cli.REFUSED, cli.USAGE, 3), words
        assert "Traceback" not in said.err
        if code == cli.REFUSED:
            assert len(said.err.splitlines()) == 1, words
        out.unlink(missing_ok=True)
        (tmp_path / "x.csv").unlink(missing_ok=True)
    # None of them is only ever refused for how it was written.
    assert all(found - {cli.USAGE} for found in codes.values()), codes
