"""ZIP archives that are the same whenever and wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
_MODE = 0o100644 << 16  # a plain file that everybody may read


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of files by name, in the given order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = 3  # Unix, so that the mode is understood
            entry.external_attr = _MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()
