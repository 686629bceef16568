"""Imports the workflows' scripts, which stand outside every package."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

from tests.workflows.reading import ROOT

SCRIPTS = ROOT / ".github/scripts"


def script(name: str) -> ModuleType:
    """The module of that name; it finds its neighbours as it does when it is run."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(SCRIPTS))
