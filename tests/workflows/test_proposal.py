"""From an issue to a pull request with a draft."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_gen import document, rules
from tests.importing.test_issue_form import ANSWERS, rendered
from tests.publishing import TERMS, practice_file, project, write
from tests.workflows.conftest import GitHub
from tests.workflows.scripts import script

draft_proposal, open_proposal = script("draft_proposal"), script("open_proposal")
SHA = "0" * 40


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project(tmp_path / "project", {"fr/night-of-languages.md": practice_file(title="Night")})
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def repository(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> GitHub:
    monkeypatch.setenv("GITHUB_API_URL", github.url)
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/compendium")
    monkeypatch.setenv("GITHUB_REPOSITORY_OWNER", "owner")
    monkeypatch.setenv("GH_TOKEN", "the-token")
    monkeypatch.setenv("BASE", "main")
    monkeypatch.setenv("NUMBER", "9")
    github.answers["GET", "git/ref/heads/main"] = {"object": {"sha": SHA}}
    github.answers["POST", "pulls"] = {"number": 10}
    return github


def drafted(body: str | None, folder: Path) -> dict[str, object]:
    event, target = folder / "event.json", folder / "proposal.json"
    write(event, json.dumps({"issue": {"number": 9, "body": body}}))
    draft_proposal.main(event, target)
    found = json.loads(target.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def opened(proposal: dict[str, object], folder: Path) -> None:
    write(folder / "proposal.json", json.dumps(proposal))
    open_proposal.main(folder / "proposal.json")


def test_a_draft_that_is_valid(folder: Path) -> None:
    single = ANSWERS | {"Country": "France"}
    proposal = drafted(rendered(single), folder)
    assert proposal["path"] == "practices/fr/open-city-hall.md"
    assert (proposal["notes"], proposal["problems"]) == ([], [])
    text = str(proposal["text"])
    read = document.parse(text.encode(), path="p", folder="fr", slug="open-city-hall")
    assert rules.check([read], TERMS) == []
    assert "# Imported from issue 9." in text
    assert "status: draft" in text


def test_what_is_wrong_is_told_and_the_draft_made_all_the_same(folder: Path) -> None:
    proposal = drafted(
        rendered({"Title": "Night", "Country": "Atlantis", "Purpose": "<b>x</b>"}), folder
    )
    assert proposal["path"] == "practices/int/night.md"
    assert any("Atlantis" in str(note) for note in proposal["notes"])  # type: ignore[attr-defined]
    problems = "".join(map(str, proposal["problems"]))  # type: ignore[call-overload]
    assert "[missing-key]" in problems
    assert "[near-duplicate]" in problems


def test_a_name_that_is_taken_gets_a_number(folder: Path) -> None:
    proposal = drafted(rendered(ANSWERS | {"Title": "Night of languages"}), folder)
    assert proposal["path"] == "practices/int/night-of-languages-2.md"


@pytest.mark.parametrize("body", [None, "", "A question.", "### Title\n\n_No response_"])
def test_an_issue_that_is_not_the_form_s(
    folder: Path, repository: GitHub, body: str | None
) -> None:
    proposal = drafted(body, folder)
    assert proposal["path"] is None
    opened(proposal, folder)
    [(method, path, comment)] = repository.changes
    assert (method, path) == ("POST", "issues/9/comments")
    assert "No draft could be made" in comment["body"]


def test_a_pull_request(folder: Path, repository: GitHub) -> None:
    proposal = drafted(rendered(ANSWERS | {"Country": "France, @everyone"}), folder)
    opened(proposal, folder)
    branch, file, pull, answer = repository.changes
    assert branch == ("POST", "git/refs", {"ref": "refs/heads/proposal/issue-9", "sha": SHA})
    assert file[:2] == ("PUT", "contents/practices/fr/open-city-hall.md")
    assert base64.b64decode(file[2]["content"]).decode() == proposal["text"]
    assert file[2]["branch"] == "proposal/issue-9"
    assert pull[2]["title"] == "Proposed practice: open-city-hall"
    assert (pull[2]["head"], pull[2]["base"]) == ("proposal/issue-9", "main")
    assert "Closes #9." in pull[2]["body"]
    assert "- ` country '@everyone': no term" in pull[2]["body"]
    assert answer[:2] == ("POST", "issues/9/comments")
    assert "#10" in answer[2]["body"]


def test_an_issue_gets_one_pull_request(folder: Path, repository: GitHub) -> None:
    repository.answers["GET", "pulls"] = [{"number": 10}]
    opened(drafted(rendered(ANSWERS), folder), folder)
    assert repository.changes == []


def test_a_branch_left_of_a_run_that_failed_begins_anew(folder: Path, repository: GitHub) -> None:
    repository.answers["GET", "git/ref/heads/proposal/issue-9"] = {"object": {"sha": "1" * 40}}
    opened(drafted(rendered(ANSWERS), folder), folder)
    begun = ("PATCH", "git/refs/heads/proposal/issue-9", {"sha": SHA, "force": True})
    assert repository.changes[0] == begun


@pytest.mark.parametrize(
    "path",
    [
        "practices/../.github/workflows/x.md",
        ".github/workflows/x.yml",
        "practices/fr/x.md\n",
        "practices/fr/../../x.md",
        "practices/fr/$(x).md",
        "practices/vocabulary.yml",
        "/practices/fr/x.md",
    ],
)
def test_no_other_file_is_written(folder: Path, repository: GitHub, path: str) -> None:
    with pytest.raises(SystemExit, match="no place for a practice"):
        opened({"path": path, "text": "", "notes": [], "problems": []}, folder)
    assert repository.changes == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(), st.sampled_from(sorted(ANSWERS)))
def test_any_answer_gives_a_draft_whose_facts_can_be_read(
    folder: Path, text: str, label: str
) -> None:
    body = rendered(ANSWERS | {label: text}, newline="\n")
    proposal = drafted(body, folder)
    if label != "Title":
        path = str(proposal["path"])
        assert open_proposal.PATH.fullmatch(path)
        read = document.parse(str(proposal["text"]).encode(), path=path, folder="fr", slug="x")
        assert read.front is not None
        assert {fault.rule for fault in read.faults} <= {"control-character"}
