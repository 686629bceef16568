"""Rules across files: slugs, and what points to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.fields import BY_NAME, SLUG
from site_gen.front_matter import Scalar, plain
from site_gen.problems import shown
from site_gen.rules.member import RELATIVE, Member
from site_gen.rules.registry import Collection, Finding, at, rule_among
from site_gen.rules.subject import is_empty
from site_gen.vocabulary import nearest


@rule_among
def duplicate_slug(member: Member, collection: Collection) -> Iterator[Finding]:
    """No two files have the same name, in whatever folders.

    The name is the practice's address, so one page would overwrite the other.

    Bad:
        practices/fr/equality-space.md and practices/be/equality-space.md
    Good:
        practices/fr/equality-space.md and practices/be/equality-space-liege.md
    """
    others = [s for s in collection.by_slug[member.slug] if s is not member]
    if others:
        where = others[0].path
        yield 1, 1, f"the slug {shown(member.slug)} is also that of {where}"


@rule_among
def formerly_taken(member: Member, collection: Collection) -> Iterator[Finding]:
    """An earlier slug belongs to one practice and is no longer in use.

    It redirects readers of old links; it can lead to one page only.

    Bad:
        formerly: [a-slug-that-another-practice-has-now]
    Good:
        formerly: [the-name-before-the-file-was-renamed]
    """
    for node in member.formerly:
        if not SLUG.fullmatch(node.value):
            continue
        users = collection.by_slug.get(node.value, ())
        claims = [s for s in collection.formerly[node.value] if s is not member]
        if member in users:
            yield at(node, f"the earlier slug {shown(node.value)} is this practice's own")
        elif users:
            where = users[0].path
            yield at(node, f"the earlier slug {shown(node.value)} is in use: {where}")
        elif claims:
            where = claims[0].path
            yield at(node, f"the earlier slug {shown(node.value)} is also claimed by {where}")


@rule_among
def unknown_practice(member: Member, collection: Collection) -> Iterator[Finding]:
    """`related`, `translation_of` and links name practices and sections that readers can reach.

    A reference to nothing, to a draft, or to the practice itself is a dead end.

    Bad:
        related: [espace-egalitee]
    Good:
        related: [espace-egalite]
    """
    for name, node in member.references:
        if node.value == member.slug:
            yield at(node, f"the practice names itself in '{name}'")
        elif node.value not in collection.by_slug and SLUG.fullmatch(node.value):
            yield at(node, _nowhere(collection, node.value, f"'{name}'"))
    for url, line, column in member.links:
        match = RELATIVE.fullmatch(url)
        message = _dead(member, collection, match) if match else None
        if message:
            yield line, column, message


def _nowhere(collection: Collection, slug: str, where: str) -> str:
    former = collection.formerly.get(slug)
    near = former[0].slug if former else nearest(slug, list(collection.by_slug))
    hint = f"; did you mean '{near}'?" if near else ""
    return f"{where} names {shown(slug)}, which is no practice's slug{hint}"


def _dead(member: Member, collection: Collection, link: re.Match[str]) -> str | None:
    """Why a link to another practice's file leads nowhere, if so."""
    slug = link["slug"]
    folder = link["folder"] or member.folder
    found = collection.by_slug.get(slug)
    if found is None:
        return _nowhere(collection, slug, "the link")
    there = [each for each in found if each.folder == folder]
    if not there:
        lies = found[0].folder
        return (
            f"the practice {shown(slug)} lies in {lies}/, not {folder}/; write ../{lies}/{slug}.md"
        )
    if member.status == "published" and there[0].status == "draft":
        return f"the practice {shown(slug)} is a draft, which readers do not see"
    if link["heading"] and link["heading"] not in there[0].anchors:
        allowed = ", ".join(f"#{anchor}" for anchor in there[0].anchors)
        return f"the practice {shown(slug)} has no section '#{link['heading']}'; allowed: {allowed}"
    return None


@rule_among
def translation(member: Member, collection: Collection) -> Iterator[Finding]:
    """A translation names its language, translates an original, and repeats no other facts.

    Facts are kept in one place; two versions of a date would both look true.

    Bad:
        translation_of: espace-egalite
        place: Paris
    Good:
        translation_of: espace-egalite
        lang: fr
    """
    reference = member.translation_of
    if reference is None or not member.is_translation:
        return
    originals = collection.by_slug.get(reference.value, ())
    if not originals or originals[0] is member:
        return
    original = originals[0]
    if original.is_translation:
        yield at(reference, f"{shown(reference.value)} is a translation itself; name its original")
        return
    yield from _language(member, original, reference, collection)
    folder = original.folder
    if member.folder != folder and not member.says_country:
        yield at(reference, f"a translation lies beside its original; move it to {folder}/")
    front, first = member.front(), original.front()
    for key, value in front.entries if front else ():
        field = BY_NAME.get(key.value)
        if field and field.shared and first and not is_empty(value):
            given = first.get(key.value)
            if given is None or plain(given) != plain(value):
                message = f"'{key.value}' differs from the original's; leave it out"
                yield at(key, message)


def _language(
    member: Member, original: Member, reference: Scalar, collection: Collection
) -> Iterator[Finding]:
    place, language = member.lang or reference, member.language
    twins = [s for s in collection.translations[reference.value] if s.language == language]
    if language == original.language:
        yield at(place, f"the translation's language is its original's, {shown(language)}")
    elif len(twins) > 1:
        other = next(twin for twin in twins if twin is not member)
        path = other.path
        yield at(place, f"there is a translation into {shown(language)} already: {path}")
