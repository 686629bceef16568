"""JSON and CSV: what the site's data page offers."""

from __future__ import annotations

import json

from site_gen.exports import csv_file, json_file
from site_gen.exports.book import in_language
from tests.exports.books import PRACTICES, a_book, all_practices, silent
from tests.publishing import data_files


def test_the_bytes_are_those_of_the_data_page() -> None:
    site = data_files(all_practices())
    assert json_file.export(a_book(), progress=silent) == site["data/practices.json"]
    assert csv_file.export(a_book(), progress=silent) == site["data/practices.csv"]


def test_a_part_has_the_lines_of_the_data_page_in_the_order_that_was_wanted() -> None:
    site = data_files(all_practices())
    part = a_book(practices=(PRACTICES[1], PRACTICES[0]), by_hand=True)
    lines = json_file.export(part, progress=silent).splitlines()[1:-1]
    assert [json.loads(line.rstrip(b","))["id"] for line in lines] == [
        "oslo-plan",
        "espace-egalite",
    ]
    assert {line.rstrip(b",") for line in lines} <= {
        line.rstrip(b",") for line in site["data/practices.json"].splitlines()
    }
    rows = csv_file.export(part, progress=silent).split(b"\r\n")
    assert set(rows) <= set(site["data/practices.csv"].split(b"\r\n"))


def test_a_translation_is_related_to_what_its_original_is() -> None:
    catalogue = all_practices()
    practices = in_language(catalogue.practices, "fr", catalogue)
    records = json.loads(json_file.export(a_book(practices=practices), progress=silent))
    (french,) = (record for record in records if record["lang"] == "fr")
    (english,) = (r for r in json.loads(json_file.export(a_book(), progress=silent))
                  if r["id"] == "espace-egalite")  # fmt: skip
    assert french["related"] == english["related"] != []
