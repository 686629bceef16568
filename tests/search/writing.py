"""Texts for the index, made of words as they are, without reading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from site_gen.search.inverted import FIELDS, Posting, Text, Texts, invert
from site_gen.search.stems import stems


def texts(documents: Sequence[Text]) -> Texts:
    """Documents, each a mapping of field -> words."""
    fields = [text.get(name, ()) for text in documents for name in FIELDS]
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(word, len(numbers)) for field in fields for word in field]
    lengths = np.array([len(field) for field in fields], dtype=np.int32)
    return Texts(
        list(numbers),
        stems(list(numbers)),
        np.array(found, dtype=np.int32),
        lengths.reshape(len(documents), len(FIELDS)),
    )


def postings(documents: Sequence[Text]) -> list[Posting]:
    """The postings of documents, each a mapping of field -> words."""
    return invert(texts(documents))
