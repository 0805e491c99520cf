"""Nearly the same question about one picture twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import Field

from goldsmith.check.cells import separate_words
from goldsmith.check.check import Check
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Place, Sample

_FUNCTION = frozenset(
    "a an the is are was were be do does did has have can could you we i in on at of to from for with by this"
    " that these those there it its and or what which image picture photo scene shown see please tell me us"
    " describe visible any some un una unos unas el la los las lo es son está están hay se ve ven que qué cuál"
    " cuáles de del en al por con y o imagen foto escena puedes ein eine einen der die das den dem ist sind im auf"
    " am zu von und oder welche welcher welches bild sehen gibt le les des du est sont y-a-t-il il dans sur au et"
    " ou quel quelle quels quelles gli di da che cosa quale quali nella nel os as um uma no na nos dos há".split()
)
"""Words in which two ways to ask the same differ (English, Spanish, German, French, Italian, Portuguese)."""
_QUALIFIERS = frozenset(
    "left righ top bott firs seco thir othe anot behi fron uppe lowe not no neve izqu dere arri abaj prim segu otro"
    " otra supe infe nunc link rech erst zwei hint vorn nich gauc droi prem autr pas sini dest prim altr non esqu dire"
    " não who whos wher when how why many much quié dónd cuán cómo por wer wo wann wie waru viel qui où quan comb pour"
    " chi dove perc quem onde".split()
)
"""Stems of words that tell one thing from another of its kind, or one kind of question from another."""
_STEM = 4
"""Letters by which forms of a word are taken for one: holds, holding."""


class SimilarQuestions(Check):
    """Flag questions about the same picture, video or sound that are worded nearly alike (ROUGE-L).

    Questions that each have a word of content which the other lacks ask for different things ("Is there a dog?", "Is
    there a cat?") and are left alone; `plain` takes ROUGE-L alone, as Self-Instruct does (arXiv:2212.10560).
    """

    threshold: float = Field(default=0.7, gt=0, le=1)
    """F1 of the longest common subsequence of words from which two questions are alike."""

    plain: bool = False
    """Also flag questions that differ in what they ask about."""

    most: int = Field(default=200, ge=1)
    """Questions about one asset that are compared with each other."""

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """A minor finding for each later question, naming the earlier one."""
        known: dict[str, list[_Question]] = defaultdict(list)
        left: set[str] = set()
        for sample in samples:
            about = " ".join(sorted({asset.id for asset in sample.assets}))
            for place, turn in sample.asked() if about else ():
                if len(turn.text) > LARGEST:
                    yield self.not_run(sample, f"turn {place} is too large ({len(turn.text):,} characters)")
                    continue
                asked = _Question.of(sample.id, place, turn.text)
                if len(known[about]) >= self.most:
                    left.add(about)
                    continue
                if twin := next((one for one in known[about] if self._alike(one, asked)), None):
                    where = "this dialog" if twin.sample == sample.id else twin.sample
                    message = f"asks nearly the same as turn {twin.place} of {where}"
                    yield self.finding(sample, "minor", message, Place(turn=place), twin=twin.sample)
                known[about].append(asked)
        for about in sorted(left):
            yield self.not_run(None, f"more than {self.most:,} questions about asset {about[:12]}")

    def _alike(self, one: _Question, other: _Question) -> bool:
        if not one.words or not other.words:
            return False
        total = len(one.words) + len(other.words)
        if 2 * min(len(one.words), len(other.words)) < self.threshold * total:
            return False
        from rapidfuzz.distance import LCSseq

        likeness = 2 * LCSseq.similarity(one.words, other.words) / total
        more, less = one.content - other.content, other.content - one.content
        differ = (more and less) or _QUALIFIERS & (more | less)
        return likeness >= self.threshold and (self.plain or not differ)


class _Question(NamedTuple):
    """A question, its words (at most 100), and the stems of those that tell what it is about."""

    sample: str
    place: int
    words: tuple[str, ...]
    content: frozenset[str]

    @classmethod
    def of(cls, sample: str, place: int, text: str) -> _Question:
        words = separate_words(text[:2_000])[:100]
        return cls(sample, place, words, frozenset(word[:_STEM] for word in words if word not in _FUNCTION))
