"""What tells machine-written texts from others, each as far as it can."""
