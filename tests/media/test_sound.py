"""Recordings of every form come out as numbers, and their faults can be told from them."""

import io

import av
import numpy as np
import pytest

from goldsmith.core.errors import GoldsmithError, NotInstalledError
from goldsmith.media.containers import Limits, OverLimitError
from goldsmith.media.sound import SPEECH_RATE, Sound, measured, probe, sound_of, speech_spans, wav
from goldsmith.media.video import encode

RATE = 16_000


def tone(pitch=440.0, seconds=1.0, level=0.5, rate=RATE, channels=1):
    wave = level * np.sin(2 * np.pi * pitch * np.arange(round(seconds * rate)) / rate)
    return Sound(np.tile(wave.astype(np.float32), (channels, 1)), rate)


def noise(seconds=1.0, level=0.1, rate=RATE):
    drawn = np.random.default_rng(3).normal(0, level, (1, round(seconds * rate)))
    return Sound(drawn.clip(-1, 1).astype(np.float32), rate)


def vowels(seconds=3.0):
    """Something like `a-a-a`: a falling and rising voice through three formants, in syllables."""
    from scipy.signal import lfilter

    at = np.arange(round(RATE * seconds)) / RATE
    turns = 2 * np.pi * np.cumsum(120 + 20 * np.sin(6 * np.pi * at)) / RATE
    voice = sum(np.sin(step * turns) / step for step in range(1, 40))
    for peak, width in ((700, 90), (1220, 110), (2600, 170)):
        fade = np.exp(-np.pi * width / RATE)
        voice = lfilter([1 - fade], [1, -2 * fade * np.cos(2 * np.pi * peak / RATE), fade * fade], voice)
    voice *= np.sin(5 * np.pi * at) > -0.3
    return (voice / np.abs(voice).max() / 2).astype(np.float32)


def coded(sound, form, codec):
    """The sound in another container, by the library."""
    out = io.BytesIO()
    layout = "mono" if len(sound.samples) == 1 else "stereo"
    with av.open(out, "w", format=form) as file:
        track = file.add_stream(codec, rate=sound.rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.samples), format="fltp", layout=layout)
        frame.sample_rate, frame.pts = sound.rate, 0
        file.mux(track.encode(frame))
        file.mux(track.encode(None))
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "codec"),
    [("wav", "pcm_s16le"), ("flac", "flac"), ("mp3", "libmp3lame"), ("mp4", "aac"), ("adts", "aac"), ("aiff", "pcm_s16be")],
)  # fmt: skip
def test_every_form_gives_the_same_tone(form, codec):
    data = coded(tone(channels=2, rate=44_100), form, codec)
    facts, sound = probe(data), sound_of(data)
    assert (facts.rate, facts.channels) == (44_100, 2)
    assert facts.seconds == pytest.approx(1, abs=0.06)
    assert sound.samples.dtype == np.float32 and sound.samples.shape[0] == 2
    assert sound.seconds == pytest.approx(1, abs=0.06)
    inner = sound.samples[:, 4_000:-8_000]
    assert np.sqrt((inner**2).mean()) == pytest.approx(0.5 / np.sqrt(2), rel=0.06)  # LAME leaves itself some room


def test_a_wav_comes_back_to_the_last_bit():
    once = sound_of(wav(noise()))
    assert sound_of(wav(once)).samples.tobytes() == pytest.approx(once.samples.tobytes())
    assert np.abs(once.samples - noise().samples).max() < 1e-4


def test_mono_at_another_rate():
    sound = sound_of(wav(tone(channels=2, rate=44_100)), rate=SPEECH_RATE, mono=True)
    assert sound.rate == SPEECH_RATE and sound.samples.shape == (1, pytest.approx(SPEECH_RATE, abs=20))


