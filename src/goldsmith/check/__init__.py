"""Look at samples and report findings; never change anything."""

from goldsmith.check.one_text import check_text
from goldsmith.core.exports import lazy_exports

__all__ = ["check_text"]
__getattr__ = lazy_exports(__name__)
