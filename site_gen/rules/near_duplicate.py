"""The rule that finds practices which are probably in the compendium twice."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.rules.member import Member
from site_gen.rules.registry import Collection, Finding, warning_among


@warning_among
def near_duplicate(member: Member, collection: Collection) -> Iterator[Finding]:
    """No practice stands twice in the compendium, under other names or in other words.

    Readers would find half of what is known in each. Merge the two, or name the other in
    `not_duplicate_of` if they are rightly two. Names, aliases, place, country, links and the
    source's entry are compared.

    Bad:
        "Tallinn Migration Centre" and "Establishment of the Migration Centre in Tallinn (TMC)"
    Good:
        not_duplicate_of: [tallinn-chamber-of-integration]
    """
    for pair in collection.alike.get(member.path, ()):
        other = pair.second if pair.first.path == member.path else pair.first
        message = (
            f"probably the same practice as {other.path}: {pair.why}; merge the two, or write "
            f"not_duplicate_of: [{other.slug}]"
        )
        yield *member.title_at, message
