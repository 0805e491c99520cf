"""Run an operation over many samples, a shard at a time, on this machine or on Ray."""
