"""The pool as it is used: real processes, and a thread under the same laws."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from claims_db import programs
from claims_db.errors import FootnoteError, InvalidPackError, NotFoundError, Obstacle, UnreachableError
from claims_db.service.workers import (
    BusyError,
    DroppedError,
    Limits,
    Priority,
    TookTooLongError,
    WorkerFailedError,
    Workers,
    default_processes,
)

from . import labour
from .labour import Bench

ASKED, UNASKED = Priority.ASKED, Priority.UNASKED
# Whatever takes longer than a test has gone wrong; nothing here is measured.
PATIENT = Limits(pause=0.01)
either = pytest.mark.parametrize("processes", [pytest.param(1, id="process"), pytest.param(0, id="thread")])
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer of CPU time")


def running(
    processes: int, limits: Limits = PATIENT, opens: Callable[[], Bench] = labour.open_bench
) -> AbstractAsyncContextManager[Workers[Bench]]:
    return Workers.running(opens, processes, limits=limits)


async def until(it_is: Callable[[], bool]) -> None:
    """What happens in another process cannot be waited for."""
    while not it_is():  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.002)


class Held:
    """A worker kept busy until `release`, so that what comes meanwhile has to wait."""

    def __init__(self, workers: Workers[Bench], folder: Path) -> None:
        self._flag = folder / "flag"
        self._work = asyncio.create_task(workers.run(partial(labour.wait_for, flag=self._flag)))

    async def begun(self) -> Held:
        await until(self._flag.with_name("flag.begun").exists)
        return self

    async def release(self) -> None:
        self._flag.touch()
        await self._work


async def begun(*work: Awaitable[object]) -> list[asyncio.Task[object]]:
    """Tasks that have come as far as waiting for a worker."""
    tasks = [asyncio.ensure_future(each) for each in work]
    await asyncio.sleep(0)
    return tasks


def note(workers: Workers[Bench], what: str, priority: Priority = ASKED) -> Awaitable[list[object]]:
    return workers.run(partial(labour.note, what=what), priority)


@either
async def test_work_is_done_with_what_was_opened_once(processes: int) -> None:
    async with running(processes, opens=partial(Bench, "oak")) as workers:
        assert await workers.run(labour.name) == "oak"
        assert await workers.run(partial(labour.add, one=1, other=2)) == 3
        assert await note(workers, "a") == ["a"]
        assert await note(workers, "b") == ["a", "b"]
        assert (await workers.run(labour.process) == os.getpid()) is (processes == 0)


@either
async def test_the_asked_go_first_each_in_turn(processes: int, tmp_path: Path) -> None:
    async with running(processes) as workers:
        held = await Held(workers, tmp_path).begun()
        tasks = await begun(
            note(workers, "u1", UNASKED), note(workers, "a1"), note(workers, "u2", UNASKED), note(workers, "a2")
        )
        await held.release()
        await asyncio.gather(*tasks)
        assert await note(workers, "end") == ["a1", "a2", "u1", "u2", "end"]


@either
async def test_where_too_much_waits_the_oldest_that_nobody_asked_for_is_dropped(processes: int, tmp_path: Path) -> None:
    async with running(processes, Limits(waiting=3, asked=2)) as workers:
        held = await Held(workers, tmp_path).begun()
        unasked = await begun(*(note(workers, f"u{number}", UNASKED) for number in range(4)))
        asked = await begun(*(note(workers, f"a{number}") for number in range(3)))
        await held.release()
        told = await asyncio.gather(*unasked, *asked, return_exceptions=True)
        assert [type(each) for each in told] == [*[DroppedError] * 3, list, list, list, BusyError]
        assert workers.dropped == 3
        assert await note(workers, "end") == ["a0", "a1", "u3", "end"]


@either
async def test_who_no_longer_waits_has_nothing_done(processes: int, tmp_path: Path) -> None:
    async with running(processes) as workers:
        held = await Held(workers, tmp_path).begun()
        gone, stays = await begun(note(workers, "gone"), note(workers, "stays"))
        gone.cancel()
        await held.release()
        assert await stays == ["stays"]
        assert gone.cancelled()


@either
async def test_who_leaves_during_the_work_disturbs_nobody(processes: int, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    async with running(processes) as workers:
        (leaving,) = await begun(workers.run(partial(labour.wait_for, flag=flag)))
        await until(flag.with_name("flag.begun").exists)
        leaving.cancel()
        flag.touch()
        assert await note(workers, "next") == ["next"]
        assert leaving.cancelled()


@either
@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        pytest.param("plain", NotFoundError("there is no such claim"), id="a sentence"),
        pytest.param(
            "two arguments", UnreachableError("the page is away", Obstacle.STATUS, status=404), id="more than that"
        ),
        pytest.param("rows", InvalidPackError(("row 1 is bad", "row 2 is bad")), id="made of what it was given"),
    ],
)
async def test_an_error_of_ours_comes_as_it_was_raised(processes: int, kind: str, raised: FootnoteError) -> None:
    async with running(processes) as workers:
        with pytest.raises(type(raised)) as caught:
            await workers.run(partial(labour.refuse, kind=kind))
        assert (str(caught.value), vars(caught.value)) == (str(raised), vars(raised))


@either
async def test_any_other_error_tells_where_it_was_without_its_words(processes: int) -> None:
    async with running(processes) as workers:
        with pytest.raises(WorkerFailedError) as caught:
            await workers.run(partial(labour.fail, words="somebody's words"))
        assert ["ValueError" in caught.value.trace, "RuntimeError" in caught.value.trace] == [True, True]
        assert "in fail" in caught.value.trace
        assert "somebody" not in f"{caught.value} {caught.value.trace} {caught.value!r}"
        assert caught.value.__cause__ is caught.value.__context__ is None
        assert await workers.run(labour.name) == "bench"


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(labour.give_what_cannot_leave, id="result"),
        pytest.param(lambda _: None, id="work"),
        pytest.param(partial(labour.note, what=labour.OpensHereOnly()), id="work that the worker cannot read"),
        pytest.param(labour.give_what_opens_there_only, id="result that nobody else can read"),
    ],
)
async def test_what_cannot_be_sent_is_a_fault_and_the_worker_stays(work: Callable[[Bench], object]) -> None:
    async with running(1) as workers:
        before = await workers.run(labour.process)
        with pytest.raises(WorkerFailedError):
            await workers.run(work)
        assert await workers.run(labour.process) == before


async def test_a_process_that_ends_is_replaced_and_its_work_done_again(tmp_path: Path) -> None:
    async with running(1) as workers:
        before = await workers.run(labour.process)
        assert await workers.run(partial(labour.die_once, flag=tmp_path / "flag")) == "done"
        assert await workers.run(labour.process) != before
        assert workers.died == 1


async def test_work_that_ends_two_processes_is_not_tried_on_a_third(tmp_path: Path) -> None:
    lives = tmp_path / "lives"
    async with running(2) as workers:
        with pytest.raises(WorkerFailedError):
            await workers.run(partial(labour.die, lives=lives))
        assert lives.read_text() == "died\n" * 2
        assert await workers.run(labour.name) == "bench"


async def test_a_process_that_ends_while_it_has_nothing_to_do_costs_nobody_a_try(tmp_path: Path) -> None:
    async with running(1) as workers:
        await workers.run(labour.die_later)
        await until(lambda: workers.died > 0)
        assert await workers.run(partial(labour.die_once, flag=tmp_path / "flag")) == "done"


@on_unix
@pytest.mark.parametrize(
    "work",
    [
        pytest.param(labour.spin, id="a loop"),
        pytest.param(labour.spin_and_catch, id="which catches errors"),
        pytest.param(labour.spin_in_destructor, id="in a destructor"),
    ],
)
async def test_what_uses_too_much_cpu_time_is_ended_and_the_worker_stays_warm(work: Callable[[Bench], object]) -> None:
    async with running(1) as workers:
        before = await workers.run(labour.process)
        with pytest.raises(TookTooLongError):
            await workers.run(work, seconds=0.05)
        assert await workers.run(labour.process) == before
        assert (workers.too_long, workers.died) == (1, 0)


@on_unix
async def test_time_is_counted_anew_for_each_and_some_may_have_more() -> None:
    async with running(1) as workers:
        spin = partial(labour.spin, seconds=0.06)
        assert [await workers.run(spin, seconds=0.2) for _ in range(5)] == ["done"] * 5
        assert await workers.run(partial(labour.spin, seconds=0.4), seconds=60) == "done"


async def test_what_waits_for_too_long_is_ended_with_its_process(tmp_path: Path) -> None:
    never, dies_once = (
        partial(labour.wait_for, flag=tmp_path / "never"),
        partial(labour.die_once, flag=tmp_path / "flag"),
    )
    async with running(1, Limits(work=0.3, pause=0.01)) as workers:
        before = await workers.run(labour.process, seconds=60)
        late, after = await begun(workers.run(never, seconds=0), workers.run(dies_once, seconds=60))
        with pytest.raises(TookTooLongError):
            await late
        assert await after == "done"  # it was not given to the process that was being killed
        assert await workers.run(labour.process, seconds=60) != before
        assert (workers.too_long, workers.died) == (1, 2)


async def test_a_worker_that_opens_at_the_second_try_is_as_good(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(1, opens=partial(labour.open_second_time, tmp_path / "flag")) as workers:
        assert await workers.run(labour.process) != os.getpid()
    assert [each.message for each in caplog.records] == ["a worker does not start: its process ended (code 5)"]


async def test_where_no_worker_opens_a_thread_does_the_work(caplog: pytest.LogCaptureFixture) -> None:
    opens = partial(labour.open_here_only, os.getpid())
    async with running(2, Limits(starts=2, pause=0.01), opens) as workers:
        assert await workers.run(labour.process) == os.getpid()
    assert len([each for each in caplog.records if "its process ended" in each.message]) == 4
    assert len([each for each in caplog.records if "a thread" in each.message]) == 1


async def test_one_worker_is_enough_to_do_without_a_thread(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    opens = partial(labour.open_for_the_first_only, tmp_path / "flag")
    async with running(2, Limits(starts=1, pause=0.01), opens) as workers:
        await until(lambda: caplog.text.count("does not start") > 3)
        assert await workers.run(labour.process) != os.getpid()
    assert "a thread" not in caplog.text


async def test_only_starts_that_fail_one_after_another_lead_to_a_thread(tmp_path: Path) -> None:
    opens = partial(labour.open_every_second_time, tmp_path / "flag")
    async with running(1, Limits(starts=2, pause=0.01), opens) as workers:
        await workers.run(labour.die_later)
        await until(lambda: workers.died == 1)
        await workers.run(labour.die_later)
        await until(lambda: workers.died == 2)
        assert await workers.run(labour.process) != os.getpid()


@either
async def test_what_cannot_be_opened_is_told_to_whoever_asks(processes: int) -> None:
    async with running(processes, Limits(starts=1, pause=0.01), labour.open_never) as workers:
        for _ in range(2):
            with pytest.raises(NotFoundError, match="there is no bench"):
                await workers.run(labour.name)


async def test_a_worker_that_takes_too_long_to_open_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    opens = partial(labour.open_late_elsewhere, os.getpid())
    async with running(1, Limits(start=0.05, starts=1), opens) as workers:
        assert await workers.run(labour.process) == os.getpid()
    assert "it takes too long" in caplog.text


@on_unix
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
async def test_what_stops_the_parent_is_the_parents_to_follow(sent: signal.Signals) -> None:
    async with running(1) as workers:
        os.kill(before := await workers.run(labour.process), sent)
        assert await workers.run(labour.process) == before


async def test_a_worker_finds_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    async with running(1) as workers:
        assert "secret" not in str(await workers.run(labour.environment))


async def test_what_a_worker_logs_comes_without_words(caplog: pytest.LogCaptureFixture) -> None:
    async with running(1) as workers:
        await workers.run(partial(labour.chatter, words="somebody's words"))
        await until(lambda: "ValueError" in caplog.text)
    assert "labour: it does not count" in caplog.text
    assert "somebody" not in caplog.text


async def test_what_a_worker_logs_is_bounded_and_what_it_works_is_not(caplog: pytest.LogCaptureFixture) -> None:
    async with running(1) as workers:
        await workers.run(partial(labour.log_much, lines=3_000), seconds=60)
        assert await workers.run(labour.name) == "bench"
    assert 0 < len(caplog.text) < 20_000


async def test_a_crash_is_told_by_its_places(caplog: pytest.LogCaptureFixture) -> None:
    async with running(1) as workers:
        with pytest.raises(WorkerFailedError):
            await workers.run(partial(labour.crash, words="somebody's words"))
        await until(lambda: "in crash" in caplog.text)
    assert "somebody" not in caplog.text


@either
async def test_in_the_end_nothing_more_is_done(processes: int, tmp_path: Path) -> None:
    async with running(processes, opens=partial(labour.open_closing, tmp_path / "closed")) as workers:
        held = await Held(workers, tmp_path).begun()
        waiting = await begun(note(workers, "asked"), note(workers, "unasked", UNASKED))
        if not processes:  # nothing can stop a thread
            (tmp_path / "flag").touch()
    told = await asyncio.gather(*waiting, held._work, return_exceptions=True)
    assert [type(each) for each in told[:2]] == [DroppedError, DroppedError]
    assert (type(told[2]) is DroppedError) or not processes
    assert (tmp_path / "closed").exists() is (processes == 0)
    with pytest.raises(DroppedError):
        await note(workers, "later")


@pytest.mark.parametrize("early", [0.0, 0.02, 0.2])
async def test_it_closes_at_any_moment_also_where_it_is_cancelled(early: float) -> None:
    inside: list[Workers[Bench]] = []

    async def use() -> None:
        async with running(2) as workers:
            inside.append(workers)
            await asyncio.gather(*(workers.run(labour.spin, seconds=60) for _ in range(5)))

    task = asyncio.create_task(use())
    await asyncio.sleep(early)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [each._processes for each in inside] in ([], [set()])
    gc.collect()  # what was left open would warn now, which is an error here


def test_the_end_of_the_loop_leaves_no_process_and_no_warning() -> None:
    program = f"""
        import asyncio, os
        from {labour.__name__} import open_bench, process, spin
        from claims_db.service.workers import Workers

        async def main():
            async with Workers.running(open_bench, 2) as workers:
                print(await workers.run(process))
                asyncio.get_running_loop().call_later(0.05, asyncio.current_task().cancel)
                await workers.run(spin, seconds=60)

        try:
            asyncio.run(main())
        except asyncio.CancelledError:
            try:
                os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                print("nothing is left")
    """
    command = [sys.executable, "-X", "dev", "-c", textwrap.dedent(program)]
    done = subprocess.run(command, env=programs.environment(), capture_output=True, text=True, check=True)
    assert (done.stdout.split(maxsplit=1)[1], done.stderr) == ("nothing is left\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="asks whether a process is there as Unix does")
@pytest.mark.parametrize("work", ["process", "spin"])
def test_a_worker_whose_parent_dies_ends_by_itself(work: str) -> None:
    program = f"""
        import asyncio, os
        from {labour.__name__} import open_bench, process, {work}
        from claims_db.service.workers import Workers

        async def main():
            async with Workers.running(open_bench, 1) as workers:
                print(await workers.run(process), flush=True)
                asyncio.get_running_loop().call_later(0.05, os._exit, 9)
                await workers.run({work})
                await asyncio.sleep(60)

        asyncio.run(main())
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    done = subprocess.run(command, env=programs.environment(), stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 9
    while _is_there(int(done.stdout)):
        pass


def _is_there(process: int) -> bool:
    """Not as a zombie either: in a container, nobody may be there to bury it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        pass
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()


def test_one_core_is_left_to_the_event_loop_where_there_are_two() -> None:
    assert 1 <= default_processes() <= max(1, (os.cpu_count() or 1) - 1)
