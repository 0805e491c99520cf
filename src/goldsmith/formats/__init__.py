"""Read and write the formats of other tools, one file each."""

from goldsmith.core.exports import lazy_exports

__getattr__ = lazy_exports(__name__)
