"""Is the XML of an answer well formed, free of entities, and as its schema wants it?"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from goldsmith.check.check import MOST, Check, Fault
from goldsmith.check.forms.grammars import xml_flaw
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.file_digest import file_digest
from goldsmith.core.forms import unfenced
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Finding, Sample

if TYPE_CHECKING:
    from lxml import etree

_ENTITY = re.compile(r"<!ENTITY[^>]{0,80}>?|<!DOCTYPE\s[^>\[]{0,200}(?:SYSTEM|PUBLIC)[^>\[]{0,80}>?", re.IGNORECASE)
_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_TAG = re.compile(r"""<[^\s<>/!?](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")


class XmlSchema(Check):
    """Flag final answers that are no well-formed XML, that declare entities, or that an XML Schema (XSD 1.0) refuses.

    Looked at are the samples whose `format` tag is `xml`, and with a schema also those without that tag. An answer
    that declares entities or a document type elsewhere is refused unread: expanded, it could fill the memory or name
    files. Nothing is fetched.
    """

    against: OwnName = ""
    """The XML Schema: the path of its file, or its text; without one, only what is well formed is looked at."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding where the XML breaks, or for each element that the schema refuses."""
        wanted = sample.tags.get("format", "xml" if self.against else "") == "xml"
        held = [file_digest(path) for path in self.files()]
        schema = _schema(self.against, *held) if wanted and self.against else None
        look = functools.partial(_faults, schema) if wanted else lambda _: iter(())
        yield from self.in_texts(sample, list(sample.answered())[-1:], look)

    def files(self) -> Iterable[Path]:
        """The file of the schema."""
        return (Path(self.against),) if self.against and not _is_schema(self.against) else ()


def _is_schema(against: str) -> bool:
    """Whether it is the text of a schema rather than its file's path."""
    return against.lstrip().startswith("<")


def _parser() -> etree.XMLParser:
    """A fresh parser: the log of errors of one that was used tells of other documents."""
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8")


@functools.lru_cache(maxsize=16)
def _schema(against: str, _held: str = "") -> etree.XMLSchema:
    """The schema in a file or a text, read anew when the file holds something else.

    Raises:
        GoldsmithError: the file cannot be read, or holds no XML Schema.
    """
    from lxml import etree

    try:
        data = against if _is_schema(against) else Path(against).read_text(encoding="utf-8")
        return etree.XMLSchema(etree.fromstring(data.strip().encode(), _parser()))
    except OSError as error:
        raise GoldsmithError(f"the schema {against[:200]} cannot be read: {error.strerror}", "set `against`") from error
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError, ValueError) as error:
        raise GoldsmithError(f"`against` holds no XML Schema: {str(error)[:200]}", "correct the schema") from error


def _faults(schema: etree.XMLSchema | None, answer: str) -> Iterator[Fault]:
    text, start = unfenced(answer)
    plain = _ASIDE.sub(lambda found: " " * len(found.group()), text)
    if declared := _ENTITY.search(plain):
        begin, end = declared.span()
        yield Fault("major", "entities are declared: refused, and not read further", start + begin, start + end)
    elif flaw := xml_flaw(text):
        yield flaw._replace(start=start + flaw.start, end=start + flaw.end)
    elif schema is not None:
        yield from _refused(schema, text, plain, start)


def _refused(schema: etree.XMLSchema, text: str, plain: str, offset: int) -> Iterator[Fault]:
    """What the schema refuses, at the tag of the element."""
    from lxml import etree

    root = etree.fromstring(text.strip().encode("utf-8", "surrogatepass"), _parser())
    if schema.validate(root):
        return
    tags = [found.span() for found in _TAG.finditer(plain)]
    order = {element: place for place, element in enumerate(root.iter("*"))}
    for count, error in enumerate(list(schema.error_log)):  # type: ignore[call-overload]
        element = _element(root, error.path) if count < MOST else None
        place = order.get(element, 0) if element is not None else 0
        begin, end = tags[place] if place < len(tags) else (0, len(text))
        where = {"path": str(error.path or "")[:200], "line": error.line}
        yield Fault("major", error.message[:300], offset + begin, offset + end, evidence=where)


def _element(root: etree._Element, path: str | None) -> etree._Element | None:
    """The element that an error names; None where its path leads to no single one."""
    from lxml import etree

    known = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    try:
        found = root.getroottree().xpath(path or "", namespaces=known)
    except etree.XPathError:
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None
