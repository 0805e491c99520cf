"""Make samples from what is known of their assets."""

from goldsmith.core.exports import lazy_exports

__getattr__ = lazy_exports(__name__)
