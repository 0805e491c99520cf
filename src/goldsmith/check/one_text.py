"""Checks of one text or dialog, for programs that have no data set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast, get_args

from goldsmith.check.check import Check
from goldsmith.check.measuring.planted_sets import UNASKED
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Finding, Role, Sample, Turn


def check_text(
    said: str | Sequence[Mapping[str, str]] | Sample,
    checks: Iterable[str | Mapping[str, Any] | Check] = (),
    *,
    question: str | None = None,
    **tags: str,
) -> list[Finding]:
    """What checks find in an answer, a dialog or a sample.

    Args:
        said: an answer; or messages, each with `role` and `content`; or a sample.
        checks: names, or names with settings as in a recipe (`{"token-length": {"high": 50}}`); if none are given, all
            that need no settings and no other samples.
        question: what the answer answers; a mere question mark when nothing is given.
        tags: what is known of it: `language="en"`, `format="json"`, `skill`, `domain`...; a check that needs one says
            `not run` without it.

    Returns:
        The findings; places are in code points of the turn's text.

    Raises:
        GoldsmithError: an unknown check or setting, a question about a dialog, a message that is none.
    """
    sample = _sample(said, question, tags)
    asked = [Check.build(one) for one in checks] or [one for one in without_settings() if not one.whole_set()]
    return [finding for check in asked for finding in check.find_all([sample])]


def without_settings() -> list[Check]:
    """All checks that need no settings."""
    return [step() for step in Check.all() if not any(field.is_required() for field in step.model_fields.values())]


def _sample(said: str | Sequence[Mapping[str, str]] | Sample, question: str | None, tags: Mapping[str, str]) -> Sample:
    if question is not None and not isinstance(said, str):
        raise GoldsmithError("a question goes with a text", "write it as the first message of the dialog")
    if isinstance(said, Sample):
        return said.but(tags=said.tags | dict(tags))
    if isinstance(said, str):
        asked = UNASKED if question is None else question
        turns: tuple[Turn, ...] = (Turn.said("user", asked), Turn.said("assistant", said))
    else:
        turns = tuple(_turn(message, place) for place, message in enumerate(said, 1))
    return Sample(id="text", turns=turns, tags=FrozenDict(tags))


def _turn(message: Any, place: int) -> Turn:
    role, content = (message.get(key) if isinstance(message, Mapping) else None for key in ("role", "content"))
    if role not in get_args(Role) or not isinstance(content, str):
        roles = ", ".join(get_args(Role))
        raise GoldsmithError(f"message {place} is no message", f"write its `role` ({roles}) and its `content`, a text")
    return Turn.said(cast(Role, role), content)
