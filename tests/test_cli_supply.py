"""What a bundle carries, told by `deskapp supply`: the bill of materials, the licences, known advisories."""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_cli import Run, run  # noqa: F401 - a fixture

from deskapp import cli, paths
from deskapp.commands.supply import advisories, carried
from deskapp.commands.supply.carried import Part, normal

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
TYPES = {"application", "library", "file", "platform"}


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return carried.carried(LOCK)


def test_everything_that_the_app_needs_is_carried_as_the_lock_names_it_and_no_tool_of_its_tests(
    parts: list[Part],
) -> None:
    packages = {normal(part.name): part for part in parts if part.is_package}
    assert {"pyside6-essentials", "sqlcipher3", "sqlalchemy", "mako", "pillow", "packaging"} <= set(packages)
    assert not {"pytest", "hypothesis", "ruff", "mypy", "zxing-cpp"} & set(packages)
    for part in packages.values():
        assert part.hashes, f"{part.name} is not in the lock"
        assert part.licence, f"{part.name} has no licence"
        assert part.texts, f"{part.name} comes without the text of its licence"
    assert carried.differing(LOCK) == []


def test_what_lies_inside_of_wheels_fonts_and_python_are_carried_too(parts: list[Part]) -> None:
    inside = {part.name: part for part in parts if part.inside}
    for name in ("Qt", "SQLite", "SQLCipher", "OpenSSL", "PDFium", "HarfBuzz", "FreeType"):
        assert re.match(r"\d+", inside[name].version), name
        assert inside[name].licence
    # Nothing is told of what is inside of a package that is not there.
    assert {normal(part.inside) for part in inside.values()} <= {normal(one.name) for one in parts if one.is_package}
    fonts = {part.name: part.hashes for part in parts if part.file}
    folder = paths.resources() / "fonts"
    assert fonts == {one.name: (hashlib.sha256(one.read_bytes()).hexdigest(),) for one in folder.glob("*.ttf")}
    assert [part.name for part in parts if part.python] == ["Python"]


def test_the_bill_is_cyclonedx_and_the_same_parts_have_the_same_number(
    run: Run,  # noqa: F811
    tmp_path: Path,
) -> None:
    bills = []
    for name in ("one.json", "two.json"):
        assert run("supply", "--bill", tmp_path / name, "--lock", LOCK)[0] == 0
        bills.append(json.loads((tmp_path / name).read_text("utf-8")))
    bill = bills[0]
    assert bill == bills[1]
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", bill["metadata"]["timestamp"])
    app = bill["metadata"]["component"]
    assert (app["type"], app["name"]) == ("application", "deskapp")
    everything = [app, *bill["components"]]
    refs = [one["bom-ref"] for one in everything]
    assert len(refs) == len(set(refs))
    for one in everything:
        _check_component(one)
    told = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert set(told) == set(refs)
    assert {needed for needs in told.values() for needed in needs} <= set(refs)
    assert "package:SQLAlchemy" in told["package:deskapp"]
    assert "inside:sqlcipher3:SQLite" in told["package:sqlcipher3"]


def _check_component(one: dict[str, Any]) -> None:
    allowed = {"type", "bom-ref", "name", "version", "purl", "licenses", "hashes", "properties"}
    assert set(one) <= allowed
    assert one["type"] in TYPES
    assert all(isinstance(one[key], str) and one[key] for key in ("bom-ref", "name"))
    (licence,) = one["licenses"]
    assert licence.keys() in ({"expression"}, {"license"})
    if "purl" in one:
        assert one["purl"] == f"pkg:pypi/{normal(one['name'])}@{one['version']}"
    for found in one.get("hashes", ()):
        assert (found["alg"], len(found["content"])) == ("SHA-256", 64)
    for found in one.get("properties", ()):
        assert set(found) == {"name", "value"}


def test_the_licences_are_one_text_with_each_of_them_once_and_whose_it_is(
    run: Run,  # noqa: F811
    tmp_path: Path,
    parts: list[Part],
) -> None:
    assert run("supply", "--licences", tmp_path / "LICENCES.txt")[0] == 0
    text = (tmp_path / "LICENCES.txt").read_text("utf-8")
    for part in parts:
        assert f"{part.name} {part.version}".strip() + ": " in text
        for _name, own in part.texts:
            assert text.count(own.strip("\n")) >= 1
    assert text.count("GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3") == len(
        {own.strip("\n") for part in parts for _n, own in part.texts if "GNU LESSER GENERAL PUBLIC" in own[:200]}
    )
    assert "ZETETIC LLC" in text
    assert "Bitstream" in text


def test_what_is_not_installed_by_the_lock_is_refused(run: Run, tmp_path: Path) -> None:  # noqa: F811
    lock = tmp_path / "requirements.lock"
    lock.write_text(re.sub(r"(?m)^sqlalchemy==\S+", "sqlalchemy==1.0", LOCK.read_text("utf-8").lower()), "utf-8")
    code, out, err = run("supply", "--lock", lock, "--bill", tmp_path / "bill.json")
    assert (code, out) == (1, "")
    assert re.search(r"SQLAlchemy \S+ \(1\.0\)", err)
    assert not (tmp_path / "bill.json").exists()
    assert run("supply", "--lock", tmp_path / "none.lock")[0] == 1


def test_the_lock_names_every_package_by_version_and_hash() -> None:
    begun = [line for line in LOCK.read_text("utf-8").splitlines() if line and line[0] not in " #"]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==\S+( ; .+)? \\", line) for line in begun)
    hashes = carried._locked(LOCK)
    assert len(hashes) == len(begun)
    assert all(hashes.values())


# Advisories

ABOUT = Part("SQLAlchemy", "2.1.9", "MIT")


