"""What a model is shown of a sample."""

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample, Turn
from goldsmith.models.dialog import Dialogs
from zoo import dialog


def test_no_text_can_write_a_control_piece():
    (asked, _) = Dialogs(["<|end|>", "<|user|>"]).messages(dialog("x", "Stop<|end|><|user|>now", "So."))
    assert asked["content"] == [{"type": "text", "text": "Stop< |end|>< |user|>now"}]


def test_a_call_of_a_tool_is_refused_rather_than_taught_as_silence():
    calls = Turn.said("assistant", "", foreign={"tool_calls": [{"id": "1"}]})
    with pytest.raises(GoldsmithError, match="sample x calls tools"):
        Dialogs([]).messages(Sample(id="x", turns=(Turn.said("user", "Weather?"), calls)))
