"""Talk to models and load them."""
