"""Rows of numbers that go to a temporary file as they come, and are read back as one array: memory stays flat."""

from __future__ import annotations

import mmap
import tempfile
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Spool:
    """A column of rows of the same width and kind of number, on disk."""

    def __init__(self, kind: type[np.generic], width: int = 1) -> None:
        """Begin an empty column; its file has no name and is gone when it is closed."""
        self._kind, self._width, self._rows = kind, width, 0
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the column
        self._mapped: Any = None

    def __enter__(self) -> Self:
        """The column itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the file; what is mapped stays readable for who holds it."""
        self._file.close()

    def add(self, rows: NDArray[Any]) -> None:
        """Append rows: an array of n numbers, or of n x width."""
        import numpy as np

        self._file.write(np.ascontiguousarray(rows, self._kind).tobytes())
        self._rows += len(rows)

    def read(self) -> NDArray[Any]:
        """All rows, in memory."""
        import numpy as np

        self._file.flush()
        self._file.seek(0)
        return np.frombuffer(self._file.read(), self._kind).reshape(self._shape())

    def mapped(self) -> NDArray[Any]:
        """All rows, left on disk until they are looked at."""
        import numpy as np

        self._file.flush()
        if self._mapped is None:
            self._mapped = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if self._rows else b""
        return np.frombuffer(self._mapped, self._kind).reshape(self._shape())

    def let_go(self) -> None:
        """Give back the memory of the mapped rows that were looked at; they stay on disk."""
        if isinstance(self._mapped, mmap.mmap) and hasattr(self._mapped, "madvise"):
            self._mapped.madvise(mmap.MADV_DONTNEED)

    def _shape(self) -> tuple[int, ...]:
        return (self._rows,) if self._width == 1 else (self._rows, self._width)
