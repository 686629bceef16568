"""Bad input: every problem of it, to line and column, and nothing else.

Most inputs are changes to the good file and stand in tests/fixtures/bad_inputs/*.txt; those that
no editor would show, or that are whole files, stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from site_gen.problems import Problem
from site_gen.rules import RULES
from tests.checking import BODY, FIXTURES, GOOD, changed, check

PLACE = "place: Strasbourg"
BRIEF = changed("status:", "extent: brief\nstatus:")
DIVERSITY = GOOD.replace("Égalité", "Diversité")
TRANSLATION = (FIXTURES / "practices/fr/espace-egalite-en-francais.md").read_text("utf-8")
ORIGINAL = {"fr/espace-egalite.md": GOOD}
OTHER = {"fr/autre.md": DIVERSITY}
_PROBLEM = re.compile(r"(\d+):(\d+) ([a-z-]+): (.+)")


@dataclass(frozen=True)
class Bad:
    """A bad file; `problems` are `line:column rule: part of the message`, in order."""

    content: str | bytes
    problems: tuple[str, ...]
    path: str = "fr/espace-egalite.md"
    others: Mapping[str, str] = field(default_factory=dict)


def bad(name: str, content: str | bytes, *problems: str, **more: Any) -> Any:
    return pytest.param(Bad(content, problems, **more), id=name)


def table(path: Path) -> Iterator[Any]:
    """The cases of a file: `[name]`, lines to replace (-) by others (+) or a body (=), problems."""
    for block in path.read_text("utf-8").split("\n\n")[1:]:
        name, *lines = block.strip("\n").split("\n")
        old, new, body = (
            "\n".join(line[1:] for line in lines if line[0] == mark) for mark in "-+="
        )
        if "=" in {line[0] for line in lines}:
            content = changed(BODY, body + "\n" if body else "")
        elif new:
            content = changed(old, new)
        else:
            content = changed(old + "\n", "")
        yield bad(name.strip("[]"), content, *(line for line in lines if line[0].isdigit()))


def translation(old: str, new: str) -> str:
    return changed(old, new, TRANSLATION)


BYTES = (
    bad("empty", "", "1:1 front-matter-missing: the file is empty"),
    bad("blank-lines", "\n \n", "1:1 front-matter-missing: the file is empty"),
    bad("no-front-matter", "# Espace\n\nText.\n", "1:1 front-matter-missing: begins with a line"),
    bad("toml", "+++\ntitle = 'Espace'\n+++\n", "1:1 front-matter-missing: '+++' is TOML"),
    bad("no-first-line", GOOD.removeprefix("---\n"),
        "1:1 front-matter-missing: the key 'title' stands first; put a line '---' above it"),
    bad("in-a-code-block", f"```yaml\n{GOOD}",
        "1:1 front-matter-missing: begins with a code block; delete its lines"),
    bad("front-matter-further-down", f"# Espace\n\n{GOOD}",
        "1:1 front-matter-missing: the front matter begins in line 3; move it to the top"),
    bad("blank-line-first", f"\n{GOOD}", "1:1 front-matter-missing: without an empty line"),
    bad("space-first", f" {GOOD}", "1:1 front-matter-missing: line 1 has to be '---' alone"),
    bad("comment-first", f"--- # {GOOD}", "1:1 front-matter-missing: line 1 has to be '---' alone"),
    bad("not-closed", GOOD.replace("---\n\n", "\n"), "1:1 front-matter-unclosed: is not closed by"),
    bad("opening-line-alone", "---\n", "1:1 front-matter-unclosed: is not closed by a second"),
    bad("closed-too-early", changed("level:", "---\nlevel:"),
        "8:1 front-matter-unclosed: 'level' is a key, but the line '---' above ends the keys"),
    bad("nothing-between", f"---\n---\n\n{BODY}", "1:1 front-matter-missing: is empty"),
    bad("comments-between", f"---\n# x\n---\n\n{BODY}", "1:1 front-matter-missing: is empty"),
    bad("text-between", "---\nEspace\n---\n", "2:1 yaml-syntax: not made of 'key: value' lines"),
    bad("list-between", "---\n- Espace\n---\n", "2:1 yaml-syntax: not made of 'key: value' lines"),
    bad("long-front-matter", changed(PLACE, "place: " + "x" * 50_000),
        "1:1 file-size: front matter of 50,486 characters; at most 50,000"),
    bad("200-kB", GOOD + "x" * 200_000, "1:1 file-size: 200,573 bytes; a practice has at most"),
    bad("40,000-brackets", changed(PLACE, "place: " + "[" * 40_000),
        "6:15 yaml-feature: nested more than 8 deep"),
    bad("100,000-brackets", f"---\n{'[' * 100_000}\n---\n", "1:1 file-size: front matter of"),
    bad("20,000-dashes", changed(PLACE, "place:\n" + "- " * 20_000),
        "7:15 yaml-feature: nested more than 8 deep"),
    bad("100,000-dashes", f"---\n{'- ' * 100_000}\n---\n", "1:1 file-size: 200,009 bytes"),
    bad("utf-16", GOOD.encode("utf-16"), "1:1 file-encoding: saved as UTF-16"),
    bad("utf-16-unmarked", GOOD.encode("utf-16-be"), "1:1 file-encoding: saved as UTF-16"),
    bad("utf-32", GOOD.encode("utf-32"), "1:1 file-encoding: saved as UTF-32"),
    bad("windows-1252", GOOD.encode("cp1252"),
        "2:15 file-encoding: byte 0xc9, perhaps 'É' of Windows-1252"),
    bad("windows-1252-in-the-body", GOOD.encode().replace(b"play.", b"play \x96 well."),
        "27:15 file-encoding: byte 0x96, perhaps '–' of Windows-1252"),
    bad("cut-in-a-letter", GOOD.encode()[: GOOD.encode().index(b"\xc3") + 1],
        "2:15 file-encoding: not UTF-8: byte 0xc3"),
    bad("picture", b"\x89PNG\r\n\x1a\n" + bytes(99), "1:1 file-encoding: this is not a text file"),
    bad("zeros", bytes(999), "1:1 file-encoding: this is not a text file"),
    bad("lost-letters", changed("Égalité", "\ufffdgalit\ufffd"),
        "2:15 file-encoding: '\ufffd' stands for a letter that was lost"),
    bad("nul", changed(PLACE, "place: Stras\0bourg"), "6:13 control-character: U+0000"),
    bad("line-separator", changed(PLACE, "place: Bræ\u2028d"), "6:11 control-character: U+2028"),
    bad("next-line", changed("Children", "Children\x85"), "27:9 control-character: U+0085"),
    bad("vertical-tab", changed("Children ", "Children\x0b"), "27:9 control-character: U+000B"),
    bad("zero-width-space", changed("galité", "g\u200balité"), "2:17 control-character: U+200B"),
    bad("soft-hyphen", changed("Children", "Chil\xaddren"), "27:5 control-character: U+00AD"),
    bad("reading-turned-round", changed("Chil", "\u202eChil"), "27:1 control-character: U+202E"),
    bad("mark-inside", changed("Children", "\ufeffChildren"), "27:1 control-character: U+FEFF"),
    bad("tab", changed(PLACE, "place:\tStrasbourg"), "6:7 tab: a tab character; use spaces"),
    bad("tab-after-letters", changed(PLACE, "place: Bræstrup\tby"), "6:16 tab: a tab character"),
    bad("tab-indentation", changed(PLACE, "partners:\n\t- City\n\t- Land"),
        "7:1 tab: a tab character", "8:1 tab: a tab character"),
    bad("no-break-space", changed(PLACE, "place:\xa0Strasbourg"),
        "6:7 yaml-syntax: a no-break space after the colon"),
    bad("term-of-500-letters", changed("[project]", f"[{'z' * 500}]"),
        f"8:8 unknown-term: unknown type '{'z' * 59}…'; allowed: project, strategy, network"),
    bad("brief-without-text", BRIEF.replace(BODY, ""),
        "20:1 section-missing: a brief practice has a paragraph of text"),
    bad("brief-with-a-rule-only", BRIEF.replace(BODY, "***\n"),
        "22:1 section-missing: a brief practice has a paragraph of text"),
    bad("brief-with-a-heading", BRIEF.replace(BODY, "### Aim\n\nText.\n"),
        "22:1 section-unknown: a brief practice has no headings; 'Aim' is one"),
)  # fmt: skip

PLACES = (
    bad("name-in-capitals", GOOD, "1:1 file-name: rename it to espace.md", path="fr/Espace.md"),
    bad("name-with-space", GOOD, "1:1 file-name: rename it to mon-espace.md",
        path="fr/mon espace.md"),
    bad("name-with-dot", GOOD, "1:1 file-name: 'espace.v2'", path="fr/espace.v2.md"),
    bad("name-with-accents", GOOD, "1:1 file-name: rename it to egalite.md", path="fr/égalité.md"),
    bad("name-with-underscore", GOOD, "1:1 file-name: rename it to a-b.md", path="fr/a_b.md"),
    bad("name-in-greek", GOOD, "1:1 file-name: rename it to ", path="fr/ισότητα.md"),
    bad("name-with-two-hyphens", GOOD, "1:1 file-name: rename it to a-b.md", path="fr/a--b.md"),
    bad("name-of-hyphens", GOOD, "1:1 file-name: '---' is not lower-case", path="fr/---.md"),
    bad("ending-in-capitals", GOOD, "1:1 file-name: 'espace.MD'", path="fr/espace.MD"),
    bad("ending-of-yaml", GOOD,
        "1:1 file-name: 'espace.yml' does not end in .md, as a practice's does; rename it to",
        path="fr/espace.yml"),
    bad("two-endings", GOOD, "1:1 file-name: rename it to espace.md", path="fr/espace.md.txt"),
    bad("another-ending", GOOD, "1:1 file-name: 'espace.markdown'", path="fr/espace.markdown"),
    bad("name-too-long", GOOD, "1:1 file-name: 101 characters; at most 100",
        path=f"fr/{'x' * 101}.md"),
    bad("folder-of-another-country", GOOD, "5:11 country-folder: 'de', but its country says fr/",
        path="de/espace.md"),
    bad("folder-in-capitals", GOOD, "5:11 country-folder: lies in 'FR'", path="FR/espace.md"),
    bad("folder-int", GOOD, "5:11 country-folder: lies in 'int'", path="int/espace.md"),
    bad("folder-of-none-of-several", changed("[FR]", "[NO, TR]"),
        "5:11 country-folder: says no/ or tr/ or int/"),
    bad("nested-folder", GOOD, "1:1 country-folder: 'fr/alsace'; move it to fr/",
        path="fr/alsace/espace.md"),
    bad("no-folder", GOOD, "1:1 country-folder: not in 'practices'; move it to fr/",
        path="espace.md"),
)  # fmt: skip

OTHERS = (
    bad("slug-twice", GOOD, "1:1 duplicate-slug: also that of int/espace-egalite.md",
        others={"int/espace-egalite.md": GOOD}),
    bad("related-nowhere", changed("lead:", "related: [zebra]\nlead:"),
        "12:11 unknown-practice: 'related' names 'zebra', which is no practice's slug"),
    bad("related-misspelt", changed("lead:", "related: [autr]\nlead:"),
        "12:11 unknown-practice: 'autr', which is no practice's slug; did you mean 'autre'?",
        others=OTHER),
    bad("related-renamed", changed("lead:", "related: [zebra]\nlead:"),
        "12:11 unknown-practice: 'zebra', which is no practice's slug; did you mean 'autre'?",
        others={"fr/autre.md": changed("lead:", "formerly: [zebra]\nlead:")}),
    bad("related-itself", changed("lead:", "related: [espace-egalite]\nlead:"),
        "12:11 unknown-practice: the practice names itself in 'related'"),
    bad("formerly-in-use", changed("lead:", "formerly: [old, autre]\nlead:"),
        "12:17 formerly-taken: 'autre' is in use: fr/autre.md", others=OTHER),
    bad("formerly-itself", changed("lead:", "formerly: [espace-egalite]\nlead:"),
        "12:12 formerly-taken: 'espace-egalite' is this practice's own"),
    bad("formerly-twice", changed("lead:", "formerly: [old]\nlead:"),
        "12:12 formerly-taken: 'old' is also claimed by fr/autre.md",
        others={"fr/autre.md": changed("lead:", "formerly: [old]\nlead:")}),
    bad("link-to-another-folder", changed("play.", "play with é [them](autre.md)."),
        "27:22 unknown-practice: 'autre' lies in no/, not fr/; write ../no/autre.md",
        others={"no/autre.md": DIVERSITY}),
    bad("link-to-no-section", changed("play.", "play [there](autre.md#impact)."),
        "27:15 unknown-practice: 'autre' has no section '#impact'; allowed: #purpose, #process",
        others=OTHER),
    bad("link-to-a-draft", changed("play.", "play [there](../fr/autre.md)."),
        "27:15 unknown-practice: 'autre' is a draft, which readers do not see",
        others={"fr/autre.md": changed("published", "draft")}),
    bad("translation-of-nothing", TRANSLATION,
        "5:17 unknown-practice: 'translation_of' names 'espace-egalite'", path="fr/x.md"),
    bad("translation-of-itself", TRANSLATION,
        "5:17 unknown-practice: the practice names itself in 'translation_of'"),
    bad("translation-of-a-translation", TRANSLATION,
        "5:17 translation: 'espace-egalite' is a translation itself", path="fr/x.md",
        others={"fr/espace-egalite.md": translation("of: espace-egalite", "of: autre")}),
    bad("translation-of-a-path", translation("of: espace", "of: fr/espace"),
        "5:17 bad-slug: 'fr/espace-egalite' in 'translation_of' is not a slug", path="fr/x.md"),
    bad("translation-without-language", translation("lang: fr\n", ""),
        "4:17 translation: the translation's language is its original's, 'en'", path="fr/x.md",
        others=ORIGINAL),
    bad("translation-into-english", translation("lang: fr", "lang: en"),
        "4:7 translation: the translation's language is its original's, 'en'", path="fr/x.md",
        others=ORIGINAL),
    bad("translation-twice", TRANSLATION,
        "4:7 translation: there is a translation into 'fr' already: fr/y.md", path="fr/x.md",
        others={**ORIGINAL, "fr/y.md": TRANSLATION}),
    bad("translation-elsewhere", TRANSLATION,
        "5:17 translation: a translation lies beside its original; move it to fr/",
        path="be/x.md", others=ORIGINAL),
    bad("translation-with-another-fact", translation("lang:", "place: Paris\nlang:"),
        "4:1 translation: 'place' differs from the original's; leave it out", path="fr/x.md",
        others=ORIGINAL),
    bad("translation-with-a-new-fact", translation("lang:", "funding: State\nlang:"),
        "4:1 translation: 'funding' differs from the original's; leave it out", path="fr/x.md",
        others=ORIGINAL),
    bad("translation-in-sections-of-a-brief-original", TRANSLATION,
        "10:1 section-unknown: a brief practice has no headings; 'Purpose' is one",
        "14:1 section-unknown: a brief practice has no headings; 'Process' is one",
        path="fr/x.md", others={"fr/espace-egalite.md": BRIEF.replace(BODY, "Text.\n")}),
)  # fmt: skip

CHANGES = [case for path in sorted(FIXTURES.glob("bad_inputs/*.txt")) for case in table(path)]
CASES = [*CHANGES, *BYTES, *PLACES, *OTHERS]


@pytest.mark.parametrize("case", CASES)
def test_every_problem_and_nothing_else(case: Bad) -> None:
    problems = check(case.content, case.path, case.others)
    expected = [_PROBLEM.fullmatch(problem) for problem in case.problems]
    assert case.problems, problems
    assert [f"{p.line}:{p.column} {p.rule}" for p in problems] == [
        f"{match[1]}:{match[2]} {match[3]}" for match in expected if match
    ]
    for problem, match in zip(problems, expected, strict=True):
        assert match is not None
        assert match[4] in problem.message


def test_every_rule_has_a_bad_input() -> None:
    elsewhere = {"file-unreadable", "symlink"}  # see test_document.py
    elsewhere.add("near-duplicate")  # has tests of its own
    found = {line.split()[1].rstrip(":") for case in CASES for line in case.values[0].problems}
    assert found | elsewhere == set(RULES)


def test_every_problem_is_of_its_rule_s_severity() -> None:
    problems: list[Problem] = []
    for case in CASES:
        problems += check(case.values[0].content)
    assert {(p.rule, p.severity) for p in problems} <= {
        (r.name, r.severity) for r in RULES.values()
    }
