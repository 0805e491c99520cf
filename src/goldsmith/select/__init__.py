"""Choose among samples: duplicates, quotas, mixtures, splits, decontamination."""

from goldsmith.core.exports import lazy_exports

__getattr__ = lazy_exports(__name__)
