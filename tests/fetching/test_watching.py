"""Feeds: read, watched politely, their items kept with where they came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firsthand.fetching import Seen, take_address, watch
from firsthand.intake.feeds import read_feed, read_outlines
from firsthand.library import Added, Feed, Library
from firsthand.library.sqlite import open_sqlite
from firsthand.model import LeftOut, Taken

NOW = datetime(2032, 1, 30, 12, 0, tzinfo=UTC)
BODY = "The dam above the town of Oro held through a night of heavy rain, officials of the water board said on Friday. "


def page(title: str, words: str = BODY) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><article>"
        + f"<p>{words}</p>" * 4
        + "</article></body></html>"
    )


def rss(site, *items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Coast Today</title>'
        f"<link>{site.address}</link>" + "".join(items) + "</channel></rss>"
    )


def item(site, path: str, extra: str = "") -> str:
    return (
        f"<item><title>Item {path}</title><link>{site.address}{path}</link>"
        f"<pubDate>Fri, 30 Jan 2032 10:00:00 GMT</pubDate>{extra}</item>"
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = open_sqlite(tmp_path / "library.firsthand")
    yield made
    made.close()


def round_of(library: Library, fetcher, after: float = 0.0) -> tuple[list[Added], list[LeftOut], list[Seen]]:
    came = list(watch(library, fetcher, by="ana", now=NOW + timedelta(seconds=after)))
    return (
        [c for c in came if isinstance(c, Added)],
        [c for c in came if isinstance(c, LeftOut)],
        [c for c in came if isinstance(c, Seen)],
    )


def test_a_feed_brings_its_pages_with_their_source(site, fetcher, library):
    """Each item's page is a report; what the page does not say the feed does; <source> names the outlet."""
    site.page("/a", page("A dam"))
    site.page("/b", page("B dam", BODY.replace("Oro", "Marra")))
    source = f'<source url="{site.address}/other">Northern Wire</source>'
    url = site.page(
        "/feed", rss(site, item(site, "/a"), item(site, "/b", source)), Content_Type="application/rss+xml"
    )
    taken = [t for t in take_address(url, fetcher) if isinstance(t, Taken)]

    assert [(t.report.title, t.report.outlet) for t in taken] == [
        ("A dam", "Coast Today"),
        ("B dam", "Northern Wire"),
    ]
    assert taken[0].report.published == "2032-01-30T10:00:00+00:00"
    assert taken[1].report.extra["source"] == {"name": "Northern Wire", "url": f"{site.address}/other"}
    assert taken[0].original.via == url and taken[0].original.data == page("A dam").encode()
    assert all(t.report.url and t.key.startswith("url:news.test") for t in taken)


def test_watching_asks_only_for_what_is_new(site, fetcher, library):
    """Known pages are not fetched again; the feed is asked whether it changed, when it is due."""
    site.page("/a", page("A dam"))
    url = site.page("/feed", rss(site, item(site, "/a")), ETag='"1"')
    library.keep_feed(Feed(url=url), by="ana")

    added, _, [seen] = round_of(library, fetcher)
    assert [a.outcome for a in added] == ["new"] and (seen.n_items, seen.n_new) == (1, 1)
    assert round_of(library, fetcher, 60) == ([], [], []), "it is not due yet"

    site.page("/b", page("B dam", BODY.replace("Oro", "Marra")))
    site.page("/feed", rss(site, item(site, "/b"), item(site, "/a")), ETag='"2"')
    added, _, _ = round_of(library, fetcher, 1000)
    assert [a.title for a in added] == ["B dam"] and site.asked("/a") == 1
    assert [h["if-none-match"] for p, h in site.requests if p == "/feed" and "if-none-match" in h] == ['"1"']

    site.page("/feed", b"", 304)
    assert round_of(library, fetcher, 2000)[0] == []
    [feed] = library.feeds()
    assert (feed.etag, feed.title, feed.failures) == ('"2"', "Coast Today", 0)


