"""Who moves the log into the file may be killed over it: the file by itself is no whole then, and still the desk's."""

from in_a_process import run

from deskapp.desk import Desk
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.site import check

CALLS = 60
#: Writes every other page of a log into its file, as far as they were saved. In a process of its own: whoever closes
#: a file that SQLite has open in the same one takes its locks away.
_HALF = """
import sys
from pathlib import Path
file = Path(sys.argv[1])
log = file.with_name(file.name + "-wal").read_bytes()
size = int.from_bytes(log[8:12], "big")
pages, saved = {}, {}
for at in range(32, len(log) - size - 23, 24 + size):
    if log[at + 8 : at + 16] != log[16:24]:
        break
    pages[int.from_bytes(log[at : at + 4], "big")] = log[at + 24 : at + 24 + size]
    if int.from_bytes(log[at + 4 : at + 8], "big"):
        saved.update(pages)
with file.open("r+b") as wanted:
    for number in sorted(saved)[:: 2]:
        wanted.seek((number - 1) * size)
        wanted.write(saved[number])
print(len(saved))
"""


def test_a_log_that_was_moved_in_half_is_moved_in_whole_and_no_act_is_refused(desk: Desk) -> None:
    for number in range(CALLS):
        desk.calls.log(LogCall(f"Call {number}", new_customer=NewCustomer(f"Vega {number}"), details="words " * 200))
    assert int(run(_HALF, desk.path)) > 20
    assert desk.calls.log(LogCall("After", new_customer=NewCustomer("Lyra"))).value.ref == f"C-{CALLS + 1:05d}"
    assert list(desk.path.parent.glob("*log that was left*")) == []
    desk.close()
    assert check.check(desk.path).findings == ()
    again = Desk(desk.path, staff_id=1).open()
    assert len(again.lists.calls("open")) == CALLS + 1
    again.close()
