"""Numbers to pictures: one HTML page, one dataset card."""

from goldsmith.core.exports import lazy_exports

__getattr__ = lazy_exports(__name__)
