"""Compiled templates, kept as Python keeps compiled modules: in `__pycache__` beside them.

Compiling the theme's and our own takes a quarter of a second, most of a small build. What is kept
is code, so it is trusted as modules are, and lies where no practice, guide or configuration can put
anything. Without it, or when it is damaged, templates are compiled again.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from site_gen import output

_FOLDER = Path(__file__).parent / "__pycache__"
_DIGEST = hashlib.sha256().digest_size


class CompiledTemplates(BytecodeCache):
    """Those of one environment: its name has to tell it from others, whose options may differ.

    Jinja asks for a template by its name and path, and finds out by itself whether what it gets is
    of the same source, and of the same versions of Python and Jinja.
    """

    def __init__(self, environment: str, folder: Path = _FOLDER) -> None:
        self._environment, self._folder = environment, folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its code has been kept."""
        try:
            content = self._path(bucket).read_bytes()
        except OSError:
            return
        digest, code = content[:_DIGEST], content[_DIGEST:]
        if hashlib.sha256(code).digest() == digest:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's code, if files can be written there."""
        code = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):
            output.write(self._path(bucket), hashlib.sha256(code).digest() + code)

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{self._environment}-{bucket.key}.template"
