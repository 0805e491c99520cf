"""Do fenced blocks of code parse in the language that they name?"""

from __future__ import annotations

from collections.abc import Iterator

from goldsmith.check.check import Check, Fault
from goldsmith.check.forms.blocks import blocks
from goldsmith.check.forms.grammars import flaws
from goldsmith.core.types import Finding, Sample


class CodeBlocks(Check):
    """Flag fenced blocks that are not the Python, JSON, YAML, XML, TOML, CSV or SQL that they are said to be.

    Python is read by the version that runs; what only an older or newer one reads is told apart where it shows. Of SQL
    only quotation marks, brackets and first words are looked at. Templates and pieces left out (`...`) are no faults
    in data; entities in XML and YAML that grows out of aliases are refused.
    """

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding at the place in a block where it stops being its language."""
        yield from self.in_texts(sample, sample.answered(), _faults)


def _faults(text: str) -> Iterator[Fault]:
    for block in blocks(text):
        for flaw in flaws(block.language, block.body):
            start = block.place(flaw.start)
            yield flaw._replace(start=start, end=max(start, block.place(max(flaw.start, flaw.end - 1)) + 1))
