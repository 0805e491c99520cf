"""Do pieces of work on all cores or on a Ray cluster: the same function, the same results, lost workers replaced."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

from goldsmith.core.errors import GoldsmithError

Piece = TypeVar("Piece")
Done = TypeVar("Done")

ATTEMPTS = 3
"""A piece whose worker died this often is given up: it is the piece that kills."""


@dataclass(frozen=True)
class Pool:
    """Where work is done: `workers` local processes (0 means one per core), or the Ray cluster at an address."""

    workers: int = 0
    ray: str | None = None

    def run(self, work: Callable[[Piece], Done], pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Done]]:
        """Each piece with its result, in the order they finish.

        `work` and the pieces are pickled. A worker that dies (out of memory, killed) costs only the pieces it held,
        and these are tried again.

        Raises:
            GoldsmithError: a piece killed its worker repeatedly.
        """
        if self.ray is not None:
            from goldsmith.engine.cluster import run_on_ray

            yield from run_on_ray(self.ray, work, pieces)
            return
        workers = min(self.workers or os.cpu_count() or 1, len(pieces))
        if workers <= 1:
            yield from ((piece, work(piece)) for piece in pieces)
            return
        yield from _run_here(workers, work, pieces)


def _run_here(workers: int, work: Callable[[Piece], Done], pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Done]]:
    waiting = list(range(len(pieces)))
    deaths = dict.fromkeys(waiting, 0)
    while waiting:
        # forkserver: threads of Arrow and Daft do not survive a plain fork
        context = multiprocessing.get_context("forkserver")
        with ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_single_threaded) as pool:
            try:
                for number, done in _as_done(pool, work, pieces, waiting, workers):
                    waiting.remove(number)
                    yield pieces[number], done
            except BrokenProcessPool as error:
                held = waiting[:workers]
                for number in held:
                    deaths[number] += 1
                if any(deaths[number] >= ATTEMPTS for number in held):
                    raise GoldsmithError(
                        f"a worker died {ATTEMPTS} times on the same piece of work ({pieces[held[0]]})",
                        "it may have run out of memory: try fewer --workers; finished shards are kept",
                    ) from error
                workers = max(1, workers - 1) if deaths[held[0]] > 1 else workers
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _as_done(
    pool: ProcessPoolExecutor,
    work: Callable[[Piece], Done],
    pieces: Sequence[Piece],
    numbers: Sequence[int],
    workers: int,
) -> Iterator[tuple[int, Done]]:
    """Keep only a few pieces in flight, in order, so that a death is charged to the right ones."""
    queue = list(reversed(numbers))
    flying: dict[Future[Done], int] = {}
    while queue or flying:
        while queue and len(flying) < workers:
            number = queue.pop()
            flying[pool.submit(work, pieces[number])] = number
        finished, _ = wait(flying, return_when=FIRST_COMPLETED)
        for future in finished:
            done = future.result()
            yield flying.pop(future), done


def _single_threaded() -> None:
    """Several workers share the cores: libraries must not each take all of them."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
