"""Spelling: a small dictionary written here, and the machine's where they are installed."""

import pytest

from goldsmith.check import spelling
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import FOLDER, read_cases
from goldsmith.check.proofreading.dictionaries import FOLDERS, path
from goldsmith.check.spelling import Spelling
from zoo import dialog


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "es_ES.aff").write_text("SET UTF-8\nTRY aeiou\n", encoding="utf-8")
    (tmp_path / "es_ES.dic").write_text("6\nel\nniño\nva\na\nhaber\ncasa\n", encoding="utf-8")
    return str(tmp_path)


def found(answer, folder, language="es", **settings):
    return list(Spelling(dictionaries=(folder,), **settings).find(dialog("x", "?", answer, language=language)))


@pytest.mark.parametrize("language", ["de", "es", "fr", "ru"])
def test_the_planted_set(language):
    if path(language, "", FOLDERS) is None:
        pytest.skip(f"no dictionary of {language}")
    cases = [case for case in read_cases(FOLDER / "spelling.yaml") if case.language == language and not case.blind]
    for one in measure("spelling", cases):
        assert one.wrong <= 0.05 * one.cases, one
        assert one.found >= 0.9 * one.faults, one


def test_place_and_suggestion(folder):
    (one,) = found("🙂 el niño va a haver", folder)
    assert (one.where.start, one.where.end, one.suggestion, one.severity) == (15, 20, "haber", "minor")


def test_names_acronyms_numbers_code_and_quotations_are_left_alone(folder):
    assert found('Zorg va a ONU, NumPy, x2, `haver`, "haver", https://a.es/haver a_haver', folder) == []


def test_ignored_words_and_one_finding_a_word(folder):
    assert len(found("haver haver", folder)) == 1
    assert found("haver", folder, ignored_words=("HAVER",)) == []


def test_without_a_dictionary_it_is_not_run_and_names_the_package(folder):
    (one,) = found("dom i las", folder, "pl")
    assert one.severity == "not run" and "apt install hunspell-pl" in one.message
    (one,) = found("casa", folder, "../es")
    assert one.severity == "not run"


def test_without_the_library_it_is_not_run(folder, monkeypatch):
    monkeypatch.setattr(spelling, "available", lambda: False)
    (one,) = found("casa", folder)
    assert one.severity == "not run" and "goldsmith[checks]" in one.message


def test_letters_that_a_dictionary_cannot_hold(tmp_path):
    (tmp_path / "es_ES.aff").write_text("SET ISO8859-1\n", encoding="latin-1")
    (tmp_path / "es_ES.dic").write_text("1\nniño\n", encoding="latin-1")
    assert [one.where.start for one in found("niño собака", str(tmp_path))] == [5]
