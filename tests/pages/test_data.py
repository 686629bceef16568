"""The open data: every key, well-formed CSV that no spreadsheet program runs, true hashes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue import Catalogue, catalogue
from site_gen.fields import FIELDS
from site_gen.practice import Link, Period, Practice, Source
from tests.publishing import SETTINGS, SITE_URL, TERMS, Site, data_files, practice, sectioned


def _built(*practices: Practice) -> Catalogue:
    return catalogue(practices, TERMS)


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def _row(**facts: object) -> dict[str, str]:
    (row,) = _rows(data_files(_built(practice(**facts)))["data/practices.csv"])  # type: ignore[arg-type]
    return row


FULL = practice(
    "open-city-hall",
    place="Łódź",
    group=("migrants", "women"),
    period=Period("2019-09-30", "ongoing", "Revised; often"),
    lead=("City",),
    partners=("One", "Two"),
    funding=("Erasmus+",),
    contact=("a@example.org",),
    aliases=("OCH",),
    formerly=("old-hall",),
    source=(Source("CDADI(2024)39", "14", "C05"), Source("CDADI(2021)5")),
    links=(Link("Plan", "https://example.org/?a=1,2", "fr"), Link("Site", "https://example.org")),
    **sectioned("## Purpose\n\nTo **open** it.\n\nTo all.\n"),
)


# The built files


def test_the_json_holds_every_practice_with_every_key(site: Site, real: Catalogue) -> None:
    records = json.loads((site.root / "data/practices.json").read_text(encoding="utf-8"))
    assert [record["id"] for record in records] == [one.id for one in real.practices]
    keys = {"id", "url", "stage", "sections", "related", *(field.name for field in FIELDS)}
    for record, one in zip(records, real.practices, strict=True):
        assert set(record) == keys
        assert record["url"] == SITE_URL + one.url
        assert (site.root / one.url / "index.html").is_file()
        assert (record["title"], record["summary"]) == (one.title, one.summary)
        assert record["country"] == list(one.country)
        assert record["reviewed"] == one.reviewed.isoformat()
        assert "".join(section["markdown"] for section in record["sections"])
        for section in record["sections"]:
            assert section["markdown"] in one.body
        assert [other["id"] for other in record["related"]] == [
            other.id for other in real.related[one.id]
        ]
        assert all(other["reasons"] for other in record["related"])


def test_the_package_describes_the_files_as_they_are(site: Site) -> None:
    package = json.loads((site.root / "data/datapackage.json").read_text(encoding="utf-8"))
    assert package["homepage"] == SITE_URL
    assert package["licenses"][0]["path"].startswith("https://")
    assert [resource["path"] for resource in package["resources"]] == [
        "practices.json",
        "practices.csv",
        "practice.schema.json",
    ]
    for resource in package["resources"]:
        content = (site.root / "data" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    schema = package["resources"][1]["schema"]
    header = (site.root / "data/practices.csv").read_bytes().split(b"\r\n")[0].decode().split(",")
    assert [field["name"] for field in schema["fields"]] == header
    assert all(field["description"] for field in schema["fields"])
    assert schema["primaryKey"] in header


def test_the_page_describes_every_column(site: Site) -> None:
    header = (site.root / "data/practices.csv").read_bytes().split(b"\r\n")[0].decode().split(",")
    (table,) = (t for t in site.page("data/").all("table") if "Column" in t.one("thead").text)
    assert [cell.text for cell in table.one("tbody").all("th")] == header
    assert all(cell.text for cell in table.all("td"))


def test_csv_and_json_say_the_same(site: Site) -> None:
    records = json.loads((site.root / "data/practices.json").read_text(encoding="utf-8"))
    rows = _rows((site.root / "data/practices.csv").read_bytes())
    for record, row in zip(records, rows, strict=True):
        for name in ("id", "url", "title", "summary", "place", "reviewed", "stage", "status"):
            assert row[name].removeprefix("'") == record[name]
        for name in ("principle", "country", "level", "type", "area", "group"):
            assert row[name] == "; ".join(record[name])
        assert row["period_start"] == record["period"]["start"]


# What the real practices do not have yet


def test_a_record_is_plain_data() -> None:
    record = json.loads(data_files(_built(FULL))["data/practices.json"])[0]
    assert record["period"] == {"start": "2019-09-30", "end": "ongoing", "note": "Revised; often"}
    assert record["source"][0] == {"document": "CDADI(2024)39", "page": "14", "entry": "C05"}
    assert record["links"][1] == {"title": "Site", "url": "https://example.org", "language": ""}
    assert record["sections"] == [
        {"id": "purpose", "title": "Purpose", "markdown": "To **open** it.\n\nTo all."}
    ]
    assert record["place"] == "Łódź"
    assert record["formerly"] == ["old-hall"]


@given(
    st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["\\u00e9", "\\\\é", "😀é"])
)
def test_the_json_is_utf_8_and_escapes_what_it_must(text: str) -> None:
    content = data_files(_built(practice(title=text, lead=(text, "é"))))["data/practices.json"]
    (record,) = json.loads(content)
    assert record["title"] == text
    written = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    assert content.decode("utf-8") == f"[\n{written}\n]\n"


def test_a_row_flattens_lists_and_parts() -> None:
    (row,) = _rows(data_files(_built(FULL))["data/practices.csv"])
    assert row["partners"] == "One; Two"
    assert row["period_start"] == "2019-09-30"
    assert row["period_end"] == "ongoing"
    assert row["source"] == "CDADI(2024)39, p. 14; CDADI(2021)5"
    assert row["links"] == "Plan <https://example.org/?a=1,2>; Site <https://example.org>"
    assert "sections" not in row


def test_the_csv_is_rfc_4180_whatever_stands_in_a_text() -> None:
    title, summary = 'A "quoted", title', "Two\nlines, and\r\nmore"
    content = data_files(_built(practice(title=title, summary=summary)))["data/practices.csv"]
    assert b'"A ""quoted"", title"' in content
    assert content.endswith(b"\r\n")
    (row,) = _rows(content)
    assert (row["title"], row["summary"]) == (title, summary)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_comes_back_from_the_csv(text: str) -> None:
    row = _row(title=text, partners=(text, "B"))
    assert row["title"].replace("'", "") == text.replace("'", "")
    assert row["partners"].replace("'", "") == f"{text}; B".replace("'", "")
    for cell in row.values():
        assert cell[:1] not in tuple("=+-@\t\r\n")
        assert cell.lstrip()[:1] not in tuple("=+-@") or cell[:1] == "'"


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "＝1",
        "  @x",
        "\tx",
    ],
)
def test_formulas_are_neutralised(formula: str) -> None:
    row = _row(title=formula, place=formula, partners=("A", formula, formula), lead=(formula,))
    assert row["title"] == row["place"] == row["lead"] == f"'{formula}"
    assert row["partners"] == f"A; '{formula}; '{formula}"


def test_a_formula_behind_a_semicolon_in_a_text_is_neutralised() -> None:
    assert _row(summary="a;=1+1; -2")["summary"] == "a;'=1+1; '-2"
    assert _row(partners=("a; =1",))["partners"] == "a; '=1"


def test_harmless_texts_stay_as_they_are() -> None:
    row = _row(title="1 = 1, a-b; c+d @ e", period=Period("2019"), reviewed=date(2026, 1, 2))
    assert row["title"] == "1 = 1, a-b; c+d @ e"
    assert row["reviewed"] == "2026-01-02"


def test_drafts_archived_and_translations_are_not_in_the_data() -> None:
    built = _built(
        practice("a"),
        practice("b", status="draft"),
        practice("c", status="archived"),
        practice("d", lang="fr", translation_of="a"),
    )
    files = data_files(built)
    assert [record["id"] for record in json.loads(files["data/practices.json"])] == ["a"]
    assert [row["id"] for row in _rows(files["data/practices.csv"])] == ["a"]


def test_no_practices_are_data_too() -> None:
    files = data_files(_built())
    assert json.loads(files["data/practices.json"]) == []
    assert _rows(files["data/practices.csv"]) == []


def test_a_site_without_address_and_licence_says_nothing_of_them() -> None:
    nowhere = replace(SETTINGS, site_url="", licence_name="", licence_url="")
    files = data_files(_built(practice()), nowhere)
    package = json.loads(files["data/datapackage.json"])
    assert not {"homepage", "licenses"} & package.keys()
    assert json.loads(files["data/practices.json"])[0]["url"] == "practices/open-city-hall/"
