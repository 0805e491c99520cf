"""Compare models: answers judged pairwise, benchmarks, statistics by subset."""

from goldsmith.core.exports import lazy_exports

__getattr__ = lazy_exports(__name__)
