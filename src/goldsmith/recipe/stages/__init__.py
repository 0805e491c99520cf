"""The stages of a recipe, one file each: read, make, screen, pick, export, train, answer, compare, score, report."""

from goldsmith.core.exports import lazy_exports

__getattr__ = lazy_exports(__name__)
