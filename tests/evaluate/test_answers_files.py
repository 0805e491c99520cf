"""Files of answers as people hand them over: whole, broken, doubled, empty, huge."""

import gzip
import json
import random

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.evaluate import rows_of_file
from goldsmith.evaluate.answers_files import compare_files
from goldsmith.evaluate.rule_judge import RuleJudge

ASKED = {"prompt": "What is two and two?", "gold": "4"}


def written(path, rows):
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def answers(*said, **more):
    return [{"id": place, **ASKED, "answer": one, **more} for place, one in enumerate(said)]


def compared(tmp_path, a, b):
    result, findings = compare_files(written(tmp_path / "a.jsonl", a), written(tmp_path / "b.jsonl", b), RuleJudge())
    return result, [finding.message.replace(f"{tmp_path}/", "") for finding in findings]


def test_answers_are_matched_by_id_and_judged(tmp_path):
    result, findings = compared(tmp_path, answers("4", "four", "5"), answers("5", "4", "4"))
    row = result.row("correctness")
    assert (row.wins, row.ties, row.losses, findings) == (1, 1, 1, [])
    assert (result.a, result.b, result.name) == ("a", "b", "a.jsonl and b.jsonl")


def test_without_ids_they_are_matched_by_prompt(tmp_path):
    a = [
        {"messages": [{"role": "user", "content": f"{n} and 1?"}, {"role": "assistant", "content": str(n + 1)}]}
        for n in range(3)
    ]
    b = [{"question": f"{n} and 1?", "reference": str(n + 1), "response": "0"} for n in range(3)]
    result, findings = compared(tmp_path, a, b)
    assert result.row("correctness").wins == 3 and findings == []


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "not JSON: Expecting property name"),
        ("[" * 100_000, "not JSON: "),
        ("7", "no JSON object"),
        ('"x"', "no JSON object"),
        ({"id": 9}, "no answer: it is looked for in answer, output"),
        ({"answer": "4"}, "neither an id nor a prompt"),
        ({"id": 9, "answer": "4", "tags": "en"}, "`tags` is no object"),
        ({"id": 9, "answer": None}, "no answer"),
        ({"id": 9, "messages": [7, {"role": "user"}]}, "no answer"),
        ({"id": 0, "answer": "5"}, "a second answer for '0'"),
        ('{"id": 9, "answer": ' + "9" * 5000 + "}", "not JSON: Exceeds the limit"),
    ],
)
def test_a_bad_row_costs_itself_and_is_told_by_its_line(tmp_path, bad, told):
    good = answers("4", "4")
    result, findings = compared(tmp_path, [good[0], bad, good[1]], answers("5", "5"))
    assert result.row("correctness").wins == 2
    assert len(findings) == 1 and findings[0].startswith(f"a.jsonl:2: {told}") and findings[0].endswith("left out")


def test_many_faults_are_counted(tmp_path):
    _, findings = compared(tmp_path, [*answers("4"), *["{"] * 500], answers("5"))
    assert len(findings) == rows_of_file.NAMED + 1
    assert findings[-1] == "a.jsonl: 490 more rows are left out for such faults"


def test_answers_without_a_partner_are_told(tmp_path):
    result, findings = compared(tmp_path, answers(*"4" * 9), answers("5", "5"))
    assert result.samples == 2
    assert findings == [
        "7 answers in a.jsonl have no partner in b.jsonl and are left out: '2', '3', '4', '5', '6', ..."
    ]


def test_different_questions_under_one_id_are_no_pair(tmp_path):
    other = [{**row, "prompt": "What is one and one?"} for row in answers("2", "2")]
    result, findings = compared(tmp_path, answers("4", "4"), [*answers("5")[:1], other[1]])
    assert result.samples == 1
    assert findings == ["1 pairs ask different things under one id and are left out: '1'"]
    with pytest.raises(GoldsmithError, match="ask different things"):
        compared(tmp_path, answers("4", "4"), other)


@pytest.mark.parametrize(
    ("a", "b", "problem"),
    [
        ([], answers("4"), "a.jsonl holds no answers"),
        (["", "  ", ""], answers("4"), "a.jsonl holds no answers"),
        (["{"], answers("4"), "a.jsonl holds no answers .*a.jsonl:1: not JSON"),
        (answers("4"), [{"id": "x", "answer": "4"}], "have no answer in common"),
        (["[{"], answers("4"), "a.jsonl:1: not JSON"),
        (["[" * 100_000], answers("4"), "a.jsonl: not JSON"),
    ],
)
def test_files_of_nothing_are_errors_that_name_them(tmp_path, a, b, problem):
    with pytest.raises(GoldsmithError, match=problem):
        compared(tmp_path, a, b)


