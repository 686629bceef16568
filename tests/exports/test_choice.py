"""Which practices are exported, in which order, and how that is told."""

from __future__ import annotations

from datetime import date

import pytest

from site_gen.catalogue import catalogue
from site_gen.exports.choice import choose, file_name
from site_gen.problems import SiteGenError
from tests.exports.books import all_practices
from tests.publishing import TERMS, practice

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("options", "ids", "sentence", "name"),
    [
        ({}, ["espace-egalite", "hostile", "oslo-plan"], "All 3 practices.", ""),
        ({"where": "sort=title"}, ["espace-egalite", "hostile", "oslo-plan"],
         "All 3 practices.", "sort-title"),
        ({"where": "?sort=newest"}, ["oslo-plan", "espace-egalite", "hostile"],
         "All 3 practices.", "sort-newest"),
        ({"where": "sort=country"}, ["espace-egalite", "oslo-plan", "hostile"],
         "All 3 practices.", "sort-country"),
        ({"where": "country=se,es"}, ["hostile", "oslo-plan"],
         "2 practices: country: Spain or Sweden.", "country-es-se"),
        ({"where": "country=no&area=housing"}, ["oslo-plan"],
         "1 practice: country: Norway; area of intervention: Housing.",
         "country-no-area-housing"),
        ({"ids": "oslo-plan,old-name oslo-plan"}, ["oslo-plan", "espace-egalite"],
         "2 practices, picked by hand.", "oslo-plan-espace-egalite"),
        ({"ids": "espace-en-francais"}, ["espace-en-francais"],
         "1 practice, picked by hand.", "espace-en-francais"),
        ({"lang": "fr"}, ["espace-en-francais", "hostile", "oslo-plan"],
         "All 3 practices. 1 of them is in French.", "fr"),
        ({"ids": "oslo-plan", "lang": "pt_br"}, ["oslo-plan"],
         "1 practice, picked by hand. None of them is in Portuguese (Brazil).",
         "oslo-plan-pt-br"),
    ],
)  # fmt: skip
def test_choices(options: dict[str, str], ids: list[str], sentence: str, name: str) -> None:
    choice = choose(all_practices(), **options)
    assert [each.id for each in choice.practices] == ids
    assert choice.sentence == sentence
    assert choice.name == name
    assert choice.by_hand == ("ids" in options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"where": "country=zz"}, "there is no country 'zz'"),
        ({"where": "contry=es"}, "there is no facet 'contry'; did you mean 'country'?"),
        ({"where": "sort=age"}, "there is no sort 'age'; there are title, country, newest"),
        ({"where": "sort=relevance"}, "there is no sort 'relevance'"),
        ({"where": "country=it"}, "there is nothing to export: no practice was found"),
        ({"ids": "oslo-plam"}, "there is no practice 'oslo-plam'; did you mean 'oslo-plan'?"),
        ({"ids": "x"}, "there is no practice 'x'"),
        ({"ids": " , "}, "there is nothing to export"),
        ({"where": "country=es", "ids": "hostile"}, "--where and --ids exclude each other"),
        ({"lang": "klingonish"}, "--lang 'klingonish' is no code of a language such as 'fr'"),
    ],
)
def test_what_cannot_be_chosen(options: dict[str, str], message: str) -> None:
    with pytest.raises(SiteGenError) as caught:
        choose(all_practices(), **options)
    assert message in str(caught.value)


def test_many_slugs_make_a_short_name_of_their_own() -> None:
    found = catalogue([practice(f"practice-number-{n}") for n in range(9)], TERMS)
    slugs = [each.id for each in found.practices]
    first = choose(found, ids=",".join(slugs)).name
    other = choose(found, ids=",".join([slugs[0], *reversed(slugs[1:])])).name
    assert first.startswith("practice-number-0-and-8-more-")
    assert other.startswith("practice-number-0-and-8-more-")
    assert first != other
    countries = ",".join(code.lower() for code in list(TERMS["country"])[:60])
    wide = choose(found, where=f"country={countries},fr").name
    assert len(wide) <= 100


def test_file_names() -> None:
    everything = choose(all_practices())
    assert file_name(everything, DAY, ".pdf") == "compendium-2026-11-21.pdf"
    spain = choose(all_practices(), where="country=es")
    assert file_name(spain, DAY, ".docx") == "compendium-country-es-2026-11-21.docx"
