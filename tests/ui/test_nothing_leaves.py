"""Nothing leaves: no socket but the one by which a second start finds the first (RULES.md, "The record")."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import no_sockets
import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QHostAddress, QUdpSocket
from window_hands import Hands

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.ui.start.second_start import Answering

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def test_every_test_runs_with_the_network_refused() -> None:
    with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as words:
        reaches: tuple[Callable[[], object], ...] = (
            lambda: socket.create_connection(("127.0.0.1", 9), 1),
            lambda: stream.connect(("127.0.0.1", 9)),
            lambda: stream.bind(("127.0.0.1", 0)),
            lambda: words.sendto(b"words", ("127.0.0.1", 9)),
            lambda: socket.getaddrinfo("localhost", 80),
            lambda: socket.gethostbyname("localhost"),
        )
        for reach in reaches:
            with pytest.raises(no_sockets.Refused):
                reach()


@pytest.mark.skipif(os.name == "nt", reason="needs sockets that are files")
def test_a_socket_that_is_a_file_of_this_machine_is_not_meant(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as here, socket.socket(socket.AF_UNIX) as there:
        here.bind(os.path.relpath(tmp_path / "s"))
        here.listen()
        there.connect(os.path.relpath(tmp_path / "s"))


@ON_LINUX
def test_a_socket_of_qts_own_is_seen_in_the_systems_tables(qapp: object) -> None:
    before = no_sockets.of_this_process()
    udp = QUdpSocket()
    assert udp.bind(QHostAddress(QHostAddress.SpecialAddress.LocalHost), 0)
    assert len(no_sockets.of_this_process()) == len(before) + 1
    udp.close()


@ON_LINUX
def test_a_window_and_commands_that_log_print_import_and_export_hold_no_socket_to_a_network(
    person: Hands, desk: Desk, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    answering = Answering(person.window)
    answering.listen(desk.path, tmp_path)
    desk.calls.log(LogCall("The printer prints nothing", new_customer=NewCustomer("Ada", phone="030 1")))
    person.press(Qt.Key.Key_F2)
    person.press(Qt.Key.Key_Escape)
    cards = tmp_path / "people.csv"
    cards.write_text("name,email\nAna,ana@nowhere.example\n", encoding="utf-8")
    for words in (
        ("import-contacts", desk.path, cards),
        ("export", desk.path, "--calls", "--to", tmp_path / "calls.xlsx"),
        ("call", desk.path, "C-00001", "--to", tmp_path / "call.pdf"),
        ("report", desk.path, "--month", "2026-10", "--to", tmp_path / "report.pdf"),
        ("overdue", desk.path),
        ("check", desk.path),
    ):
        assert cli.main([str(word) for word in words], clock) == 0, words
        assert no_sockets.of_this_process() == [], words
    answering.stop()