def test_only_the_beginning():
    sound = sound_of(wav(tone(seconds=2)), until=0.5)
    assert sound.samples.shape == (1, RATE // 2)
    assert sound_of(wav(tone(seconds=0.3)), until=0.5).seconds == pytest.approx(0.3)


def test_loudness_peak_and_offset_of_a_known_tone():
    told = measured(tone(997, seconds=3, level=1, rate=48_000))
    assert told.loudness == pytest.approx(-3.01, abs=0.1)  # ITU-R BS.1770: full scale at 997 Hz in one channel
    assert told.peak == pytest.approx(0, abs=0.01)
    assert told.offset == pytest.approx(0, abs=1e-3)
    raised = tone()
    assert measured(Sound(raised.samples + np.float32(0.1), RATE)).offset == pytest.approx(0.1, abs=1e-3)


def test_silence_and_nothing():
    nothing = measured(Sound(np.zeros((1, 0), np.float32), RATE))
    assert (nothing.seconds, nothing.loudness, nothing.peak, nothing.silent, nothing.clipped) == (0, None, -120, 0, 0)
    silence = measured(Sound(np.zeros((2, RATE), np.float32), RATE))
    assert (silence.loudness, silence.peak, silence.silent) == (-70, -120, 1)
    half = np.concatenate([tone().samples, np.zeros((1, RATE), np.float32)], axis=1)
    assert measured(Sound(half, RATE)).silent == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("gain", [3.0, 5.0, 10.0])
@pytest.mark.parametrize("after", [1.0, 0.3])
def test_clipping_is_found_even_when_made_quieter_later(gain, after):
    loud = vowels() * np.float32(gain)
    lost = float((np.abs(loud) > 1).mean())
    found = measured(sound_of(wav(Sound(loud.clip(-1, 1)[None] * np.float32(after), RATE)))).clipped
    assert 0.2 * lost < found < lost
    assert measured(sound_of(wav(Sound(vowels()[None], RATE)))).clipped < 1e-4


@pytest.mark.parametrize("pitch", [60, 440, 3000])
def test_loud_tones_are_not_clipped(pitch):
    assert measured(sound_of(wav(tone(pitch, level=1)))).clipped < 1e-4


def test_clipping_shows_in_lossy_sound_as_samples_beyond_full_scale():
    calm = vowels() / np.abs(vowels()).max() * np.float32(0.9)
    cut = (calm * 5).clip(-1, 1)
    found = [measured(sound_of(coded(Sound(one[None], RATE), "mp3", "libmp3lame"))).clipped for one in (calm, cut)]
    assert found[0] < 1e-4 and found[1] > 0.001


def test_speech_is_told_from_tones_and_silence():
    silence = np.zeros(RATE, np.float32)
    spoken = Sound(np.concatenate([silence, vowels(), silence])[None], RATE)
    spans = speech_spans(spoken)
    assert spans and spans[0][0] == pytest.approx(1, abs=0.2) and 3 < spans[-1][1] < 4.3
    assert speech_spans(tone(seconds=2)) == []
    assert speech_spans(Sound(silence[None], RATE)) == []
    assert speech_spans(Sound(silence[None, :0], RATE)) == []
    with pytest.raises(ValueError, match="mono"):
        speech_spans(tone(rate=8_000))


def test_a_cut_recording_is_shorter_or_an_error():
    flac, plain = coded(noise(), "flac", "flac"), wav(noise())
    assert sound_of(plain[: len(plain) // 2]).seconds == pytest.approx(0.5, abs=0.01)
    with pytest.raises(GoldsmithError, match="cannot be decoded"):
        sound_of(flac[: len(flac) // 2])


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF\0\0\0\0WAVE", b"fLaC", b"OggS" + bytes(100), b"ID3" + bytes(50)])
def test_rubbish_is_an_error(data):
    with pytest.raises(GoldsmithError):
        sound_of(data)


def test_a_video_without_sound():
    from PIL import Image

    with pytest.raises(GoldsmithError, match="no sound"):
        probe(encode([Image.new("RGB", (16, 16))] * 3))


def test_limits_hold():
    data = wav(tone(seconds=3))
    with pytest.raises(OverLimitError, match="seconds of sound"):
        sound_of(data, limits=Limits(length=1))
    assert sound_of(data, until=0.5, limits=Limits(length=1)).seconds == 0.5


@pytest.mark.parametrize(
    ("module", "extra", "use"),
    [("pyloudnorm", "media", lambda: measured(tone())), ("faster_whisper.vad", "speech", lambda: speech_spans(tone()))],
)
def test_missing_libraries_are_named(monkeypatch, module, extra, use):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(NotInstalledError, match=extra):
        use()


def test_channels_that_change_midway():
    mono, stereo = (coded(tone(rate=44_100, channels=count), "adts", "aac") for count in (1, 2))
    sound = sound_of(mono + stereo)
    assert sound.samples.shape[0] == 1 and sound.seconds > 1.5


def test_a_rate_that_cannot_be():
    data = bytearray(wav(tone()))
    data[24:28] = (2**31 - 1).to_bytes(4, "little")
    with pytest.raises(GoldsmithError, match="samples a second"):
        sound_of(bytes(data))


def test_a_cover_is_no_video():
    from goldsmith.media.containers import opened, playable
    from goldsmith.media.whole import decoded
    from zoo import PNG

    picture = b"\0image/png\0\3\0" + PNG
    frame = b"APIC" + len(picture).to_bytes(4, "big") + b"\0\0" + picture
    size = bytes(len(frame) >> shift & 127 for shift in (21, 14, 7, 0))
    song = b"ID3\3\0\0" + size + frame + coded(tone(rate=44_100), "mp3", "libmp3lame")
    with opened(song) as container:
        assert len(container.streams.video) == 1 and playable(container, "video") == []
    assert decoded(song, 60).tracks == ("audio",)
    assert sound_of(song).seconds == pytest.approx(1, abs=0.1)
