"""Workers that die cost only what they held; what kills them is named."""

import os
import signal
from pathlib import Path

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.engine.pool import Pool

pytestmark = [pytest.mark.slow]


class Dies:
    """Kills its worker on a piece, once or always."""

    def __init__(self, folder, always):
        self.folder, self.always = folder, always

    def __call__(self, piece):
        mark = Path(self.folder) / "died"
        if piece == 3 and (self.always or not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return piece * piece


def square(piece):
    return piece * piece


def test_everything_is_done_once():
    assert sorted(Pool(2).run(square, range(20))) == [(piece, piece * piece) for piece in range(20)]


def test_a_killed_worker_is_replaced(tmp_path):
    done = dict(Pool(2).run(Dies(str(tmp_path), always=False), range(8)))
    assert done == {piece: piece * piece for piece in range(8)}


def test_a_piece_that_always_kills_is_named(tmp_path):
    with pytest.raises(GoldsmithError, match="a worker died 3 times"):
        list(Pool(2).run(Dies(str(tmp_path), always=True), range(8)))
