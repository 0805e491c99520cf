import pytest

from goldsmith.check.text.reading import LARGEST
from goldsmith.check.token_length import TokenLength
from goldsmith.models.tokens import counter
from zoo import dialog


@pytest.mark.parametrize("answer", ["", "short", "A middling answer. " * 20, "señor 漢字 🙂 " * 30, "\ud800" * 9])
@pytest.mark.parametrize(("low", "high"), [(0, 1), (1, 1024), (5, 50), (60, 200)])
def test_flagged_is_what_has_too_few_or_too_many_tokens(answer, low, high):
    tokens = counter()(answer)
    found = list(TokenLength(low=low, high=high).find(dialog("a", "Why?", answer)))
    assert [one.evidence["tokens"] for one in found] == ([] if low <= tokens <= high else [tokens])


def test_only_the_roles_asked_for_are_measured():
    assert not list(TokenLength(high=3).find(dialog("a", "A rather long question, is it not?", "Yes.")))
    (found,) = TokenLength(high=3, roles=("user",)).find(dialog("a", "A rather long question, is it not?", "Yes."))
    assert found.where.turn == 0
    assert "longer than 3" in found.message


def test_a_text_that_is_too_large_is_not_run():
    (found,) = TokenLength().find(dialog("a", "Why?", "a" * (40 * LARGEST + 1)))
    assert found.severity == "not run"
