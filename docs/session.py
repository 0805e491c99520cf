"""Run the README's session again and write down what it says: `python docs/session.py README.md`.

In a console block, each line that starts with `$` is a command; what follows is its output. Output that ends in a line
`...` stays cut after as many lines.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def run_again(session: str, folder: Path) -> str:
    """A session with the output that its commands have now, all run in `folder` one after the other."""
    steps = re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]
    parted = [step.partition("\n") for step in steps]
    return "".join(f"$ {command}\n{_output(command, before, folder)}" for command, _, before in parted)


def _output(command: str, before: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "200"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    lines = [line.rstrip() for line in (done.stdout + done.stderr).replace(f"{folder}/", "").rstrip().splitlines()]
    shown = before.rstrip().splitlines()
    if shown[-1:] == ["..."]:
        lines = [*lines[: len(shown) - 1], "..."]
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Rewrite the console blocks of the pages named."""
    for page in map(Path, sys.argv[1:]):
        page.write_text(BLOCK.sub(_again, page.read_text()))


def _again(block: re.Match[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return run_again(block.group(), Path(folder).resolve())


if __name__ == "__main__":
    main()