def test_files_that_are_no_text_are_errors(tmp_path):
    good = written(tmp_path / "b.jsonl", answers("4"))
    for name, data in (
        ("a.bin", random.Random(0).randbytes(3000)),
        ("a.jsonl.gz", b"no gzip"),
        ("c.jsonl.gz", gzip.compress(b"x" * 99)[:-9]),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(GoldsmithError, match=name):
            compare_files(tmp_path / name, good, RuleJudge())


def test_packed_lists_and_tables_are_read(tmp_path):
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(json.dumps(answers("4", "4")).encode()))
    (tmp_path / "b.csv").write_text("id,answer\n0,5\n1,5,6\n1,5\n")
    result, (finding,) = compare_files(tmp_path / "a.json.gz", tmp_path / "b.csv", RuleJudge())
    assert result.row("correctness").wins == 2 and "b.csv:3: another number of fields" in finding.message


def test_a_line_that_is_too_long_is_skipped(tmp_path, monkeypatch):
    monkeypatch.setattr(rows_of_file, "LONGEST_LINE", 1000)
    result, findings = compared(
        tmp_path, [*answers("4"), {"id": 8, "answer": "x" * 5000}, *answers("4", "4")[1:]], answers("5", "5")
    )
    assert result.samples == 2 and findings == ["a.jsonl:2: longer than 1,000 bytes; left out"]
    monkeypatch.setattr(rows_of_file, "LARGEST_LIST", 1000)
    with pytest.raises(GoldsmithError, match="one JSON list of over 1,000 bytes"):
        compared(tmp_path, [json.dumps([{"x": "x" * 5000}])], answers("5"))


def test_files_of_one_name_are_told_apart(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name / "out.jsonl", answers("4"))
    result, _ = compare_files(tmp_path / "one" / "out.jsonl", tmp_path / "two" / "out.jsonl", RuleJudge())
    assert (result.a, result.b) == ("one/out", "two/out") and len(result.mean_length) == 2
    itself, _ = compare_files(tmp_path / "one" / "out.jsonl", tmp_path / "one" / "out.jsonl", RuleJudge())
    assert itself.row().rate.value == 0.5 and itself.a != itself.b


def annotations(*preferences, **more):
    return [
        {
            "instruction": str(n),
            "output_1": "x" * 9,
            "output_2": "y" * (n % 20),
            "generator_2": "m",
            "preference": one,
            **more,
        }
        for n, one in enumerate(preferences)
    ]


def annotated(path, rows):
    result, findings = compare_files(written(path, rows), None, RuleJudge())
    return result, [finding.message.replace(f"{path.parent}/", "") for finding in findings]


def test_annotations_are_counted_as_alpaca_eval_counts_them(tmp_path):
    result, findings = annotated(tmp_path / "a.json", [json.dumps(annotations(1, 2, 1.5, None, 0, 1.9))])
    (row,) = result.rows
    assert (row.subset, row.pairs, row.wins, row.ties, row.losses, row.unscored) == ("m", 5, 2, 2, 1, 1)
    assert row.rate.value == pytest.approx((0 + 1 + 0.5 + 0.5 + 0.9) / 5)
    # sd (n - 1) of 0, 1, .5, .5, .9 is .3962..., by the root of 5
    assert row.rate.high - row.rate.value == pytest.approx(1.96 * 0.39623 / 5**0.5, abs=1e-4)
    assert findings == ["a.json: 1 of 6 prompts of 'm' have no preference: not counted"]
    assert result.length_controlled is None, "six prompts are too few"


def test_length_control_comes_with_its_interval(tmp_path):
    rng = random.Random(4)
    result, _ = annotated(tmp_path / "a.jsonl", annotations(*(rng.choice([1.1, 1.9, 1.6]) for _ in range(300))))
    assert 0 < result.length_controlled.low < result.rows[0].rate.value < result.length_controlled.high < 1


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"preference": 7}, "the preference 7 is not from 1 to 2"),
        ({"preference": "m"}, "could not convert"),
        ({"preference": [1]}, "float() argument"),
        ({"preference": float("nan")}, "the preference nan is not from 1 to 2"),
        ({"instruction": "x"}, "no annotation: no `preference`"),
        (annotations(1)[0], "'m' has the prompt '0' twice"),
    ],
)
def test_a_bad_annotation_costs_itself(tmp_path, bad, told):
    result, findings = annotated(tmp_path / "a.jsonl", [*annotations(2, 2), bad])
    assert result.rows[0].pairs == 2
    assert len(findings) == 1 and findings[0].startswith("a.jsonl:3:") and told in findings[0]


def test_tables_of_annotations_are_read_for_several_models(tmp_path):
    rows = ["model,i,pref,l1,l2", "m,0,2,5,6", "m,1,1.8,5,6", "n,0,1,5,6", "n,1,,5,6", "n,2,x,5,6", "n,3,1,five,6"]
    result, findings = annotated(tmp_path / "a.csv", rows)
    assert [(row.subset, row.wins, row.losses, row.unscored) for row in result.rows] == [("m", 2, 0, 0), ("n", 0, 1, 1)]
    assert len(findings) == 3 and result.a == "the model"


@pytest.mark.parametrize("rows", [[], answers("4"), [json.dumps([])], annotations(None, None)])
def test_files_without_annotations_are_errors(tmp_path, rows):
    with pytest.raises(GoldsmithError, match=r"a\.jsonl holds no annotations|has a preference"):
        annotated(tmp_path / "a.jsonl", rows)
