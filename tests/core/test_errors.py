"""Errors keep what they say on their way between processes."""

import pickle

from goldsmith.core.errors import GoldsmithError, NotInstalledError


def test_a_missing_library_says_how_to_get_it():
    error = pickle.loads(pickle.dumps(NotInstalledError("video is opened by PyAV", "media")))
    assert isinstance(error, GoldsmithError) and error.extra == "media"
    assert error.problem == "video is opened by PyAV, which is not installed: pip install 'goldsmith[media]'"


def test_other_errors_travel_too():
    error = pickle.loads(pickle.dumps(GoldsmithError("it is broken", "mend it")))
    assert str(error) == "it is broken\nmend it"
