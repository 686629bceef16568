"""The least that a validator must do: read all practice files and parse their front matter."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

for path in Path(sys.argv[1]).rglob("*.md"):
    yaml.load(path.read_text(encoding="utf-8").split("---\n", 2)[1], yaml.CSafeLoader)
