"""Inflections: words that share a stem by Porter's second English stemmer (Snowball)."""

from __future__ import annotations

from collections.abc import Sequence

import Stemmer


def stems(words: Sequence[str]) -> list[str]:
    """The stem of each word; a word that is not English letters is its own."""
    stem = Stemmer.Stemmer("english", 0).stemWord  # without a cache, which costs more than it saves
    return [stem(word) if word.isascii() and word.isalpha() else word for word in words]
