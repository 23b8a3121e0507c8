"""Settings: the families that ship, and those of a user."""

from __future__ import annotations

from collections import Counter
from datetime import date
from importlib import resources
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from firsthand.cli import main
from firsthand.errors import SettingsError
from firsthand.settings import load_families, shipped_families


def test_every_shipped_row_has_its_source_and_date():
    """Facts with the page and the day they are from; families of two and more, no host in two of them."""
    text = resources.files("firsthand").joinpath("families.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    hosts = [host for row in rows for host in row[2].split()]

    assert rows and all(len(row) == 5 and all(row) for row in rows)
    for _, outlet, _, source, day in rows:
        page = urlsplit(source)
        assert page.scheme in ("http", "https") and "." in page.netloc and len(page.path) > 1, outlet
        assert date(2026, 1, 1) <= date.fromisoformat(day) <= date(2100, 1, 1), outlet
    assert len(hosts) == len(set(hosts))
    assert min(Counter(row[0] for row in rows).values()) >= 2


def test_a_users_families_come_on_top(tmp_path):
    """What ships stays; the user's rows are added."""
    path = tmp_path / "mine.tsv"
    path.write_text("North Press\tThe Post\tpost.example\n", "utf-8")
    known = load_families(path)

    assert known.publisher("post.example") == "North Press"
    assert known.rows[: len(shipped_families().rows)] == shipped_families().rows


def test_a_users_row_overrules_what_ships(tmp_path):
    """An outlet that was sold is its new owner's, by host and by name; the others stay."""
    publisher, outlet = "Gannett", "freep.com"
    assert shipped_families().publisher(outlet) == publisher
    path = tmp_path / "mine.tsv"
    path.write_text("# sold\nLake Press\tDetroit Free Press\tfreep.com\n", "utf-8")
    known = load_families(path)

    assert known.publisher("www.freep.com") == known.publisher("Detroit Free Press") == "Lake Press"
    assert known.publisher("usatoday.com") == publisher


def test_a_broken_file_of_families_is_named(tmp_path):
    """The message has the file, the line and what to do; the command stops before it reads anything."""
    path = tmp_path / "mine.tsv"
    path.write_text("North Press, The Post\n", "utf-8")
    with pytest.raises(SettingsError, match=r"mine\.tsv: line 1"):
        load_families(path)
    ended = CliRunner().invoke(main, ["brief", str(tmp_path), "--families", str(path)])

    assert ended.exit_code == 2 and "put tabs between" in ended.output
