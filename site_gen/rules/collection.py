"""Rules across files: slugs, and what points to them."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.front_matter import plain
from site_gen.problems import shown
from site_gen.fields import BY_NAME
from site_gen.rules.body import RELATIVE
from site_gen.rules.registry import Collection, Finding, at, rule_among
from site_gen.rules.subject import Subject
from site_gen.vocabulary import nearest


@rule_among
def duplicate_slug(subject: Subject, collection: Collection) -> Iterator[Finding]:
    """No two files have the same name, in whatever folders.

    The name is the practice's address, so one page would overwrite the other.

    Bad:
        practices/fr/equality-space.md and practices/be/equality-space.md
    Good:
        practices/fr/equality-space.md and practices/be/equality-space-liege.md
    """
    others = [s for s in collection.by_slug[subject.document.slug] if s is not subject]
    if others:
        where = others[0].document.path
        yield 1, 1, f"the slug {shown(subject.document.slug)} is also that of {where}"


@rule_among
def formerly_taken(subject: Subject, collection: Collection) -> Iterator[Finding]:
    """An earlier slug belongs to one practice and is no longer in use.

    It redirects readers of old links; it can lead to one page only.

    Bad:
        formerly: [a-slug-that-another-practice-has-now]
    Good:
        formerly: [the-name-before-the-file-was-renamed]
    """
    for node in subject.texts("formerly"):
        if node.value in collection.by_slug:
            where = collection.by_slug[node.value][0].document.path
            yield at(node, f"the earlier slug {shown(node.value)} is in use: {where}")
        for other in collection.formerly.get(node.value, ()):
            if other is not subject:
                message = f"the earlier slug {shown(node.value)} is also claimed by {other.document.path}"
                yield at(node, message)


@rule_among
def unknown_practice(subject: Subject, collection: Collection) -> Iterator[Finding]:
    """`related`, `translation_of` and links in the text name practices that exist, and not itself.

    A reference to nothing is a dead link for readers.

    Bad:
        related: [espace-egalitee]
    Good:
        related: [espace-egalite]
    """
    for name in ("related", "translation_of"):
        for node in subject.texts(name):
            yield from _missing(subject, collection, node.value, (node.line, node.column), name)
    for target in subject.outline.targets:
        match = RELATIVE.fullmatch(target.url)
        if match and not target.image:
            place = subject.lines_of(target.line), target.column
            yield from _missing(subject, collection, match["slug"], place, "a link", match["folder"])


def _missing(
    subject: Subject,
    collection: Collection,
    slug: str,
    place: tuple[int, int],
    where: str,
    folder: str | None = None,
) -> Iterator[Finding]:
    found = collection.by_slug.get(slug)
    if slug == subject.document.slug:
        if where != "a link":
            yield *place, f"the practice names itself in '{where}'"
    elif found is None:
        former = collection.formerly.get(slug)
        near = former[0].document.slug if former else nearest(slug, list(collection.by_slug))
        hint = f"; did you mean '{near}'?" if near else ""
        yield *place, f"no practice has the slug {shown(slug)} ({where}){hint}"
    elif folder and all(folder != other.document.folder for other in found):
        yield *place, f"the practice {shown(slug)} lies in {found[0].document.folder}/, not {folder}/"


@rule_among
def translation(subject: Subject, collection: Collection) -> Iterator[Finding]:
    """A translation names its language, translates an original, and repeats no other facts.

    Facts are kept in one place; two versions of a date would both look true.

    Bad:
        translation_of: espace-egalite
        place: Paris
    Good:
        translation_of: espace-egalite
        lang: fr
    """
    reference = subject.leaf("translation_of")
    if reference is None or not subject.is_translation:
        return
    originals = collection.by_slug.get(reference.value, ())
    if not originals or originals[0] is subject:
        return
    original = originals[0]
    if original.is_translation:
        yield at(reference, f"{shown(reference.value)} is a translation itself; name its original")
        return
    if (subject.text("lang") or "en") == (original.text("lang") or "en"):
        yield at(reference, "the translation has the same 'lang' as its original")
    front, first = subject.document.front, original.document.front
    for key, value in front.entries if front else ():
        field = BY_NAME.get(key.value)
        if field and field.shared and first:
            given = first.get(key.value)
            if given is None or plain(given) != plain(value):
                message = f"'{key.value}' differs from the original's; leave it out"
                yield at(key, message)
