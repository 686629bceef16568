"""What labels and columns mean."""

from __future__ import annotations

import pytest

from site_gen.fields import FIELDS
from site_gen.importing.names import Names
from tests.checking import TERMS

NAMES = Names(TERMS)


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("Type", ["type"]),
        ("AREA OF INTERVENTION", ["area"]),
        ("Areas of intervention ", ["area"]),
        ("Duration/Elaboration Period", ["period"]),
        ("Key reference documents", ["links"]),
        ("Further information", ["links"]),
        ("For whom", ["group"]),
        ("Principles", ["principle"]),
        ("Purpose", ["section:purpose"]),
        ("Aim", ["section:purpose"]),
        ("Stimulus/Rationale", ["section:stimulus-and-rationale"]),
        ("stimulus and rationale", ["section:stimulus-and-rationale"]),
        ("Stimulus/Rationale and Process", ["section:stimulus-and-rationale", "section:process"]),
        ("Impact/Outcomes", ["section:impact"]),
        ("id", ["id"]),
        ("Key impacts include", []),
        ("Type and purpose", []),
        ("Purpose and hope", []),
        ("", []),
        ("/", []),
    ],
)
def test_labels(label: str, meaning: list[str]) -> None:
    assert NAMES.find(label) == meaning


@pytest.mark.parametrize("field", [f.name for f in FIELDS if not f.parts])
def test_every_key_is_known_by_its_own_name(field: str) -> None:
    assert NAMES.find(field) == [field]
