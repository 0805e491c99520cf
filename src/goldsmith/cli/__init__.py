"""The command `goldsmith`: one file per command, each loaded when it is asked for."""

from goldsmith.cli.main import main

__all__ = ["main"]
