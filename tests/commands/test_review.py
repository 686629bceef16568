"""`compendium review`, as editors meet it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_gen.cli import main
from site_gen.review import links
from tests.html_tree import parse
from tests.link_server import QUICK, Server
from tests.publishing import compendium, practice_file, project, translation_file, write

LONG = "## Purpose\n\n" + "word " * 200 + "\n\n## Process\n\nThey meet.\n"
LINKS = [{"title": "Page", "url": "https://example.org/open"}]
FILES = {
    "fr/open-city-hall.md": practice_file(body=LONG, links=LINKS),
    "fr/mairie-ouverte.md": translation_file(
        "open-city-hall", "fr", "Open City Hall", body=LONG, reviewed="2024-11-30"
    ),
    "fr/city-hall-open.md": practice_file(
        title="City Hall: Open", body=LONG, links=LINKS, reviewed="2027-01-01"
    ),
    "no/thin.md": practice_file(title="Choir", country=["NO"], reviewed="2024-12-01"),
    "no/draft.md": practice_file(title="Chess <b>", country=["NO"], status="draft"),
    "tr/old.md": practice_file(title="Choir", country=["TR"], status="archived"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with something for each list, on 1 December 2026, in a folder without git."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(links, "ask", _nobody_may_ask)
    monkeypatch.chdir(project(tmp_path / "project", FILES))
    return tmp_path / "project"


def _nobody_may_ask(url: str, manners: object) -> None:
    raise AssertionError(f"asked {url}")


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["review", *arguments])
    return (status, *capsys.readouterr())


def data(*arguments: str, capsys: pytest.CaptureFixture[str]) -> Any:
    _, out, err = run("--format", "json", *arguments, capsys=capsys)
    assert err == ""
    return json.loads(out)


def test_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys=capsys)
    assert (status, err) == (0, "")
    assert out == (
        "3 practices published on 2026-12-01\n"
        "  0  with errors\n"
        "  1  pairs that are alike\n"
        "  1  reviewed in the future\n"
        "  1  drafts\n"
        "  2  overdue\n"
        "  1  thin\n"
        "  0  with a source that names no place\n"
        "  1  without links\n\n"
        "Near-duplicates: 1\n"
        "Merge the two, or name one in not_duplicate_of of the other.\n"
        "  practices/fr/city-hall-open.md: like practices/fr/open-city-hall.md: 'City Hall: Open' "
        "is like 'Open City Hall' and both link to 'example.org/open'\n\n"
        "Reviewed in the future: 1\n"
        "Their reviewed is after this day: mend the date.\n"
        "  practices/fr/city-hall-open.md: 2027-01-01\n\n"
        "Drafts: 1\n"
        "Not published yet: finish them, or take them out.\n"
        "  practices/no/draft.md\n\n"
        "Overdue: 2\n"
        "Last reviewed 24 months ago or longer, the oldest first.\n"
        "  practices/fr/mairie-ouverte.md: reviewed 2024-11-30\n"
        "  practices/no/thin.md: reviewed 2024-12-01\n\n"
        "Thin: 1\n"
        "Full practices of fewer than 150 words: tell more, or set extent: brief.\n"
        "  practices/no/thin.md: 12 words\n\n"
        "Without links: 1\n"
        "Readers have nowhere to read on: is there a page of the practice's own?\n"
        "  practices/no/thin.md\n"
    )


def test_options(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [each["id"] for each in data("--on", "2027-01-01", capsys=capsys)["future"]] == []
    early = data("--on", "2024-11-30", capsys=capsys)
    assert (early["overdue"], len(early["future"])) == ([], 4)
    assert data("--thin", "0", capsys=capsys)["thin"] == []
    assert main(["review", "--on", "soon"]) == 2
    assert "--on 'soon' is not a date such as 2026-12-31" in capsys.readouterr().err


def test_since_without_git(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = data("--since", "2026-12", capsys=capsys)
    assert [each["path"] for each in found["changes"]] == ["practices/fr/city-hall-open.md"]
    assert found["changes_by"] == "by their dates of review, since there is no git here"
    status, _, err = run("--since", "v1", capsys=capsys)
    assert (status, err) == (
        2, "compendium: --since 'v1' is no date, and there is no git to know it\n",
    )  # fmt: skip


def test_files_with_errors_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder / "practices/no/thin.md", practice_file(country=["NO"], area=["educaton"]))
    status, out, _ = run("--format", "json", capsys=capsys)
    assert status == 1
    assert json.loads(out)["left_out"] == [{"path": "practices/no/thin.md"}]


def test_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("--format", "html", "-o", "status/review.html", capsys=capsys)
    assert (status, out, err) == (0, "status/review.html\n", "")
    html = Path("status/review.html").read_text("utf-8")
    page = parse(html)
    assert "Chess &lt;b&gt;" in html
    assert "<script" not in html
    assert "src=" not in html
    assert {link.get("href") for link in page.all("a")} <= {
        f"#{h.get('id')}" for h in page.all("h2")
    }
    status, out, _ = run("--format", "markdown", capsys=capsys)
    assert out.startswith("3 practices published on 2026-12-01.\n\n## Near-duplicates: 1\n")


def test_near(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ("--near", "practices/fr/open-city-hall.md", "--near", "practices/no/thin.md")
    status, out, err = run(*files, capsys=capsys)
    assert (status, err) == (0, "")
    assert out.startswith(
        "practices/fr/city-hall-open.md: like practices/fr/open-city-hall.md: "
    )  # fmt: skip
    (pair,) = data(*files, capsys=capsys)
    assert pair["other"] == "practices/fr/open-city-hall.md"
    _, out, _ = run(*files, "--format", "markdown", capsys=capsys)
    assert "\n- ` practices/fr/city-hall-open.md `: ` like practices/fr/open-city-hall.md: " in out
    for format in ("text", "markdown"):
        assert run("--near", "practices/no/thin.md", "--format", format, capsys=capsys)[1] == ""


def test_near_takes_files_with_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = practice_file(title="`Open` City Hall @all", area=["educaton"])
    write(folder / "practices/fr/broken.md", broken)
    _, out, _ = run("--near", "practices/fr/broken.md", "--format", "markdown", capsys=capsys)
    (item, _) = (line for line in out.splitlines() if line.startswith("- "))
    assert "`` like practices/fr/city-hall-open.md: 'City Hall: Open' is like '`Open` City" in item
    assert item.endswith(" ``")


def test_near_refuses_other_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run("--near", "docs/index.md", capsys=capsys)
    assert (status, err) == (
        2, "compendium: there is no practice file 'docs/index.md' in practices\n",
    )  # fmt: skip
    status, _, err = run("--near", "practices/no/thin.md", "--format", "html", capsys=capsys)
    assert (status, err) == (2, "compendium: --near knows the formats text, json, markdown\n")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Server() as made:
        threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
        yield made
        made.shutdown()


def test_online(
    folder: Path,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.undo()  # from here on anybody may ask …
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setattr(
        links, "Manners", lambda agent: replace(QUICK, agent=agent)
    )  # … and need not wait
    urls = [server.url(path) for path in ("/fine", "/404", "/moved", "/403")]
    given = [{"title": "Page", "url": url} for url in urls[:3]]
    body = f"{LONG}\n[Forbidden]({urls[3]})\n"
    for path in (folder / "practices").rglob("*.md"):
        path.unlink()
    write(folder / "practices/fr/a.md", practice_file(links=given, body=body))
    status, out, err = run("--online", "--format", "json", capsys=capsys)
    found = json.loads(out)
    assert (status, err) == (1, "")
    assert found["links"] == [
        {"path": "practices/fr/a.md", "url": urls[1], "detail": "answers 404 Not Found",
         "paths": ["practices/fr/a.md"]},
    ]  # fmt: skip
    assert [each["url"] for each in found["links_moved"]] == [urls[2]]
    assert [each["url"] for each in found["links_refused"]] == [urls[3]]
    (name,) = server.agents
    assert name == f"{links.AGENT[:-1]}; https://intercultural-practices.example/)"
    server.asked.clear()
    status, out, _ = run("--online", capsys=capsys)
    assert status == 1
    assert "  1  links that lead nowhere\n" in out
    assert server.asked == []  # the cache knows


def test_the_page_of_the_site(folder: Path) -> None:
    done = compendium("build", "--drafts", "--output", "site", cwd=folder)
    assert done.returncode == 0, done.stderr
    html = (folder / "site/status/index.html").read_text("utf-8")
    page = parse(html)
    assert [each.text for each in page.all("h1")] == ["Status"]
    assert [each.text for each in page.all("h2")] == [
        "Near-duplicates 1", "Reviewed in the future 1", "Drafts 1", "Overdue 2", "Thin 1",
        "Without links 1",
    ]  # fmt: skip
    assert '<meta name="robots" content="noindex">' in html
    assert "Chess &lt;b&gt;" in html
    assert 'href="../practices/draft/"' in html
    assert "edit/main/practices/no/draft.md" in html
    assert "/status/" not in (folder / "site/sitemap.xml").read_text("utf-8")
    again = compendium("build", "--drafts", "--output", "again", cwd=folder)
    assert again.returncode == 0
    assert (folder / "again/status/index.html").read_text("utf-8") == html


def test_the_page_names_files_with_errors(folder: Path) -> None:
    write(folder / "practices/no/draft.md", practice_file(area=["educaton"]))
    done = compendium("build", "--keep-going", "--output", "site", cwd=folder)
    assert done.returncode == 1, done.stderr
    page = parse((folder / "site/status/index.html").read_text("utf-8"))
    headings = [each.text for each in page.all("h2")]
    assert "Files with errors 1" in headings
    assert "Drafts 1" not in headings
