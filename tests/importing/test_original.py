"""The original compendium, whose text lies beside the repository where the editors work."""

from __future__ import annotations

import pytest

from tests.importing.original import SOURCES, measure, report

_HERE = (SOURCES / "inventory.tsv").is_file()


@pytest.mark.skipif(
    not _HERE, reason="the sources are not beside this clone; test_word has a text of its own"
)
def test_nineteen_of_twenty_facts_are_read_as_the_editors_read_them() -> None:
    measured = measure()
    assert measured.drafts == measured.entries == 83
    for name, count in measured.stated.items():
        right = count - len(measured.misses[name])
        assert right >= 0.95 * count, report(measured)
    lost = {word for words in measured.lost.values() for word in words}
    # words of labels and of a browser's hint behind a link
    assert lost <= {*"implementing leading authority authorities website opens".split()}
