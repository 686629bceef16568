"""Front matter read with what is known from other files, as most of its entries stand in many.

An entry is a key with its value: a line that begins with the key, and what is indented below. One
that stood in the same line of another file is the same node again, so that whoever makes something
of nodes can keep that too.
"""

from __future__ import annotations

import re

from site_gen import front_matter
from site_gen.front_matter import BadYAMLError, Mapping, Node, Scalar

# How many entries are kept, and how long they may be: what many files say alike is short, and met
# early.
_MOST = 10_000
_LONGEST = 200
_START = re.compile(r"\n(?=[^ \n#-])")  # lists and comments may stand below without indent
_Text = tuple[int, str]  # an entry's first line, and the lines without the last one's end
_Entry = tuple[Scalar, Node]
_known: dict[_Text, _Entry] = {}


def parse(text: str, *, lost: list[BadYAMLError]) -> Node | None:
    """What `front_matter.parse` returns, adds to `lost` and raises."""
    before, *pieces = _START.split("\n" + text.removesuffix("\n"))
    if not pieces or before.strip("\n") or not text.endswith("\n"):
        return front_matter.parse(text, lost=lost)
    line = before.count("\n") + 1
    written: list[_Text] = []
    unread = [before]
    for piece in pieces:
        written.append((line, piece))
        height = piece.count("\n")
        # A comment ends the entry above just as the one does whose place it takes.
        unread.append("#" + "\n" * height if written[-1] in _known else piece)
        line += height + 1
    new = [each for each in written if each not in _known]
    read = _read("\n".join([*unread, ""])[1:], new, lost) if new else {}
    if read is None:
        return front_matter.parse(text, lost=lost)
    entries = tuple([_known.get(each) or read[each] for each in written])
    return Mapping(entries, written[0][0], 1)


def _read(text: str, new: list[_Text], lost: list[BadYAMLError]) -> dict[_Text, _Entry] | None:
    """The entries of `text`; None unless it is a mapping with just the entries `new`, each of which
    is then whole in itself."""
    comments: list[BadYAMLError] = []
    try:
        node = front_matter.parse(text, lost=comments)
    except BadYAMLError:
        return None  # what is wrong shows in the whole text
    if not isinstance(node, Mapping):
        return None
    if [key[1:] for key, _ in node.entries] != [(line, 1) for line, _ in new]:
        return None
    read = dict(zip(new, node.entries, strict=True))
    lost += comments
    if not comments and len(_known) < _MOST:
        _known.update((each, entry) for each, entry in read.items() if len(each[1]) <= _LONGEST)
    return read
