"""Work in several processes gives what work in turn gives."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from site_gen import parallel

pytestmark = pytest.mark.skipif(parallel.available() < 2, reason="there is one processor")


@pytest.fixture(autouse=True)
def _may_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in a process that has set a PDF before, or in which the server of another test has not
    ended yet: the works here need none of their threads."""
    monkeypatch.setattr(parallel, "_single", False)
    others = {*threading.enumerate()} - {threading.current_thread()}
    monkeypatch.setattr(threading, "active_count", lambda: len({*threading.enumerate()} - others))


def _square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def test_results_come_in_order_from_other_processes() -> None:
    found = parallel.run([partial(_square, number) for number in range(20)])
    assert [square for square, _ in found] == [number * number for number in range(20)]
    assert os.getpid() not in {process for _, process in found}


def test_equal_values_become_one() -> None:
    first = parallel.shared(("a", "b"))
    assert parallel.shared(tuple("ab")) is first
    assert parallel.shared(("a", "c")) == ("a", "c")


def test_works_see_what_their_parent_has_made() -> None:
    made = {"a": object()}  # could not be sent to another process
    works: list[Callable[[], int]] = [lambda: len(made), lambda: id(made["a"])]
    assert parallel.run(works) == [1, id(made["a"])]


def test_what_a_work_raises_is_raised() -> None:
    works: list[Callable[[], tuple[int, int]]] = [partial(_square, 1), _fail, partial(_square, 2)]
    with pytest.raises(OSError, match="no room"):
        parallel.run(works)
    assert [square for square, _ in parallel.run([partial(_square, 3)] * 2)] == [9, 9]


def _fail() -> tuple[int, int]:
    raise OSError(28, "no room")


def test_works_that_were_begun_are_done_while_this_process_goes_on(tmp_path: Path) -> None:
    begun = parallel.Begun([partial(_wait_for, tmp_path / "go")] * 3)
    (tmp_path / "go").touch()  # the works wait for it: nobody else is there to do it
    assert os.getpid() not in begun.results()


def test_works_that_were_begun_can_be_stopped(tmp_path: Path) -> None:
    begun = parallel.Begun([partial(_leave, tmp_path / str(number)) for number in range(500)])
    begun.stop()
    assert len(list(tmp_path.iterdir())) < 100
    assert not multiprocessing.active_children()
    assert [square for square, _ in parallel.run([partial(_square, 3)] * 2)] == [9, 9]


def _leave(file: Path) -> None:
    time.sleep(0.01)
    file.touch()


def test_what_goes_ahead_is_done_by_another_process_while_this_one_goes_on(
    tmp_path: Path,
) -> None:
    ahead = parallel.Ahead(partial(_wait_for, tmp_path / "go"))
    (tmp_path / "go").touch()  # the work waits for it: nobody else is there to do it
    assert ahead.result() != os.getpid()


def test_what_goes_ahead_may_run_beside_works() -> None:
    ahead = parallel.Ahead(partial(_square, 5))
    assert [square for square, _ in parallel.run([partial(_square, 3)] * 2)] == [9, 9]
    assert ahead.result()[0] == 25


def test_what_goes_ahead_and_fails_is_raised_when_it_is_asked_for() -> None:
    ahead = parallel.Ahead(_fail)
    with pytest.raises(OSError, match="no room"):
        ahead.result()


def test_what_goes_ahead_can_be_stopped(tmp_path: Path) -> None:
    ahead = parallel.Ahead(partial(_wait_for, tmp_path / "never"))
    ahead.stop()
    assert not multiprocessing.active_children()


def test_a_process_that_is_killed_ahead_of_its_result_is_an_error() -> None:
    ahead = parallel.Ahead(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(ChildProcessError, match="ended"):
        ahead.result()


def test_a_process_that_stays_single_goes_ahead_with_nothing() -> None:
    parallel.stay_single()
    assert parallel.Ahead(partial(_square, 2)).result() == (4, os.getpid())


def _wait_for(file: Path) -> int:
    while not file.exists():
        time.sleep(0.01)
    return os.getpid()


def test_a_process_that_stays_single_does_all_work_itself() -> None:
    parallel.stay_single()
    assert parallel.run([partial(_square, 1), partial(_square, 2)])[1] == (4, os.getpid())


def test_beside_another_thread_work_is_done_in_turn() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        found = parallel.run([partial(_square, number) for number in (1, 2)])
    finally:
        stop.set()
        thread.join()
    assert found == [(1, os.getpid()), (4, os.getpid())]


def test_a_work_shares_its_own_with_nobody() -> None:
    def within() -> bool:
        return {process for _, process in parallel.run([partial(_square, 1)] * 3)} == {os.getpid()}

    assert parallel.run([within, within]) == [True, True]


def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = f"""
import os, time
from pathlib import Path
from site_gen import parallel
def work():
    Path({str(tmp_path)!r}, str(os.getpid())).touch()
    time.sleep(60)
parallel.run([work, work])
"""
    parent = subprocess.Popen([sys.executable, "-c", code])
    while len(workers := [int(path.name) for path in tmp_path.iterdir()]) < 2:
        time.sleep(0.02)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    while any(_runs(process) for process in workers):
        time.sleep(0.02)  # the test's own time limit is the whole run's


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