def test_an_item_that_was_updated_is_a_new_version(site, fetcher, library):
    """When the feed says that an item changed, its page is fetched again."""

    def updated(at: str) -> str:
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Today</title><entry><id>1</id><title>A</title>'
            f'<link href="{site.address}/a"/><updated>{at}</updated></entry></feed>'
        )

    site.page("/a", page("A dam"))
    url = site.page("/feed", updated("2032-01-30T10:00:00Z"))
    library.keep_feed(Feed(url=url), by="ana")
    round_of(library, fetcher)
    site.page("/a", page("A dam", BODY.replace("held", "broke")))
    site.page("/feed", updated("2099-01-30T10:00:00Z"))
    added, _, _ = round_of(library, fetcher, 1000)

    assert [(a.outcome, a.version) for a in added] == [("changed", 2)]


def test_failures_wait_longer_each_time_and_obey_the_server(site, fetcher, library):
    """Back-off doubles; Retry-After counts where it is longer; an answer ends it."""
    url = site.page("/feed", b"", 500)
    library.keep_feed(Feed(url=url), by="ana")
    waits = []
    at = 0.0
    for _ in range(3):
        _, left, _ = round_of(library, fetcher, at)
        assert len(left) == 1
        [feed] = library.feeds()
        due = datetime.fromisoformat(str(feed.next_at))
        waits.append((due - NOW).total_seconds() - at)
        at = (due - NOW).total_seconds()
    assert waits == [1800, 3600, 7200] and feed.failures == 3

    site.page("/feed", b"", 429, Retry_After="50000")
    round_of(library, fetcher, at)
    [feed] = library.feeds()
    assert (datetime.fromisoformat(str(feed.next_at)) - NOW).total_seconds() - at == 50000

    site.page("/a", page("A dam"))
    site.page("/feed", rss(site, item(site, "/a")))
    added, _, _ = round_of(library, fetcher, at + 50000)
    assert len(added) == 1 and library.feeds()[0].failures == 0


def test_a_feed_that_carries_whole_texts_does_without_pages(site, fetcher):
    """Where a page cannot be had and the feed has the text, that is the report; a teaser is none."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Coast Today",
        "items": [
            {
                "id": "1",
                "url": f"{site.address}/gone",
                "title": "A dam",
                "content_html": f"<p>{BODY}</p>" * 4,
            },
            {"id": "2", "url": f"{site.address}/gone2", "title": "B dam", "content_text": "A teaser."},
        ],
    }
    url = site.page("/feed.json", json.dumps(feed), Content_Type="application/feed+json")
    found = list(take_address(url, fetcher))

    assert [type(f) for f in found] == [Taken, LeftOut]
    assert found[0].report.title == "A dam" and BODY.strip() in found[0].report.text


def test_a_page_that_moved_is_one_article(site, fetcher, library):
    """The address that was asked for and the one it led to both name it."""
    site.page("/new", page("A dam"))
    url = site.page("/old", b"", 301, Location="/new")
    list(library.add(take_address(url, fetcher), by="ana"))
    list(library.add(take_address(site.address + "/new", fetcher), by="ana"))

    assert library.reports().total == 1
    assert set(library.known([f"url:news.test:{site.port}/old", f"url:news.test:{site.port}/new"])) == {
        f"url:news.test:{site.port}/old",
        f"url:news.test:{site.port}/new",
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<rss",
        b"<rss><channel><item><link>javascript:x</link></item></channel></rss>",
        b"{",
        b'{"version": "https://jsonfeed.org/version/1", "items": [1, null, {}]}',
        b"<feed>\x00</feed>",
    ],
)
def test_broken_feeds_are_read_as_far_as_they_go(data: bytes):
    """Whatever is there, reading a feed does not fail; links are http(s) or none."""
    made = read_feed(data, "https://news.example/feed")

    assert all(i.url is None or i.url.startswith("http") for i in made.items)


def test_entities_of_a_feed_are_not_expanded():
    """A billion laughs and a file from this machine give nothing."""
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        + "".join(f'<!ENTITY {chr(98 + n + 1)} "{("&" + chr(98 + n) + ";") * 10}">' for n in range(9))
        + "]>"
    )
    feed = f'<?xml version="1.0"?>{laughs}<rss><channel><title>&k;</title><item><title>x</title></item></channel></rss>'
    made = read_feed(feed.encode(), "https://news.example/feed")
    assert len(made.title or "") < 1000
    outlines = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><opml><body><outline text="&e;" xmlUrl="https://a.example/"/></body></opml>'
    assert "root" not in str(read_outlines(outlines.encode()))
