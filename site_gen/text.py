"""Texts compared and sorted the way readers see them: without case, accents or look-alikes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"[^\W_]+")

# Latin letters that no decomposition reaches (ø, ł, ß, æ …), to the spelling that people type.
LATIN = {
    character: anyascii(character).lower()
    for character in map(chr, range(0xC0, 0x250))
    if unicodedata.normalize("NFKD", character).isascii() is False
    and not unicodedata.combining(unicodedata.normalize("NFKD", character)[-1])
    and character.isalpha()
}
_LATIN = str.maketrans(LATIN)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """`text` in lower case without diacritics: `Västra` -> `vastra`, `Łódź` -> `lodz`."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.translate(_LATIN)).lower().translate(_LATIN)
    bare = (c for c in unicodedata.normalize("NFKD", spread) if not unicodedata.combining(c))
    return "".join(bare)


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return _WORD.findall(fold(text))


def sort_key(text: str) -> tuple[str, str]:
    """Sorts titles as a reader expects: by folded words first, then exactly."""
    return " ".join(words(text)), text


def slugify(text: str) -> str:
    """`text` as lower-case ASCII words joined by hyphens, at most 60 characters, whole words."""
    slug = ""
    for word in re.findall(r"[a-z0-9]+", anyascii(text.replace("'", "").replace("’", "")).lower()):
        if slug and len(slug) + len(word) >= 60:
            break
        slug = f"{slug}-{word}" if slug else word[:60]
    return slug
