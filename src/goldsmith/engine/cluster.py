"""The same work as Ray tasks: on a cluster that shares the stage's folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from goldsmith.core.errors import GoldsmithError

Piece = TypeVar("Piece")
Done = TypeVar("Done")


def run_on_ray(address: str, work: Callable[[Piece], Done], pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Done]]:
    """Each piece with its result, in the order they finish; `address` is Ray's (`auto`, `local`, `ray://host:port`).

    Ray itself retries tasks whose node or worker died.

    Raises:
        GoldsmithError: Ray is not installed, or there is no cluster at the address.
    """
    try:
        import ray
    except ModuleNotFoundError as error:
        raise GoldsmithError("running on a cluster needs Ray", "pip install 'goldsmith[ray]'") from error
    if not ray.is_initialized():
        try:
            ray.init(address=address, log_to_driver=False, logging_level="error", include_dashboard=False)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise GoldsmithError(
                f"no Ray cluster answers at {address!r}: {error}", "start one with `ray start --head`"
            ) from error
    task = ray.remote(max_retries=3)(_call)
    shared = ray.put(work)
    flying = {task.remote(shared, piece): piece for piece in pieces}
    while flying:
        finished, _ = ray.wait(list(flying), num_returns=1)
        for reference in finished:
            piece = flying.pop(reference)
            try:
                yield piece, ray.get(reference)
            except ray.exceptions.RayTaskError as error:
                raise error.cause if isinstance(error.cause, GoldsmithError) else error from None


def _call(work: Callable[[Piece], Done], piece: Piece) -> Done:
    return work(piece)
