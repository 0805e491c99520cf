"""Questions put to a model, with and without what they are about."""
