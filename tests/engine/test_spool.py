"""Rows on disk are those that were added."""

import numpy as np
import pytest

from goldsmith.engine.spool import Spool


@pytest.mark.parametrize("width", [1, 3])
def test_what_was_added_is_read(width):
    rows = np.arange(12 * width, dtype=np.uint64).reshape((12, width) if width > 1 else 12)
    with Spool(np.uint64, width) as spool:
        for start in range(0, 12, 5):
            spool.add(rows[start : start + 5])
        assert (spool.read() == rows).all()
        mapped = spool.mapped()
        assert (mapped[[3, 11]] == rows[[3, 11]]).all()
        spool.let_go()
    assert (mapped == rows).all()


def test_nothing_was_added():
    with Spool(np.uint8, 4) as spool:
        assert spool.read().shape == spool.mapped().shape == (0, 4)
        spool.let_go()
