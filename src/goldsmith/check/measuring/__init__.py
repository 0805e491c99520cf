"""How good the checks are: planted sets, what people say of findings, calibration."""
