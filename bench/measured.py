"""Run a command and measure its whole process tree: CPU seconds, peak memory (PSS), wall seconds."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Measured:
    """What a command cost."""

    cpu: float
    peak_mb: float
    wall: float
    out: str


def measure(command: list[str], **environment: str) -> Measured:
    """Run to the end; an error stops the bench with what the command said."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    alone = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "DO_NOT_TRACK": "1"}
    env = {**os.environ, **alone, **environment}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    peak = 0.0
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()))
    reader.start()
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(0.05)
    reader.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = "".join(lines)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{out[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(cpu, peak, time.perf_counter() - start, out)


def _memory(pid: int) -> float:
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        return 0.0
    return total / 1e6