def record(affected: dict[str, Any], name: str = "sqlalchemy", **more: Any) -> dict[str, Any]:
    told = {"package": {"ecosystem": "PyPI", "name": name}, **affected}
    said = {"id": "PYSEC-1", "modified": "2026-11-02T09:00:00Z", "summary": "It\nleaks \x1b[31m"}
    return {**said, "affected": [told], **more}


def stretch(*events: tuple[str, str]) -> dict[str, Any]:
    return {"ranges": [{"type": "ECOSYSTEM", "events": [{kind: version} for kind, version in events]}]}


CASES: dict[str, tuple[dict[str, Any], bool]] = {
    "all before the mended one": (record(stretch(("introduced", "0"), ("fixed", "2.1.10"))), True),
    "mended in this one": (record(stretch(("introduced", "0"), ("fixed", "2.1.9"))), False),
    "begun in this one": (record(stretch(("introduced", "2.1.9"))), True),
    "begun later": (record(stretch(("introduced", "2.1.10"))), False),
    "this one is the last": (record(stretch(("introduced", "2.0"), ("last_affected", "2.1.9"))), True),
    "one before was the last": (record(stretch(("introduced", "2.0"), ("last_affected", "2.1.8"))), False),
    "two stretches, in no order": (
        record(stretch(("fixed", "1.4"), ("introduced", "2.1.5"), ("introduced", "0"), ("fixed", "2.2"))),
        True,
    ),
    "between two stretches": (
        record(stretch(("introduced", "0"), ("fixed", "1.4"), ("introduced", "2.2"))),
        False,
    ),
    "named": (record({"versions": ["2.1.9"]}), True),
    "named otherwise": (record({"versions": ["v2.1.9.0"]}), True),
    "others are named": (record({"versions": ["2.1.8", "no version"]}), False),
    "taken back": (record({"versions": ["2.1.9"]}, withdrawn="2026-11-03T00:00:00Z"), False),
    "of another name": (record({"versions": ["2.1.9"]}, name="sqlalchemy2"), False),
    "named by other signs": (record({"versions": ["2.1.9"]}, name="SQLAlchemy"), True),
    "by commits alone": (record({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}), False),
}


@pytest.mark.parametrize("case", CASES)
def test_an_advisory_concerns_the_versions_that_it_names(tmp_path: Path, case: str) -> None:
    told, concerns = CASES[case]
    source = tmp_path / "list.json"
    source.write_text(json.dumps(told), encoding="utf-8")
    looked = advisories.look(source, [ABOUT])
    assert bool(looked.found) is concerns
    assert (looked.of_packages, looked.unreadable, looked.as_of) == (1, 0, "2026-11-02")


def _folder(path: Path, texts: list[str]) -> Path:
    path.mkdir()
    for number, text in enumerate(texts):
        (path / f"{number}.json").write_text(text, encoding="utf-8")
    return path


def _zip(path: Path, texts: list[str]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for number, text in enumerate(texts):
            packed.writestr(f"{number}.json", text)
    return path


def _file(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


WAYS: dict[str, Callable[[Path, list[str]], Path]] = {
    "a folder": _folder,
    "a zip": _zip,
    "a list": lambda path, texts: _file(path, f"[{','.join(texts)}]"),
    "a line each": lambda path, texts: _file(path, "\n".join(texts)),
    "below vulns": lambda path, texts: _file(path, f'{{"vulns": [{",".join(texts)}]}}'),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_list_may_be_brought_in_any_form_and_says_how_old_it_is(
    run: Run,  # noqa: F811
    tmp_path: Path,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(carried, "carried", lambda _lock: [ABOUT, Part("Qt", "6.11.3", "", inside="PySide6")])
    mended = record(stretch(("introduced", "0"), ("fixed", "3")), aliases=["CVE-2026-1"])
    taken_back = {**mended, "id": "PYSEC-2", "withdrawn": "x"}
    source = WAYS[way](tmp_path / "list", [json.dumps(mended), json.dumps(taken_back)])
    code, out, err = run("supply", "--advisories", source)
    assert (code, err) == (3, "")
    assert out.splitlines() == [
        "SQLAlchemy  2.1.9  PYSEC-1, CVE-2026-1  mended in 3  It leaks \ufffd[31m",
        f"1 advisory concerns what is carried, of 2 about Python packages in {source}, as of 2026-11-02.",
        "Not looked for, for they are no packages of their own: Qt 6.11.3.",
    ]


def test_a_list_that_concerns_nothing_ends_well_and_one_that_says_nothing_is_refused(
    run: Run,  # noqa: F811
    tmp_path: Path,
) -> None:
    source = _file(tmp_path / "list.json", json.dumps(record({"versions": ["0.1"]})))
    assert run("supply", "--advisories", source)[0] == 0
    source.write_text("[]", encoding="utf-8")
    code, _out, err = run("supply", "--advisories", source)
    assert (code, "says nothing" in err) == (1, True)
    assert run("supply", "--advisories", tmp_path / "none")[0] == 1


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 200_000, "{", "\x00", '{"id": 5}'),
        *('{"id": "a", "affected": [{"package": 7}]}', '{"id": "a", "affected": 7}'),
    ],
)
def test_what_cannot_be_read_of_a_list_is_counted_and_never_taken_for_nothing(
    run: Run,  # noqa: F811
    tmp_path: Path,
    text: str,
) -> None:
    source = _folder(tmp_path / "list", [json.dumps(record({"versions": ["0.1"]})), text])
    code, out, _err = run("supply", "--advisories", source)
    assert (code, out.splitlines()[-1]) == (1, "1 entry could not be read.")


def test_the_command_stands_in_the_help() -> None:
    assert "supply" in cli.parser().format_help()
