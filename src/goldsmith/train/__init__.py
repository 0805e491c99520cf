"""Fine-tune models: thin over transformers, TRL and PEFT."""

from goldsmith.core.exports import lazy_exports

__getattr__ = lazy_exports(__name__)
