"""Loading a folder: everything that is wrong, and a catalogue of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.catalogue.loading import load
from site_gen.problems import ContentError, SiteGenError
from tests.publishing import PRACTICES, practice_file, project, translation_file

GOOD = practice_file()
BAD = practice_file(title="Broken", area=["educaton"])


def _load(folder: Path, files: dict[str, str], **options: bool):
    project(folder, files)
    return load(folder / "practices", shown_as="practices", **options)


def test_the_real_practices_load_without_a_problem() -> None:
    loaded = load(PRACTICES)
    assert not loaded.left_out
    assert not loaded.problems


def test_a_broken_file_is_left_out_and_named(tmp_path: Path) -> None:
    loaded = _load(tmp_path, {"fr/open-city-hall.md": GOOD, "fr/broken.md": BAD})
    assert [each.id for each in loaded.catalogue.practices] == ["open-city-hall"]
    assert list(loaded.left_out) == ["practices/fr/broken.md"]
    (problem,) = loaded.problems
    assert (problem.path, problem.rule) == ("practices/fr/broken.md", "unknown-term")


def test_what_then_points_to_nothing_is_left_out_too(tmp_path: Path) -> None:
    files = {
        "fr/broken.md": BAD,
        "fr/casse.md": translation_file("broken", "fr", "Cassé"),
        "fr/friend.md": practice_file(related=["broken"]),
        "fr/friend-of-friend.md": practice_file(related=["friend"]),
        "fr/open-city-hall.md": GOOD,
    }
    loaded = _load(tmp_path, files)
    assert [each.id for each in loaded.catalogue.practices] == ["open-city-hall"]
    assert sorted(loaded.left_out) == sorted(
        f"practices/{name}" for name in files if "open" not in name
    )


def test_two_files_of_one_name_are_both_left_out(tmp_path: Path) -> None:
    files = {"fr/same.md": GOOD, "es/same.md": practice_file(country=["ES"])}
    loaded = _load(tmp_path, files)
    assert not loaded.catalogue.practices
    assert len(loaded.left_out) == 2


def test_no_folder_and_no_vocabulary_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(SiteGenError, match="there is no folder"):
        load(tmp_path / "nowhere")
    (tmp_path / "practices").mkdir()
    with pytest.raises(SiteGenError, match=r"vocabulary .* cannot be read"):
        load(tmp_path / "practices")


def test_a_broken_vocabulary_stops_with_its_problems(tmp_path: Path) -> None:
    project(tmp_path, {"fr/open-city-hall.md": GOOD})
    (tmp_path / "practices/vocabulary.yml").write_text("area: [\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(tmp_path / "practices")
    assert caught.value.problems


def test_an_empty_folder_is_an_empty_catalogue(tmp_path: Path) -> None:
    loaded = _load(tmp_path, {})
    assert not loaded.catalogue.practices
    assert not loaded.problems
