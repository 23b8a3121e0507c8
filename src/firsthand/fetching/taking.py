"""An address to reports: a page, a record, an archive, or a feed with the pages it names.

Public: :func:`take_address`, :func:`take_item`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from firsthand.errors import FetchError
from firsthand.fetching.fetcher import Fetched, Fetcher
from firsthand.intake import address_key, take_original
from firsthand.intake.feeds import FeedItem, is_feed, read_feed
from firsthand.intake.wires import MIN_FULL_TEXT
from firsthand.model import LeftOut, Original, Taken


def take_address(url: str, fetcher: Fetcher) -> Iterator[Taken | LeftOut]:
    """Reports of an address; of a feed, those of the pages that its items name."""
    try:
        fetched = fetcher.fetch(url)
    except FetchError as error:
        yield LeftOut(path=url, reason=str(error))
        return
    if is_feed(fetched.data):
        feed = read_feed(fetched.data, fetched.final_url)
        if not feed.items:
            yield LeftOut(path=url, reason="the feed has no items")
        for item in feed.items:
            yield from take_item(item, url, feed.title, fetcher)
        return
    yield from take_page(fetched)


def take_page(fetched: Fetched, via: str | None = None) -> Iterator[Taken | LeftOut]:
    """Reports of what was fetched, known by the address that was asked for and the one it led to."""
    original = Original(
        data=fetched.data,
        location=fetched.final_url,
        media_type=fetched.media_type,
        via=via,
        retrieved=fetched.retrieved,
        facts=fetched.facts,
    )
    for item in take_original(original, url=fetched.final_url):
        if isinstance(item, Taken) and item.key == "url:" + address_key(fetched.final_url):
            asked = "url:" + address_key(fetched.url)
            if asked != item.key:
                item = replace(item, also=(asked,))
        yield item


def take_item(
    item: FeedItem, feed_url: str, feed_title: str | None, fetcher: Fetcher
) -> Iterator[Taken | LeftOut]:
    """The report of one item of a feed: its page, else the whole text if the feed carries it.

    What the feed says of the item fills in what the page does not say: title, time, and the outlet,
    which is the item's ``<source>`` where it has one. The source is kept in ``Report.extra``.
    """
    problem = "the item names no page"
    if item.url:
        try:
            found = list(take_page(fetcher.fetch(item.url), via=feed_url))
        except FetchError as error:
            problem = str(error)
        else:
            if any(isinstance(made, Taken) for made in found):
                yield from (_filled(made, item, feed_url, feed_title) for made in found)
                return
            problem = next((made.reason for made in found if isinstance(made, LeftOut)), problem)
    record = item.record(feed_title)
    if record is not None and len(item.html or "") >= MIN_FULL_TEXT:
        original = Original(
            data=str(record["html"]).encode(),
            location=item.url or feed_url,
            media_type="text/html",
            via=feed_url,
        )
        for made in take_original(original, url=item.url or f"{feed_url}#{item.id}"):
            yield _filled(made, item, feed_url, feed_title)
        return
    yield LeftOut(path=item.url or feed_url, reason=problem)


def _filled(made: Taken | LeftOut, item: FeedItem, feed_url: str, feed_title: str | None) -> Taken | LeftOut:
    if isinstance(made, LeftOut):
        return made
    report = made.report
    extra = {**report.extra, "feed": feed_url}
    if item.source or item.source_url:
        extra["source"] = {"name": item.source, "url": item.source_url}
    published, basis = report.published, report.published_basis
    if published is None and item.published is not None:
        published, basis = item.published, "given"
    return replace(
        made,
        report=replace(
            report,
            title=report.title or item.title,
            outlet=report.outlet or item.source or feed_title,
            author=report.author or item.author,
            published=published,
            published_basis=basis,
            extra=extra,
        ),
    )
