"""A real model as judge: checkpoints made here, served by another process, asked through the judge's own way."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.evaluate.judge import CRITERIA
from goldsmith.evaluate.llm_judge import LlmJudge
from goldsmith.evaluate.pairwise import judge_pairs
from goldsmith.evaluate.wins import compare
from goldsmith.models.quiet import quiet_libraries
from goldsmith.models.tiny import TinySettings, build
from zoo import dialog

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("served")]

SAMPLES = [
    dialog(f"s{place}", f"How many {thing}?", "4") for place, thing in enumerate(("dogs", "cats", "cars", "cups"))
]
ANSWERS_A = {"s0": "There are four.", "s1": "Nine or so.", "s2": "4", "s3": "Four cups."}
ANSWERS_B = {"s0": "Two.", "s1": "I count 4.", "s2": "four", "s3": "4 cups"}
LEARNED = {"s0": ("A", "B"), "s1": ("B", "A"), "s2": ("A", "A"), "s3": ("tie", "tie")}
"""What the trained judge is taught to say of each sample, in the order a b and in the order b a."""


def judge(folder, url="http://unused", **settings):
    return LlmJudge(url=url, model=str(folder), concurrency=4, retries=0, **settings)


def taught():
    """Every prompt of the comparison with the reply to learn."""
    for sample in SAMPLES:
        a, b = ANSWERS_A[sample.id], ANSWERS_B[sample.id]
        for (first, second), said in zip(((a, b), (b, a)), LEARNED[sample.id], strict=True):
            reply = json.dumps(dict.fromkeys(CRITERIA, said) | {"reason": f"I say {said}."})
            yield judge("any")._messages(sample, first, second), reply


@pytest.fixture(scope="module")
def untrained(tmp_path_factory):
    """The embedded model with random weights; its tokenizer knows the words of the judge's prompts."""
    folder = tmp_path_factory.mktemp("models") / "untrained"
    texts = [text for messages, reply in taught() for text in (*(said["content"] for said in messages), reply)]
    build(texts, folder, TinySettings(language_layers=2, vision_layers=1))
    return folder


@pytest.fixture(scope="module")
def trained(untrained):
    """The same model after some seconds of learning what to say of the prompts that the judge sends."""
    import torch
    from transformers import AutoModelForImageTextToText, AutoProcessor

    folder = untrained.with_name("trained")
    with quiet_libraries():
        processor, model = (
            AutoProcessor.from_pretrained(untrained),
            AutoModelForImageTextToText.from_pretrained(untrained),
        )
        dialogs = [[*prompt, {"role": "assistant", "content": reply}] for prompt, reply in taught()]
        batch = processor.apply_chat_template(
            dialogs, tokenize=True, return_dict=True, return_assistant_tokens_mask=True, return_tensors="pt",
            processor_kwargs={"padding": True},
        )  # fmt: skip
        learned = torch.as_tensor(batch.pop("assistant_masks"))
        batch["labels"] = batch["input_ids"].masked_fill(learned == 0, -100)
        learn(model, batch)
        model.save_pretrained(folder)
        processor.save_pretrained(folder)
    return folder


def learn(model, batch):
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # threads that wait for a core another test holds make this forty times slower
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(200):
        loss = model(**batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.004:
            break
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, str(Path(__file__).with_name("chat_server.py")), str(port)]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    with log.open("w") as file, subprocess.Popen(command, stdout=file, stderr=file, env=environment) as server:
        try:
            wait_until_it_answers(server, port, log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


def wait_until_it_answers(server, port, log):
    while True:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=5):
                return
        except OSError:
            time.sleep(0.1)


def test_what_an_untrained_model_writes_is_unscored_with_its_words_kept(url, untrained):
    verdicts = list(judge_pairs(SAMPLES, ANSWERS_A, ANSWERS_B, judge(untrained, url, max_tokens=24)))
    assert len(verdicts) == len(SAMPLES) * len(CRITERIA) * 2
    assert {verdict.winner for verdict in verdicts} == {None}
    assert all(verdict.rationale.startswith("no verdict could be read: '") for verdict in verdicts)
    assert all(len(verdict.rationale) > len("no verdict could be read: ''") for verdict in verdicts)
    row = compare(verdicts, SAMPLES).row()
    assert (row.pairs, row.unscored) == (0, len(SAMPLES))


def test_a_model_that_judges_is_asked_in_both_orders_and_its_position_bias_is_found(url, trained):
    verdicts = list(judge_pairs(SAMPLES, ANSWERS_A, ANSWERS_B, judge(trained, url)))
    told = {(verdict.sample, verdict.order): verdict for verdict in verdicts if verdict.criterion == "overall"}
    assert {key: verdict.winner for key, verdict in told.items()} == {
        ("s0", "ab"): "a", ("s0", "ba"): "a", ("s1", "ab"): "b", ("s1", "ba"): "b",
        ("s2", "ab"): "a", ("s2", "ba"): "b", ("s3", "ab"): "tie", ("s3", "ba"): "tie",
    }  # fmt: skip
    assert told["s2", "ba"].rationale == "I say A."
    result = compare(verdicts, SAMPLES)
    row = result.row()
    assert (row.wins, row.ties, row.losses, row.unscored) == (1, 2, 1, 0)
    assert result.position_consistency.value == 0.75
    assert result.first_position.value == pytest.approx(4 / 6)


def test_a_model_that_is_not_there_is_refused_with_what_to_do(url, tmp_path):
    with pytest.raises(GoldsmithError, match="refuses: 404") as caught:
        judge(tmp_path / "none", url).judge(SAMPLES[0], "a", "b")
    assert "`model`" in caught.value.remedy
