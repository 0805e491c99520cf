"""Look at samples and report findings; never change anything."""

from goldsmith.core.exports import lazy_exports

__getattr__ = lazy_exports(__name__)
