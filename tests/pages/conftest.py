"""The real site, built once for all tests of pages."""

from __future__ import annotations

import pytest

from site_gen.catalogue import Catalogue
from site_gen.catalogue.loading import load
from tests.publishing import (
    BODY,
    PRACTICES,
    ROOT,
    SITE_URL,
    Site,
    compendium,
    practice_file,
    project,
    translation_file,
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The built site of the real practices."""
    folder = tmp_path_factory.mktemp("site")
    done = compendium("build", "--output", str(folder / "site"), cwd=ROOT, SITE_URL=SITE_URL)
    assert done.returncode == 0, done.stderr
    return Site(folder / "site")


@pytest.fixture(scope="session")
def real() -> Catalogue:
    """The catalogue of the real practices."""
    return load(PRACTICES, shown_as="practices").catalogue


@pytest.fixture(scope="session")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A built site of practices with everything that no real one has yet, drafts left out."""
    folder = project(tmp_path_factory.mktemp("odd"), ODD, guide=True)
    done = compendium("build", cwd=folder, SITE_URL=f"{SITE_URL}below/")
    assert done.returncode == 0, done.stderr
    return Site(folder / "site")


ODD = {
    "fr/open-city-hall.md": practice_file(
        title="Open City Hall",
        formerly=["town-hall", "old-hall"],
        related=["frame"],
        body=BODY + "\nSee [the frame](frame.md#process), [the archive](../is/archived.md#purpose),"
        " [in French](hotel-de-ville.md) and [above](#purpose).\n",
    ),
    "fr/hotel-de-ville.md": translation_file(
        "open-city-hall", "fr", "Hôtel de ville ouvert", formerly=["ancien-hotel"]
    ),
    "fr/rathaus.md": translation_file("open-city-hall", "de", "Rathaus", status="draft"),
    "fr/frame.md": practice_file(title="slot-article-end slot-head-end"),
    "fr/index.md": practice_file(title='<b title="x">"Bold" & \'bald\'</b> {{ 7*7 }}'),
    "fr/draft.md": practice_file(title="A draft", status="draft", formerly=["early-draft"]),
    "is/archived.md": practice_file(
        title="</script><script>alert(1)</script>",
        status="archived",
        country=["IS"],
        principle=["participation"],
        level=["international"],
        formerly=["long-ago"],
        body=BODY + "\nSee [the draft](../fr/draft.md).\n",
    ),
    "is/archive.md": translation_file("archived", "fr", "Archivé"),
    "int/shared.md": practice_file(title="<!-- compendium:search -->", country=["int"]),
    "gb/unknown.md": practice_file(title="Überall", country=["GB", "FR"], extent="brief", body="x"),
}
