"""A seeded corpus in the practices' own format: words by Zipf's law, facets as skewed as real ones.

    python benchmarks/corpus.py FOLDER COUNT

writes FOLDER/<country>/<slug>.md and a copy of the vocabulary. The same seed and count give the
same bytes; a larger corpus begins with the practices of a smaller one.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_gen import vocabulary
from site_gen.vocabulary import Vocabulary

ROOT = Path(__file__).parent.parent
SEED = 20261121
BODY_WORDS = 450  # as in the compendium's own entries, on average
VOCABULARY_SIZE = 60_000
_ONSETS = "b c d f g h j k l m n p r s t v w z br ch st tr".split()
_VOWELS = "a e i o u a e i o ea ou".split()
_CODAS = ["", "", "", "", "n", "r", "s", "t", "l"]
_ENDINGS = ["", "", "", "s", "ing", "ed", "er", "ly", "tion", "ment"]
_COUNTRIES = "ES IT GR EE GB PT HR TR FR PL FI IS SE NO LU CH AT MK CY IE DE BE NL DK CZ".split()


@dataclass(frozen=True, slots=True)
class Words:
    """Words with cumulative weights by the Zipf-Mandelbrot law: 1 / (rank + 2.7) ** 1.15."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def sample(self, source: random.Random, count: int) -> list[str]:
        """`count` words."""
        return source.choices(self.words, cum_weights=self.weights, k=count)


def make_words(source: random.Random, size: int = VOCABULARY_SIZE) -> Words:
    """A made-up language whose frequent words are short, as in real ones."""
    words: dict[str, None] = {}
    while len(words) < size:
        syllables = 1 + (len(words) > 150) + (len(words) > 6000)
        stem = "".join(
            source.choice(_ONSETS) + source.choice(_VOWELS) + source.choice(_CODAS)
            for _ in range(syllables)
        )
        words.setdefault(stem + (source.choice(_ENDINGS) if syllables > 1 else ""))
    weights = itertools.accumulate((rank + 2.7) ** -1.15 for rank in range(size))
    return Words(tuple(words), tuple(weights))


def practices(count: int, terms: Vocabulary, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """(path below the folder, text) of `count` practices."""
    words = make_words(random.Random(seed))
    for number in range(count):
        # A source of its own for each, so that the first hundred are the same in every corpus.
        yield _practice(number, random.Random(f"{seed}-{number}"), words, terms)


def write(folder: Path, count: int, seed: int = SEED) -> None:
    """Write a corpus of `count` practices, with the project's vocabulary, into a new folder."""
    terms = vocabulary.load(ROOT / "practices" / vocabulary.FILE_NAME)
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "practices" / vocabulary.FILE_NAME, folder)
    for name, text in practices(count, terms, seed):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _practice(
    number: int, source: random.Random, words: Words, terms: Vocabulary
) -> tuple[str, str]:
    country = _skewed(source, _COUNTRIES)
    title = " ".join(words.sample(source, source.randint(3, 8))).capitalize()
    start = source.randint(2005, 2024)
    end = source.choice(["ongoing", str(start + source.randint(0, 2)), ""])
    facts = {
        "title": title,
        "summary": " ".join(words.sample(source, source.randint(14, 26))).capitalize()[:239] + ".",
        "principle": _several(source, list(terms["principle"]), 2),
        "country": [country],
        "place": words.sample(source, 1)[0].capitalize(),
        "level": _several(source, list(terms["level"]), 1),
        "type": _several(source, list(terms["type"]), 2),
        "area": _several(source, list(terms["area"]), 3),
        "group": _several(source, list(terms["group"]), 3),
        "period": f"{{start: {start}" + (f", end: {end}}}" if end else "}"),
        "lead": " ".join(words.sample(source, 3)).title(),
        "source": f"[{{document: CDADI(2024)39, page: {source.randint(8, 127)}}}]",
        "status": "published",
        "reviewed": f"2026-{source.randint(1, 11):02}-{source.randint(1, 28):02}",
    }
    lines = [
        f"{key}: [{', '.join(value)}]" if isinstance(value, list) else f"{key}: {value}"
        for key, value in facts.items()
    ]
    body = "\n\n".join(
        f"## {term.label}\n\n{_prose(source, words, BODY_WORDS // 4)}"
        for term in terms["section"].values()
    )
    return f"{country.lower()}/practice-{number:05}.md", "---\n" + "\n".join(
        lines
    ) + f"\n---\n\n{body}\n"


def _prose(source: random.Random, words: Words, count: int) -> str:
    """Two paragraphs of sentences, `count` words in all."""
    sentences = []
    while count > 0:
        length = min(source.randint(8, 20), count)
        sentences.append(" ".join(words.sample(source, length)).capitalize() + ".")
        count -= length
    half = len(sentences) // 2
    return "\n\n".join(" ".join(part) for part in (sentences[:half], sentences[half:]) if part)


def _several(source: random.Random, values: list[str], most: int) -> list[str]:
    """One to `most` different values, the first ones of the list more often."""
    count = source.randint(1, most)
    return list(dict.fromkeys(_skewed(source, values) for _ in range(count)))


def _skewed(source: random.Random, values: list[str]) -> str:
    return source.choices(values, weights=[1 / (rank + 1.5) for rank in range(len(values))])[0]


def main() -> None:
    """Write a corpus as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    arguments = parser.parse_args()
    write(arguments.folder, arguments.count)


if __name__ == "__main__":
    main()
