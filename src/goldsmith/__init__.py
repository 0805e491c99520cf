"""Goldsmith makes post-training data for multimodal models and proves that it made a model better."""

__version__ = "0.1.0"
