"""Feeds watched: asked when they are due, new items taken, the answer remembered.

A feed is asked again after ``EVERY`` seconds, or later where it says so; after a failure twice as long
each time, up to a day. It is asked only whether it changed (ETag, Last-Modified). A page that the library
has is fetched again only when its item says that it was updated since.

Public: :func:`watch`, :class:`Seen`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from firsthand.errors import FetchError
from firsthand.fetching.fetcher import Fetched, Fetcher, Refused
from firsthand.fetching.taking import take_item
from firsthand.intake import address_key
from firsthand.intake.feeds import FeedItem, is_feed, read_feed
from firsthand.library.protocol import Added, Feed, Library
from firsthand.model import LeftOut, Taken

EVERY = 900.0  #: seconds between two requests of one feed
MAX_WAIT = 24 * 3600.0
#: Seconds that a server may ask for in Cache-Control before we ask again all the same.
MAX_AGE = 6 * 3600.0
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A feed after it was asked: what is known of it now, and how many items it had."""

    feed: Feed
    n_items: int
    n_new: int


def watch(
    library: Library, fetcher: Fetcher, *, by: str, now: datetime | None = None
) -> Iterator[Added | LeftOut | Seen]:
    """Ask every feed that is due, once, and take what is new.

    Yields:
        What became of each item, and after them their feed.
    """
    moment = now or datetime.now(UTC)
    for feed in library.feeds():
        if feed.next_at is None or feed.next_at <= moment.strftime(_TIME):
            yield from _ask(library, feed, fetcher, by, moment)


def next_due(library: Library) -> datetime | None:
    """When the next feed is due; None when none is watched."""
    due = [feed.next_at for feed in library.feeds()]
    if not due:
        return None
    if None in due:
        return datetime.now(UTC)
    return min(datetime.strptime(at, _TIME).replace(tzinfo=UTC) for at in due if at)


def _ask(
    library: Library, feed: Feed, fetcher: Fetcher, by: str, moment: datetime
) -> Iterator[Added | LeftOut | Seen]:
    asked = replace(feed, last_at=moment.strftime(_TIME))
    try:
        fetched = fetcher.fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
    except FetchError as error:
        failures = feed.failures + 1
        wait = min(EVERY * 2 ** min(failures, 10), MAX_WAIT)
        if isinstance(error, Refused) and error.retry_after is not None:
            wait = min(max(wait, error.retry_after), 7 * MAX_WAIT)
        kept = replace(asked, failures=failures, problem=str(error), next_at=_after(moment, wait))
        library.keep_feed(kept, by=by)
        yield LeftOut(path=feed.url, reason=f"{error}; it is asked again at {kept.next_at}")
        yield Seen(feed=kept, n_items=0, n_new=0)
        return
    wait = max(EVERY, min(_max_age(fetched), MAX_AGE))
    kept = replace(
        asked,
        failures=0,
        problem=None,
        next_at=_after(moment, wait),
        etag=fetched.headers.get("etag", feed.etag if fetched.status == 304 else None),
        last_modified=fetched.headers.get(
            "last-modified", feed.last_modified if fetched.status == 304 else None
        ),
    )
    if fetched.status == 304:
        library.keep_feed(kept, by=by)
        yield Seen(feed=kept, n_items=0, n_new=0)
        return
    if not is_feed(fetched.data):
        kept = replace(kept, problem="what is there is no feed any more", failures=feed.failures + 1)
        library.keep_feed(kept, by=by)
        yield LeftOut(path=feed.url, reason="what is there is no feed; expected RSS, Atom or JSON Feed")
        yield Seen(feed=kept, n_items=0, n_new=0)
        return
    document = read_feed(fetched.data, fetched.final_url)
    fresh = _fresh(library, document.items, feed.url)
    title = feed.title or document.title
    n_new = 0
    for made in library.add(_taken(fresh, feed.url, title, fetcher), by=by):
        n_new += isinstance(made, Added) and made.outcome == "new"
        yield made
    # Only now: had we been stopped, the feed would be asked again in full.
    kept = replace(kept, title=title)
    library.keep_feed(kept, by=by)
    yield Seen(feed=kept, n_items=len(document.items), n_new=n_new)


def _taken(items: list[FeedItem], url: str, title: str | None, fetcher: Fetcher) -> Iterator[Taken | LeftOut]:
    for item in items:
        yield from take_item(item, url, title, fetcher)


def _fresh(library: Library, items: tuple[FeedItem, ...], feed_url: str) -> list[FeedItem]:
    """Items whose page the library has not, or that were updated since it had it."""
    names = {item: "url:" + address_key(item.url or f"{feed_url}#{item.id}") for item in items}
    known = library.known(sorted(set(names.values())))
    out = []
    for item in items:
        have = known.get(names[item])
        if have is None or (item.updated is not None and _moment(item.updated) > _moment(have[1])):
            out.append(item)
    return out


def _moment(iso: str) -> datetime:
    made = datetime.fromisoformat(iso)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _after(moment: datetime, seconds: float) -> str:
    return (moment + timedelta(seconds=seconds)).strftime(_TIME)


def _max_age(fetched: Fetched) -> float:
    for part in fetched.headers.get("cache-control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isdigit():
            return float(value)
    return 0.0
