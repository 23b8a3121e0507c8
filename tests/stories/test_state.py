"""State files: what was read once is not read again, whatever happens in between."""

from __future__ import annotations

import pytest

from firsthand.errors import SettingsError
from firsthand.model import Report
from firsthand.stories import State, keep

REPORTS = [
    Report(
        id=str(n),
        text=f"The mayor of Oster opened bridge number {n} on 17 May.",
        outlet="Post" if n % 2 else None,
    )
    for n in range(1200)
]


def test_what_was_saved_is_loaded(tmp_path):
    """Equal, and in order, over two sittings."""
    kept = [keep(r) for r in REPORTS]
    first = State(tmp_path / "s")
    assert list(first.load()) == []
    assert list(first.save(kept[:700])) == kept[:700]
    second = State(tmp_path / "s")
    assert list(second.load()) == kept[:700]
    list(second.save(kept[700:]))

    assert list(State(tmp_path / "s").load()) == kept


def test_a_torn_end_is_dropped_and_written_anew(tmp_path):
    """After a cut in the middle of a portion, the whole ones stay and the file goes on from there."""
    path, kept = tmp_path / "s", [keep(r) for r in REPORTS]
    list(State(path).save(kept))
    path.write_bytes(path.read_bytes()[:-11])
    again = State(path)
    whole = list(again.load())
    assert whole == kept[:1000]
    list(again.save(kept[1000:]))

    assert list(State(path).load()) == kept


def test_an_interrupted_reading_keeps_what_it_had(tmp_path):
    """Reports before an error are there at the next call."""

    def broken():
        yield from map(keep, REPORTS[:30])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(State(tmp_path / "s").save(broken()))

    assert len(list(State(tmp_path / "s").load())) == 30


@pytest.mark.parametrize("content", [b"", b"{}\n", b"\x00" * 300, b"firsthand stories state 1 00000000\n"])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    """It is named, nothing is overwritten, and what to do is said."""
    path = tmp_path / "s"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match="name another file"):
        list(State(path).load())

    assert path.read_bytes() == content
