"""Listen to a recording, or to the sound of a video: its facts, samples, loudness, faults, and where someone speaks."""

from __future__ import annotations

import io
import math
import warnings
import wave
from collections.abc import Iterator
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from goldsmith.core.errors import GoldsmithError, NotInstalledError
from goldsmith.core.types import Asset, Record
from goldsmith.media.containers import LIMITS, Limits, Meter, called, library, opened, stream_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPEECH_RATE = 16_000
"""Samples a second that detectors and recognisers of speech expect."""
_FASTEST = 768_000
"""Samples a second of the fastest recorders."""
SILENT = -60.0
"""Decibels below full scale under which a twentieth of a second counts as silent."""


Form = Literal["flac", "mp3", "m4a"]
_CODERS: dict[Form, tuple[str, str]] = {"flac": ("flac", "flac"), "mp3": ("mp3", "libmp3lame"), "m4a": ("ipod", "aac")}


class Facts(Record):
    """What a recording says of itself; nothing is decoded."""

    seconds: float
    """How long it says it is; 0 when it does not say."""
    rate: int
    """Samples a second."""
    channels: int
    codec: str


class Sound(NamedTuple):
    """Some sound as numbers."""

    samples: NDArray[np.float32]
    """Channels x time; full scale is -1 to 1, which lossy codecs may exceed a little."""
    rate: int
    """Samples a second."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return int(self.samples.shape[1]) / self.rate


class Measures(Record):
    """What can be told of a recording without knowing what is heard."""

    seconds: float
    """How much was measured."""
    loudness: float | None
    """Integrated loudness in LUFS (ITU-R BS.1770-4), -70 and below for silence; None under 0.4 seconds."""
    peak: float
    """The largest sample, in decibels of full scale."""
    clipped: float
    """Share of the samples that lie on flat tops (three or more in a row at the same height near the peak) or, as lossy
    codecs leave them, beyond full scale. Unclipped speech and music have less than 0.0001."""
    silent: float
    """Share of twentieths of a second whose level is below `SILENT`."""
    offset: float
    """The mean of the channel whose mean lies farthest from 0, as a share of full scale."""


def probe(media: bytes | Asset, name: str = "", limits: Limits = LIMITS) -> Facts:
    """The facts of a recording, or of the sound of a video.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or has no sound.
    """
    name = called(media, name)
    with opened(media, name, limits) as container:
        stream = stream_of(container, "audio", name, limits)
        codec = stream.codec_context
        length = float(stream.duration * stream.time_base) if stream.duration else (container.duration or 0) / 1_000_000
        return Facts(seconds=length, rate=codec.sample_rate, channels=codec.channels, codec=codec.name)


def sound_of(
    media: bytes | Asset,
    *,
    rate: int | None = None,
    mono: bool = False,
    until: float | None = None,
    name: str = "",
    limits: Limits = LIMITS,
    exact: bool = False,
) -> Sound:
    """The sound of a recording or a video.

    Args:
        media: the bytes of a recording or a video, or an asset that is one.
        rate: samples a second; its own when not given.
        mono: mix all channels into one; else there are one or two.
        until: stop after so many seconds.
        name: what errors call it.
        limits: what it may cost; longer sound is refused unless `until` comes first.
        exact: raise at any damage in the coded data, where a player would hide it.

    Raises:
        GoldsmithError: it is damaged, cut short, over the limits, or has no sound.
    """
    import numpy as np

    name = called(media, name)
    with opened(media, name, limits, exact=exact) as container:
        stream = stream_of(container, "audio", name, limits)
        own = int(stream.codec_context.sample_rate)
        if not 0 < own <= _FASTEST:
            raise GoldsmithError(f"{name} says that it has {own:,} samples a second", "it is damaged: leave it out")
        wanted = rate or own
        layout = "mono" if mono or stream.codec_context.channels == 1 else "stereo"
        heard = _until(container.decode(stream), until, Meter(name, limits))
        parts = [part.to_ndarray() for part in _alike(heard, layout, wanted)]
    none = np.zeros((1, 0), np.float32)
    samples = np.concatenate(parts, axis=1) if parts else none
    return Sound(samples if until is None else samples[:, : math.ceil(until * wanted)], wanted)


def measured(sound: Sound) -> Measures:
    """The measures of some sound; silence has the loudness -70 and the peak -120."""
    import numpy as np

    samples = sound.samples
    peak = float(np.abs(samples).max()) if samples.size else 0.0
    return Measures(
        seconds=sound.seconds,
        loudness=_loudness(sound),
        peak=_decibels(peak),
        clipped=_clipped(samples, peak),
        silent=_silent(sound),
        offset=float(max(samples.mean(axis=1), key=abs)) if samples.size else 0.0,
    )


def speech_spans(sound: Sound, *, sure: float = 0.5, gap: float = 0.5) -> list[tuple[float, float]]:
    """From when to when someone speaks, in seconds, by the Silero voice detector.

    On speech in three languages its frames were right at F1 0.97, with noise of 5 dB as well as without; tones are not
    taken for speech.

    Args:
        sound: mono at 16,000 samples a second.
        sure: the probability from which on it is speech.
        gap: seconds of silence that part two spans.

    Raises:
        NotInstalledError: the library is missing.
    """
    try:
        from faster_whisper.vad import VadOptions, get_speech_timestamps
    except ImportError as error:
        raise NotInstalledError("speech is detected by faster-whisper's Silero", "speech") from error
    if sound.rate != SPEECH_RATE or sound.samples.shape[0] != 1:
        raise ValueError(f"speech is looked for in mono at {SPEECH_RATE} samples a second")
    if not sound.samples.size:
        return []
    options = VadOptions(threshold=sure, min_silence_duration_ms=round(gap * 1000), speech_pad_ms=60)
    spans = get_speech_timestamps(sound.samples[0], options)
    return [(span["start"] / sound.rate, span["end"] / sound.rate) for span in spans]


def wav(sound: Sound) -> bytes:
    """The sound as a WAV file of 16 bits; what exceeds full scale is clipped."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(sound.samples.shape[0])
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(_whole_numbers(sound).tobytes())
    return out.getvalue()


