"""What checks share that let a model answer the questions of a sample: which model, how often, what counts as luck."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from pydantic import Field

from goldsmith.check.answering.posed import Posed, posed
from goldsmith.check.answering.views import Viewing
from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Asset, Finding, Place, Sample
from goldsmith.models.answerer import Answerer, ChatAnswerer, LocalAnswerer
from goldsmith.models.chat import Chat, NoReplyError, Picture
from goldsmith.models.local import LocalModel

if TYPE_CHECKING:
    from PIL import Image

NO_ANSWERER = "no answerer is set: give `chat` (an endpoint of a model that sees) or `model` (a folder)"


class Ask(NamedTuple):
    """How often and in which order, who, and about what."""

    viewing: Viewing
    answerer: Answerer[Picture]
    pictures: list[Picture]


class AnsweredCheck(Check):
    """The settings of all checks that ask a model; without `chat` and `model` they say that they did not run."""

    slow: ClassVar[bool] = True

    chat: Chat | None = None
    """The endpoint of a model that sees pictures, as `{url: ..., model: ...}`."""

    model: OwnName = ""
    """Instead, the folder or hub name of a model to load here."""

    repeats: int = Field(default=10, ge=2)
    """How often each question is asked in each way. With fewer than 10 a question of yes and no is never told from
    guesses."""

    temperature: float = Field(default=0.7, ge=0, le=2)
    """Of an endpoint: above 0, so that guesses differ. A model loaded here never draws."""

    concurrency: int = Field(default=8, ge=1)
    """Calls of an endpoint at the same time."""

    luck: float = Field(default=0.01, gt=0, lt=0.5)
    """The chance up to which answers right so often are no luck; of 1,000 guessed questions so many may be flagged."""

    open_chance: float = Field(default=0.2, gt=0, lt=1)
    """How likely a guess is right where a question lists no options."""

    longest: int = Field(default=448, ge=32)
    """Pixels along the longer edge of the pictures shown; larger ones are scaled down."""

    seed: int = 0
    """Draws wordings, orders of options and of frames."""

    def content(self, sample: Sample) -> Any:
        """The media by their ids, the questions and their answers: more is not looked at."""
        said = [(turn.role, turn.text, turn.gold) for turn in sample.turns]
        media = [asset.id for asset in self.media(sample)]
        return [media, said, sample.tags.get("language")] if media else []

    def find(self, sample: Sample) -> Iterator[Finding]:
        """One finding for each question about the sample's media."""
        media = self.media(sample)
        questions = list(posed(sample)) if media else []
        if not questions:
            return
        try:
            answerer = self.answerer()
            pictures = self.pictures(media) if answerer else []
        except GoldsmithError as error:
            yield self.not_run(sample, why(error))
            return
        for question in questions:
            if isinstance(question, str):
                yield self.not_run(sample, question)
            elif answerer is None:
                yield from self.unanswered(sample, question)
            else:
                yield self._asked(sample, question, media, (answerer, pictures))

    def find_all(self, samples: Iterable[Sample]) -> Iterator[Finding]:
        """The findings about every sample, then what they come to."""
        found = []
        for sample in samples:
            for one in self.find(sample):
                found.append(one)
                yield one
        yield from self.sum_up(found)

    @classmethod
    def whole_set(cls) -> bool:
        """Samples can be looked at one by one; `sum_up` needs only what was found."""
        return False

    def labelled(self, found: Sequence[Finding]) -> list[Finding]:
        """Those of some findings that tell how a question was answered."""
        return [one for one in found if one.check == self.name() and "label" in one.evidence]

    def media(self, sample: Sample) -> list[Asset]:
        """What of a sample its questions are about; nothing where this check has nothing to say."""
        raise NotImplementedError

    def pictures(self, media: Sequence[Asset]) -> list[Picture]:
        """What can be shown of the media.

        Raises:
            GoldsmithError: they cannot be looked at.
        """
        raise NotImplementedError

    def verdict(self, sample: Sample, question: Posed, media: Sequence[Asset], ask: Ask) -> Finding:
        """What answers to a question tell of it; `ask` is how they are got.

        Raises:
            NoReplyError: the answerer does not answer.
        """
        raise NotImplementedError

    def unanswered(self, sample: Sample, question: Posed) -> Iterator[Finding]:
        """What is said of a question where nobody is set to answer it."""
        yield self.without_answer(sample, question.turn, NO_ANSWERER)

    def answerer(self) -> Answerer[Picture] | None:
        """Who answers; None where nobody is set.

        Raises:
            GoldsmithError: the model cannot be loaded.
        """
        if self.chat:
            return ChatAnswerer(self.chat, self.temperature)
        return LocalAnswerer(_loaded(self.model)) if self.model else None

    def _asked(
        self, sample: Sample, question: Posed, media: Sequence[Asset], asking: tuple[Answerer[Picture], list[Picture]]
    ) -> Finding:
        try:
            with self._viewing() as viewing:
                return self.verdict(sample, question, media, Ask(viewing, *asking))
        except NoReplyError as error:
            return self.without_answer(sample, question.turn, f"the answerer did not answer: {error}")
        except GoldsmithError as error:
            return self.without_answer(sample, question.turn, why(error))

    @contextmanager
    def _viewing(self) -> Iterator[Viewing]:
        """How questions are asked, with threads where an endpoint answers."""
        if not self.chat or self.concurrency == 1:
            yield Viewing(self.repeats, self.open_chance, self.seed)
            return
        with ThreadPoolExecutor(self.concurrency) as threads:
            yield Viewing(self.repeats, self.open_chance, self.seed, threads.map)

    def without_answer(self, sample: Sample, turn: int, reason: str, **evidence: Any) -> Finding:
        """Say of a question that it was not looked at."""
        return self.finding(sample, "not run", reason[:300], Place(turn=turn), **evidence)


@functools.lru_cache(maxsize=1)
def _loaded(model: str) -> LocalModel:
    from goldsmith.media.look import picture

    return LocalModel(model, picture)


def as_pictures(images: Iterable[Image.Image], longest: int) -> list[Picture]:
    """Pictures as the bytes that a model is sent, scaled down to some length of their longer edge."""
    from goldsmith.media.measure import downscale, encoded

    return [(encoded(downscale(image, longest), "jpeg"), "image/jpeg") for image in images]


def why(error: GoldsmithError) -> str:
    """An error as the reason why a check did not run."""
    return ": ".join(filter(None, (error.problem, error.remedy)))[:250]
