"""Texts compared and sorted the way readers see them: without case, accents or look-alikes."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

# Latin letters that no decomposition reaches (ø, ł, ß, æ …), to the spelling that people type.
LATIN = {
    character: anyascii(character).lower()
    for character in map(chr, range(0xC0, 0x250))
    if not unicodedata.normalize("NFKD", character).isascii()
    and not unicodedata.combining(unicodedata.normalize("NFKD", character)[-1])
    and character.isalpha()
}


class _Folding(dict[int, str]):
    """A table for str.translate, filled as characters are met.

    Character by character, so that the browser can do the same with a few lines of its own.
    """

    def __missing__(self, code: int) -> str:
        spread = unicodedata.normalize("NFKD", LATIN.get(chr(code), chr(code))).lower()
        bare = (LATIN.get(c, c) for c in spread if not unicodedata.category(c).startswith("M"))
        return self.setdefault(code, "".join(bare))


class _Words(dict[int, str]):
    """The same, with a space for whatever is neither letter nor digit."""

    def __missing__(self, code: int) -> str:
        kept = (c if unicodedata.category(c)[0] in "LN" else " " for c in _FOLDING[code])
        return self.setdefault(code, "".join(kept))


_FOLDING = _Folding()
_WORDS = _Words()


def fold(text: str) -> str:
    """`text` in lower case without diacritics: `Västra` -> `vastra`, `Łódź` -> `lodz`."""
    return text.translate(_FOLDING)


def spaced(text: str) -> str:
    """The folded words of `text`, in order, with spaces between: runs of letters and digits."""
    return text.translate(_WORDS)


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return spaced(text).split()


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
