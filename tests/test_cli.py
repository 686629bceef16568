"""The command line: help with an example for each command, and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from site_gen import __version__
from site_gen.cli import BUG, OK, PROBLEMS, USAGE, compendium, main
from site_gen.commands import validate as validate_command
from site_gen.problems import SiteGenError
from tests.checking import PRACTICES


def _commands(group: click.Group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    for each, command in group.commands.items():
        yield f"{name} {each}".strip(), command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} {each}".strip())


COMMANDS = dict(_commands(compendium))


def test_the_commands_of_the_contract() -> None:
    contract = "validate fix new build serve export import schema stats review"
    assert set(contract.split()) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*name.split(), "--help"]) == OK
    out = capsys.readouterr().out
    assert f"Example: compendium {name}" in " ".join(out.split())
    options = [p for p in COMMANDS[name].params if isinstance(p, click.Option)]
    assert all(option.help for option in options)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_names_options_that_exist(name: str) -> None:
    example = (COMMANDS[name].help or "").split("Example: ")[1].split()
    known = {flag for param in COMMANDS[name].params for flag in param.opts}
    assert {word for word in example if word.startswith("--")} <= known


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([flag]) == OK
    out = capsys.readouterr().out
    assert "Example: compendium validate" in out
    assert all(name in out for name in compendium.commands)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == OK
    assert capsys.readouterr().out == f"compendium, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Usage: compendium"),
        (["validat"], "No such command 'validat'"),
        (["validate", "--form", "text"], "--format"),
        (["validate", "--format", "xml"], "'xml' is not one of"),
        (["validate", "nowhere"], "compendium: there is no file or folder 'nowhere'\n"),
        (["new", "--titel", "x"], "--title"),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == USAGE
    out, err = capsys.readouterr()
    assert message in err
    assert not out


def _raise(error: BaseException):
    def find_problems(*_: object, **__: object) -> None:
        raise error

    return find_problems


def test_a_bug_keeps_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validate_command, "find_problems", _raise(RuntimeError("broken")))
    assert main(["validate"]) == BUG
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "RuntimeError: broken" in err
    assert "this is a bug" in err


def test_what_stops_us_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validate_command, "find_problems", _raise(SiteGenError("no disk")))
    assert main(["validate"]) == USAGE
    assert capsys.readouterr().err == "compendium: no disk\n"


def test_control_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(validate_command, "find_problems", _raise(KeyboardInterrupt()))
    assert main(["validate"]) == USAGE
    assert "Traceback" not in capsys.readouterr().err


def test_exit_codes_are_those_of_the_contract() -> None:
    assert (OK, PROBLEMS, USAGE, BUG) == (0, 1, 2, 3)


@pytest.mark.parametrize(("path", "status"), [(PRACTICES, OK), (PRACTICES / "nowhere", USAGE)])
def test_as_a_module(path: Path, status: int) -> None:
    command = [sys.executable, "-m", "site_gen", "validate", str(path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == status


def test_a_reader_that_stops_reading_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "site_gen", "validate", "--list-rules"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (OK, b"")