def coded(sound: Sound, form: Form) -> bytes:
    """The sound in a form that compresses it; what exceeds full scale is clipped first.

    Raises:
        NotInstalledError: the library for video and sound is missing.
    """
    av, out = library(), io.BytesIO()
    (container, codec), layout = _CODERS[form], "mono" if len(sound.samples) == 1 else "stereo"
    with av.open(out, "w", format=container) as file:
        file.flags |= 0x400  # "bitexact": no time and no version in the file
        track = file.add_stream(codec, rate=sound.rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(_whole_numbers(sound).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate, frame.pts = sound.rate, 0
        file.mux(track.encode(frame))
        file.mux(track.encode(None))
    return out.getvalue()


def _whole_numbers(sound: Sound) -> NDArray[np.int16]:
    """Time x channels in 16 bits."""
    import numpy as np

    return np.ascontiguousarray((sound.samples.T.clip(-1, 1) * 32767).round().astype("<i2"))


def _until(frames: Iterator[Any], until: float | None, meter: Meter) -> Iterator[Any]:
    """The frames before a time."""
    for frame in frames:
        meter.tick(frame.samples / frame.sample_rate)
        yield frame
        if until is not None and meter.seconds >= until:
            return


def _alike(frames: Iterator[Any], layout: str, rate: int) -> Iterator[Any]:
    """The frames in floats of one layout and rate, though theirs may change midway, as in damaged files."""
    for _, same in groupby(frames, key=lambda frame: (frame.format.name, frame.layout.name, frame.sample_rate)):
        resampler = library().AudioResampler(format="fltp", layout=layout, rate=rate)
        for frame in chain(same, [None]):
            yield from resampler.resample(frame)


def _decibels(level: float) -> float:
    return 20 * math.log10(max(level, 1e-6))


def _loudness(sound: Sound) -> float | None:
    """Integrated loudness in LUFS, at least -70; None for what is shorter than the 0.4 seconds of its gate.

    Raises:
        NotInstalledError: the library is missing.
    """
    try:
        import pyloudnorm
    except ImportError as error:
        raise NotInstalledError("loudness is measured by pyloudnorm", "media") from error
    if sound.seconds <= 0.4:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of logarithms of silence
        loudness = pyloudnorm.Meter(sound.rate).integrated_loudness(sound.samples.T.astype("float64"))
    return max(-70.0, float(loudness))


def _clipped(samples: NDArray[np.float32], peak: float) -> float:
    """The share of samples on flat tops or beyond full scale, in the channel that has most of them."""
    import numpy as np

    if peak < 1e-3:
        return 0.0
    high = np.abs(samples) >= 0.9 * peak
    level = np.diff(samples, axis=1) == 0  # any tolerance finds flat tops in deep tones
    pairs = level & high[:, 1:] & high[:, :-1]
    flat = pairs[:, 1:] & pairs[:, :-1]
    lost = flat | (np.abs(samples[:, 2:]) > 1)
    return float(lost.mean(axis=1).max()) if lost.shape[1] else 0.0


def _silent(sound: Sound) -> float:
    """The share of twentieths of a second in which no channel reaches the level."""
    import numpy as np

    length = max(1, sound.rate // 20)
    count = sound.samples.shape[1] // length
    if not count:
        return 0.0
    windows = sound.samples[:, : count * length].reshape(len(sound.samples), count, length)
    levels = np.sqrt((windows.astype(np.float64) ** 2).mean(axis=2)).max(axis=0)
    return float((levels < 10 ** (SILENT / 20)).mean())
