"""Transcripts over speech, silence, music and noise; speech is made by espeak-ng where it is installed."""

import shutil
import subprocess

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check import transcript_speech
from goldsmith.check.transcript_speech import TranscriptSpeech
from goldsmith.core.errors import NotInstalledError
from goldsmith.core.types import Asset, Note, Sample
from goldsmith.media.sound import SPEECH_RATE, Sound, sound_of, wav

needs_voice = pytest.mark.skipif(
    not shutil.which("espeak-ng"), reason="espeak-ng, which makes the speech, is not installed"
)
TEXTS = {
    "en": "The harbour is closed today because of the storm, and no ship may leave before noon.",
    "es": "El puerto está cerrado hoy por la tormenta y ningún barco puede salir antes del mediodía.",
    "ru": "Сегодня порт закрыт из-за шторма, и ни один корабль не выйдет до полудня.",
}


def spoken(language="en", speed=160):
    said = subprocess.run(
        ["espeak-ng", "-v", language, "-s", str(speed), "--stdout", TEXTS[language]], capture_output=True, check=True
    )
    return sound_of(said.stdout, rate=SPEECH_RATE, mono=True).samples[0]


def silence(seconds):
    return np.zeros(round(seconds * SPEECH_RATE), np.float32)


def music(seconds, seed=0):
    """Chords of a few notes, half a second each."""
    rng, parts = np.random.default_rng(seed), []
    for _ in range(round(seconds / 0.5)):
        time = np.arange(SPEECH_RATE // 2) / SPEECH_RATE
        tones = 220 * 2 ** (rng.choice([0, 2, 4, 5, 7, 9, 11, 12], 3) / 12)
        parts.append(sum(np.sin(2 * np.pi * tone * time) for tone in tones) * 0.1 * np.minimum(1, 8 * (0.5 - time)))
    return np.concatenate(parts).astype(np.float32)


def noise(seconds, seed=0):
    return np.random.default_rng(seed).normal(0, 0.05, round(seconds * SPEECH_RATE)).astype(np.float32)


def recording(*parts, notes=()):
    """A recording with transcripts, each given as from, to and text."""
    data = wav(Sound(np.concatenate(parts)[None], SPEECH_RATE))
    told = tuple(
        Note(id=f"t{place}", kind="transcript", text=text, seconds=span) for place, (span, text) in enumerate(notes)
    )
    return Sample(id="r", assets=(Asset.made(data, kind="audio", mime="audio/wav", notes=told),))


def found(sample, **settings):
    return [(one.severity, one.where.seconds) for one in TranscriptSpeech(**settings).find(sample)]


@needs_voice
@pytest.mark.slow
@pytest.mark.parametrize("language", TEXTS)
def test_a_transcript_over_speech_is_right_and_over_anything_else_is_not(language):
    voice = spoken(language)
    length = len(voice) / SPEECH_RATE
    for other in (silence(4), music(4), noise(4)):
        spans = ((0.0, 4.0), "Nobody says so."), ((4.0, 4.0 + length), TEXTS[language])
        assert found(recording(other, voice, notes=spans)) == [("major", (0.0, 4.0))]


@needs_voice
@pytest.mark.slow
def test_speech_between_transcripts_is_noted_and_how_little_may_be_told():
    voice = spoken()
    length = len(voice) / SPEECH_RATE
    sample = recording(voice, silence(1), voice, notes=[((length + 1, 2 * length + 1), TEXTS["en"])])
    ((severity, (start, end)),) = found(sample)
    assert severity == "note" and start < 0.3 and abs(end - length) < 0.6
    assert found(sample, untold=60) == []


@needs_voice
@pytest.mark.slow
def test_pauses_around_the_words_are_no_fault():
    voice = spoken()
    length = len(voice) / SPEECH_RATE
    sample = recording(silence(3), voice, silence(3), notes=[((0.0, length + 6), TEXTS["en"])])
    assert found(sample) == [] and found(sample, spoken=0.9) == [("minor", (0.0, length + 6))]


@needs_voice
@pytest.mark.slow
def test_figures():
    """Stretches of 3 seconds: of speech, also under noise of 10 dB less; of silence, music and noise."""
    missed = wrong = 0
    for language in TEXTS:
        for speed in (120, 160, 200):
            voice = spoken(language, speed)[: 3 * SPEECH_RATE]
            level = np.sqrt((voice**2).mean()) * 10 ** (-10 / 20)
            for seed in range(2):
                loud = noise(3, seed)[: len(voice)] / 0.05 * level
                wrong += len(found(recording(voice + seed * loud, notes=[((0.0, 3.0), "It is said.")])))
    for seed in range(18):
        empty = (silence(3), music(3, seed), noise(3, seed))[seed % 3]
        missed += not found(recording(empty, notes=[((0.0, 3.0), "It is said.")]))
    assert (missed, wrong) == (0, 0)


def test_what_is_claimed_after_the_end():
    late = recording(silence(2), notes=[((3.0, 4.0), "Too late.")])
    (one,) = TranscriptSpeech().find(late)
    assert one.severity == "major" and "2.0 s long" in one.message and one.evidence["note"] == "t0"


def test_a_transcript_without_times_needs_speech_anywhere():
    assert found(recording(silence(2), notes=[(None, "Hello.")])) == [("major", None)]


@pytest.mark.parametrize("text", ["[applause]", "(music) ♪ ♪", "<noise>", "*sighs*", "...", ""])
def test_what_is_not_said_claims_nothing(text):
    assert found(recording(silence(2), notes=[((0.0, 2.0), text)])) == []


def test_recordings_without_a_transcript_are_not_listened_to():
    broken = Asset.made(b"no sound", kind="audio", mime="audio/wav")
    assert found(Sample(id="x", assets=(broken,))) == []


def test_a_video_without_sound_cannot_be_transcribed():
    from PIL import Image

    from goldsmith.media.video import encode

    said = (Note(id="t", kind="transcript", text="Hello.", seconds=(0, 1)),)
    clip = Asset.made(encode([Image.new("RGB", (64, 64))] * 8, 8), kind="video", mime="video/mp4", notes=said)
    (one,) = TranscriptSpeech().find(Sample(id="v", assets=(clip,)))
    assert one.severity == "major" and "no sound" in one.message


@pytest.mark.parametrize("data", [b"", b"RIFF", b"no sound at all", b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00"])
def test_damaged_and_absent_recordings_are_not_run(data):
    said = (Note(id="t", kind="transcript", text="Hello.", seconds=(0, 1)),)
    asset = Asset.made(data, kind="audio", mime="audio/wav", notes=said)
    absent = Asset.absent("x", kind="audio", notes=said)
    assert found(Sample(id="x", assets=(asset, absent))) == [("not run", None)] * 2


def test_a_missing_library_is_named(monkeypatch):
    def missing(_):
        raise NotInstalledError("speech is detected by faster-whisper's Silero", "speech")

    monkeypatch.setattr(transcript_speech, "_speech", missing)
    (one,) = TranscriptSpeech().find(recording(silence(1), notes=[((0.0, 1.0), "Hello.")]))
    assert one.severity == "not run" and "pip install 'goldsmith[speech]'" in one.message


def test_only_recordings_and_their_transcripts_are_looked_at():
    one = recording(silence(1), notes=[((0.0, 1.0), "Hello.")])
    other = one.but(id="other", tags={"language": "es"})
    check = TranscriptSpeech()
    assert (
        check.content(one) == check.content(other) != check.content(recording(silence(1), notes=[((0.0, 1.0), "Bye.")]))
    )
    assert check.content(Sample(id="x")) == []


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (float(min(pair)), float(max(pair))))


@given(SPANS, st.lists(SPANS, max_size=6))
def test_what_is_left_of_a_span_is_what_no_other_covers(span, taken):
    left = list(transcript_speech._without(span, taken))
    for second in range(40):
        middle = second + 0.5
        uncovered = span[0] < middle < span[1] and not any(start < middle < end for start, end in taken)
        assert uncovered == any(start < middle < end for start, end in left)
