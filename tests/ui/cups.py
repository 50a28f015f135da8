"""A print server of a test's own: CUPS of the system on loopback, with a printer that writes what it gets to a file."""

import ctypes
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import no_sockets
import pytest
from patience import SECONDS

SERVER = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
#: What is needed of it.
PARTS = (SERVER, shutil.which("lpadmin", path=f"{os.environ.get('PATH', '')}:/usr/sbin"), shutil.which("lp"))

_FILES = """
ServerRoot {root}/etc
RequestRoot {root}/spool
TempDir {root}/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/log
ErrorLog {root}/errors
PageLog {root}/pages
FileDevice Yes
Sandboxing relaxed
"""

_SERVER = """
LogLevel warn
MaxLogSize 0
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
PreserveJobFiles Yes
DirtyCleanInterval 0
<Location />
  Order deny,allow
</Location>
<Location /admin>
  Order deny,allow
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

#: A printer that takes PDF as it is, prints on both sides and has two trays.
_PRINTER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "FILE.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test file printer"
*ShortNickName: "Test file printer"
*NickName: "Test file printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*Throughput: "1"
*LandscapeOrientation: Plus90
*TTRasterizer: Type42
*cupsVersion: 2.2
*cupsFilter: "application/pdf 0 gziptoany"
*OpenUI *PageSize/Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize Letter/Letter: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion Letter/Letter: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*ImageableArea Letter/Letter: "0 0 612 792"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension Letter/Letter: "612 792"
*OpenUI *InputSlot/Tray: PickOne
*OrderDependency: 20 AnySetup *InputSlot
*DefaultInputSlot: Tray1
*InputSlot Tray1/Upper: ""
*InputSlot Tray2/Lower: ""
*CloseUI: *InputSlot
*OpenUI *Duplex/Both sides: PickOne
*OrderDependency: 30 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long edge: ""
*Duplex DuplexTumble/Short edge: ""
*CloseUI: *Duplex
*DefaultFont: Courier
*Font Courier: Standard "(1.0)" Standard ROM
"""


class Cups:
    """A server that is running. `printer`: what its one queue is called."""

    printer = "Office"

    def __init__(self, root: Path, port: int) -> None:
        self._root, self.address = root, f"127.0.0.1:{port}"
        self.environment = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C"}

    def admin(self, *command: str) -> str:
        """Run one of its programs; gives back what that says."""
        path = f"{os.environ.get('PATH', '')}:/usr/sbin"
        run = subprocess.run(
            command, env={**self.environment, "PATH": path}, capture_output=True, text=True, check=True, timeout=SECONDS
        )
        return run.stdout

    def printed(self, count: int = 1) -> None:
        """Wait until so many papers have come out."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            if self.admin("lpstat", "-W", "completed", "-o").count(f"{self.printer}-") >= count:
                return
            time.sleep(0.05)
        raise AssertionError((self._root / "errors").read_text())

    @property
    def file(self) -> bytes:
        """What the printer wrote last."""
        return (self._root / "out" / "paper.pdf").read_bytes()

    def told(self, job: int) -> str:
        """What the server was told about a job: its attributes, as it keeps them."""
        return (self._root / "spool" / f"c{job:05}").read_bytes().decode("latin-1")


@contextmanager
def running(root: Path) -> Iterator[Cups]:
    """Skips the test where there is no CUPS, and says so."""
    if not all(PARTS):
        pytest.skip("no CUPS on this machine (cups and cups-client): nothing is printed to the end")
    for folder in ("etc/ppd", "spool", "tmp", "cache", "state", "out"):
        (root / folder).mkdir(parents=True)
    with no_sockets.named(), socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    files, server = root / "etc" / "cups-files.conf", root / "etc" / "cupsd.conf"
    files.write_text(_FILES.format(root=root))
    server.write_text(_SERVER.format(port=port))
    (root / "printer.ppd").write_text(_PRINTER)
    process = subprocess.Popen([str(SERVER), "-f", "-c", str(server), "-s", str(files)], stdin=subprocess.DEVNULL)
    try:
        cups = Cups(root, port)
        _wait_for(port, process)
        device = f"file:{root / 'out' / 'paper.pdf'}"
        cups.admin("lpadmin", "-p", cups.printer, "-E", "-v", device, "-P", str(root / "printer.ppd"))
        yield cups
    finally:
        process.terminate()
        process.wait(SECONDS)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        with no_sockets.named(), socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.skip("CUPS does not start for this user: nothing is printed to the end")


def point_qt_at(address: str | None) -> None:
    """Have Qt's printers of this thread be those of a server; None: the system's again."""
    ctypes.CDLL("libcups.so.2").cupsSetServer(address.encode() if address else None)
