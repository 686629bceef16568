"""The table of keys agrees with what is made of it."""

from __future__ import annotations

import dataclasses

import pytest
import yaml

from site_gen.fields import BY_NAME, FIELDS, PARTS, REQUIRED, Field
from site_gen.practice import Link, Period, Practice, Source
from site_gen.vocabulary import SCHEMES

ALL = {f"{name}.{part}": field for name, fields in PARTS.items() for part, field in fields.items()}


def test_every_key_is_an_attribute_of_a_practice() -> None:
    attributes = {field.name for field in dataclasses.fields(Practice)}
    assert set(BY_NAME) == attributes - {"id", "path", "body", "places", "digest"}


@pytest.mark.parametrize(
    ("name", "part"), [("period", Period), ("source", Source), ("links", Link)]
)
def test_every_part_is_an_attribute_of_its_class(name: str, part: type) -> None:
    assert set(PARTS[name]) == {field.name for field in dataclasses.fields(part)}


@pytest.mark.parametrize("field", ALL.values(), ids=ALL)
def test_each_has_help_an_example_and_perhaps_a_scheme(field: Field) -> None:
    assert field.help
    assert not field.help.endswith(".")
    assert yaml.safe_load(f"x: {field.example}")["x"] is not None
    assert (field.scheme in SCHEMES) == (field.kind == "term")


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_examples_have_the_shape_of_their_key(field: Field) -> None:
    value = yaml.safe_load(f"x: {field.example}")["x"]
    if field.shape == "many":
        assert isinstance(value, list)
    elif field.parts:
        assert isinstance(value, dict)


def test_required_keys() -> None:
    assert [field.name for field in REQUIRED[""]] == [
        "title", "summary", "principle", "country", "level", "type", "area", "source", "status",
        "reviewed",
    ]  # fmt: skip
    assert [field.name for field in REQUIRED["links"]] == ["title", "url"]
    assert REQUIRED["period"] == ()
