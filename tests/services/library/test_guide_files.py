"""A guide's file is given to the system to be read, and never to be run."""

import os
import sys
from pathlib import Path

import pytest

from deskapp.services.library.guide_files import GuideFile, look_at


def test_a_file_that_is_there_is_ready(tmp_path: Path) -> None:
    path = tmp_path / "price list 2026.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert look_at(str(path)) is GuideFile.READY
    assert look_at(f"  {path}\n") is GuideFile.READY


def test_a_file_without_an_ending_is_judged_by_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("Turn it on")
    assert look_at(str(tmp_path / "README")) is GuideFile.READY


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.DESKTOP",
        "a.sh",
        "a.pdf.bat",
        "a.lnk",
        "a.ps1",
        "a.url",
        "a.exe.",
        "a.exe ",
        "a.js",
        "a.AppImage",
        "a.exe:pdf",
        "Notes: printer.desktop",
        "a.pdf:b.sh",
        "a.search-ms",
        "a.jnlp",
        "a.xll",
    ],
)
def test_programs_scripts_and_links_to_them_are_refused_by_their_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("harmless")
    assert look_at(str(tmp_path / name)) is GuideFile.PROGRAM


@pytest.mark.parametrize("begins", [b"#!/bin/sh\n", b"MZ\x90", b"\x7fELF\x02", b"\xcf\xfa\xed\xfe"])
def test_programs_and_scripts_are_refused_by_how_they_begin(tmp_path: Path, begins: bytes) -> None:
    (tmp_path / "manual.pdf").write_bytes(begins + b"more")
    assert look_at(str(tmp_path / "manual.pdf")) is GuideFile.PROGRAM


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_what_a_link_leads_to_counts(tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text("rm -r /")
    (tmp_path / "manual.pdf").symlink_to(tmp_path / "run.sh")
    assert look_at(str(tmp_path / "manual.pdf")) is GuideFile.PROGRAM
    (tmp_path / "round.pdf").symlink_to(tmp_path / "round.pdf")
    assert look_at(str(tmp_path / "round.pdf")) is GuideFile.MISSING


def test_what_is_missing_or_no_file_is_told_apart(tmp_path: Path) -> None:
    assert look_at(str(tmp_path / "gone.pdf")) is GuideFile.MISSING
    assert look_at(str(tmp_path)) is GuideFile.NO_FILE


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert look_at(str(tmp_path / "pipe.pdf")) is GuideFile.NO_FILE


@pytest.mark.parametrize(
    "content", ["manual.pdf", "../manual.pdf", "https://a.example/x", "file:///x.pdf", "", "/a\0b"]
)
def test_only_a_whole_path_is_a_path(content: str) -> None:
    assert look_at(content) is GuideFile.NO_PATH


def test_a_path_that_is_too_long_is_missing() -> None:
    assert look_at("/" + "x" * 5000) is GuideFile.MISSING
