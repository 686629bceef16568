"""Work shared among processes, where that is safe and pays.

A forked process sees all that its parent has made, so nothing needs to be sent to it. Forking is
safe while there is one thread: under `serve`, after `stay_single`, and on systems without it, work
is done in turn.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

_T = TypeVar("_T")
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_works: Sequence[Callable[[], Any]] | None = None  # what the processes forked now are to do
_single = False


def run(works: Sequence[Callable[[], _T]]) -> list[_T]:
    """The results of all works, in their order; put the longest first.

    What a work raises is raised here. Results travel between processes: let them be small.
    """
    global _works
    processes = min(available(), len(works))
    if processes < 2 or _single or _works is not None or threading.active_count() > 1:
        return [work() for work in works]
    _works = works
    gc.freeze()  # else a look for garbage would copy every page of memory
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(processes, context, _die_with, (os.getpid(),)) as pool:
            return list(pool.map(_do, range(len(works))))
    finally:
        _works = None
        gc.unfreeze()


def stay_single() -> None:
    """No more processes from this one: it is about to start threads that Python does not count.

    A forked process has none of them, and would wait for their work for ever.
    """
    global _single
    _single = True


def available() -> int:
    """How many processes can work at once; 1 where there is no safe fork."""
    if not sys.platform.startswith("linux"):
        return 1  # macOS has fork, but its libraries do not survive it
    return len(os.sched_getaffinity(0))


def _do(number: int) -> Any:
    assert _works is not None
    return _works[number]()


def _die_with(parent: int) -> None:
    """A build that is killed leaves nobody writing behind it; Ctrl-C is the parent's to handle.

    Nobody looks for garbage: what a share of work leaves is little, and looking takes longer.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
