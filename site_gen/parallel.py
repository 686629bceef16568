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
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_works: Sequence[Callable[[], Any]] | None = None  # what the processes forked now are to do
_single = False


def run(works: Sequence[Callable[[], _T]]) -> list[_T]:
    """The results of all works, in their order; put the longest first.

    What a work raises is raised here. Results travel between processes: let them be small.
    """
    return Begun(works).results()


class Begun(Generic[_T]):
    """Works that all processors do from now on, where that is safe; until they are done, nothing
    else is shared out."""

    def __init__(self, works: Sequence[Callable[[], _T]]) -> None:
        global _works
        self._done: Iterable[_T] = (work() for work in works)
        self._pool: ProcessPoolExecutor | None = None
        processes = min(available(), len(works))
        if processes < 2 or not _may_fork():
            return
        context = multiprocessing.get_context("fork")
        self._pool = ProcessPoolExecutor(processes, context, _die_with, (os.getpid(),))
        _works = works
        gc.freeze()  # else a look for garbage would copy every page of memory
        try:
            self._done = self._pool.map(_do, range(len(works)))  # forks
        finally:
            _works = None
            gc.unfreeze()

    def results(self) -> list[_T]:
        """What the works returned, in their order; what one raised is raised here. To be asked for
        once."""
        try:
            return list(self._done)
        finally:
            self.stop()

    def stop(self) -> None:
        """Begin no more of the works: nobody wants their results."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


class Ahead(Generic[_T]):
    """A work that another process does from now on, where that is safe, while this one goes on."""

    def __init__(self, work: Callable[[], _T]) -> None:
        self._work = work
        self._process: BaseProcess | None = None
        if available() < 2 or not _may_fork():
            return
        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(work, sender, os.getpid()), daemon=True)
        gc.freeze()
        self._process.start()
        gc.unfreeze()
        sender.close()

    def result(self) -> _T:
        """What the work returned; what it raised is raised here. To be asked for once."""
        if self._process is None:
            return self._work()
        try:
            done, value = self._receiver.recv()
        except EOFError:
            raise ChildProcessError("a process was ended before its work was done") from None
        finally:
            self.stop()
        if not done:
            raise value
        return value  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End the work, whose result nobody wants any more."""
        if self._process is not None:
            self._process.kill()
            self._process.join()


@lru_cache(maxsize=10_000)
def shared(value: _T) -> _T:
    """The first of all values that are equal: a result that holds it often sends it once."""
    return value


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


def _may_fork() -> bool:
    return not _single and _works is None and threading.active_count() == 1


def _send(work: Callable[[], Any], sender: Connection, parent: int) -> None:
    _die_with(parent)
    stay_single()
    try:
        answer = True, work()
    except BaseException as error:
        answer = False, error
    sender.send(answer)


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
