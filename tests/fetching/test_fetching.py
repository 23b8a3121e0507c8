"""Fetching is polite, bounded, and never led to an address that is not public."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import FetchError
from firsthand.fetching import Fetcher
from firsthand.fetching.addresses import is_public, parts_of, public_addresses
from firsthand.fetching.fetcher import Refused

PAGE = (
    "<html><head><title>Rain</title></head><body><article>"
    + "<p>Rain fell on Oro.</p>" * 9
    + "</article></body></html>"
)


def test_a_page_comes_with_what_the_server_said_of_it(site, fetcher):
    """The bytes are as sent; status, headers and time go into the chain of custody."""
    url = site.page("/a", PAGE, ETag='"1"')
    fetched = fetcher.fetch(url)

    assert fetched.data == PAGE.encode() and fetched.final_url == url
    assert fetched.facts["etag"] == '"1"' and fetched.facts["status"] == "200"
    [_, (path, headers)] = site.requests
    assert (
        path == "/a"
        and headers["user-agent"].startswith("firsthand/")
        and headers["host"] == f"news.test:{site.port}"
    )


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fec0::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:a00:1::", "2001:db8::1",
        "nonsense", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str):
    """Loopback, private, link-local, shared, reserved, and whatever carries such an address within."""
    assert not is_public(address)
    with pytest.raises(FetchError):
        public_addresses(parts_of("http://x.example/"), "http://x.example/", resolver=lambda h, p: [address])


def test_public_addresses_are_not_refused():
    """The internet is there."""
    assert is_public("9.9.9.9") and is_public("2620:fe::fe") and is_public("::ffff:9.9.9.9")


def test_one_bad_address_of_a_name_refuses_it():
    """A name that is public and private at once is not fetched at all."""
    with pytest.raises(FetchError, match="private network"):
        public_addresses(parts_of("http://x.example/"), "", resolver=lambda h, p: ["9.9.9.9", "10.0.0.1"])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "127.1", "0"]
)
def test_this_machine_is_refused_however_it_is_written(host: str):
    """Whatever the system's resolver makes of a name is what is judged."""
    with pytest.raises(FetchError):
        Fetcher().fetch(f"http://{host}:9/")


def test_a_redirect_to_a_private_address_is_refused(site, fetcher):
    """Every hop is judged, by what its name resolves to."""
    for target in (
        "http://inside.test/",
        "http://10.0.0.7/",
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
        "ftp://news.test/",
    ):
        url = site.page("/go", b"", 302, Location=target)
        with pytest.raises(FetchError):
            fetcher.fetch(url)


def test_the_checked_address_is_connected_to(site, make_fetcher):
    """A name that resolves to another address a moment later gains nothing: it is resolved once a hop."""
    fetcher = make_fetcher(keep_to_robots=False)
    answers = [["127.0.0.1"], ["10.0.0.7"]]
    fetcher._resolver = lambda host, port: answers.pop(0)

    assert fetcher.fetch(site.page("/a", PAGE)).status == 200
    assert len(answers) == 1


def test_redirects_are_followed_and_bounded(site, fetcher):
    """A page that moved is found; one that goes round in circles is not."""
    there = site.page("/there", PAGE)
    assert fetcher.fetch(site.page("/here", b"", 301, Location="/there")).final_url == there
    with pytest.raises(FetchError, match="leads on"):
        fetcher.fetch(site.page("/round", b"", 302, Location="/round"))


def test_robots_are_kept_to(site, fetcher):
    """What robots.txt forbids is not asked for; robots.txt itself is asked once."""
    site.page(
        "/robots.txt",
        "User-agent: *\nDisallow: /no*.html$\n\nUser-agent: firsthand\nDisallow: /private\nCrawl-delay: 7\n",
    )
    fetcher.fetch(site.page("/open", PAGE))
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(site.page("/private/a", PAGE))
    fetcher.fetch(site.page("/open", PAGE))

    assert site.asked("/private/a") == 0 and site.asked("/robots.txt") == 1
    assert any(5 < pause <= 7 for pause in fetcher.sleeps), "the delay that robots.txt asks for is kept"


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_are_missing_allow_and_that_fail_forbid(site, make_fetcher, status: int, may: bool):
    """RFC 9309, 2.3.1: unavailable means anything goes, unreachable means nothing does."""
    site.page("/robots.txt", b"", status)
    url = site.page("/a", PAGE)
    if may:
        assert make_fetcher().fetch(url).status == 200
    else:
        with pytest.raises(FetchError):
            make_fetcher().fetch(url)


def test_a_redirect_into_what_robots_forbid_is_not_followed(site, fetcher):
    """robots.txt counts for where a redirect leads, too."""
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\n")
    site.page("/private/a", PAGE)
    with pytest.raises(FetchError):
        fetcher.fetch(site.page("/go", b"", 302, Location="/private/a"))
    assert site.asked("/private/a") == 0


def test_hosts_are_not_hurried(site, make_fetcher):
    """Between two requests to one host there is a pause."""
    fetcher = make_fetcher(pause_seconds=3.0)
    fetcher.fetch(site.page("/a", PAGE))
    fetcher.fetch(site.page("/a", PAGE))

    assert [round(s) for s in fetcher.sleeps] == [3, 3]


def test_what_has_not_changed_is_not_sent_again(site, fetcher):
    """The copy's ETag and date go along; 304 is an answer."""
    url = site.page("/a", b"", 304)
    fetched = fetcher.fetch(url, etag='"1"', last_modified="Fri, 30 Jan 2032 10:00:00 GMT")

    assert fetched.status == 304 and fetched.data == b""
    headers = site.requests[-1][1]
    assert headers["if-none-match"] == '"1"' and headers["if-modified-since"].startswith("Fri")


def test_a_refusal_says_when_to_come_back(site, fetcher):
    """Retry-After is read."""
    with pytest.raises(Refused) as caught:
        fetcher.fetch(site.page("/busy", b"", 503, Retry_After="120"))
    assert (caught.value.status, caught.value.retry_after) == (503, 120.0)


def test_pages_come_packed(site, fetcher):
    """gzip and deflate are unpacked."""
    assert (
        fetcher.fetch(site.page("/g", gzip.compress(PAGE.encode()), Content_Encoding="gzip")).data
        == PAGE.encode()
    )
    assert (
        fetcher.fetch(site.page("/d", zlib.compress(PAGE.encode()), Content_Encoding="deflate")).data
        == PAGE.encode()
    )


def test_too_much_is_not_fetched(site, make_fetcher):
    """A page that is too large, or unpacks to too much, or was cut, is refused; memory stays small."""
    fetcher = make_fetcher(max_bytes=1 << 20)
    bomb = gzip.compress(b"\0" * (64 << 20))
    with pytest.raises(FetchError, match="more than"):
        fetcher.fetch(site.page("/bomb", bomb, Content_Encoding="gzip"))
    with pytest.raises(FetchError, match="more than"):
        fetcher.fetch(site.page("/large", b"x" * (3 << 20)))
    with pytest.raises(FetchError, match="breaks off"):
        fetcher.fetch(site.page("/cut", gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip"))
    with pytest.raises(FetchError, match="packed as"):
        fetcher.fetch(site.page("/br", b"x", Content_Encoding="br"))


def test_a_server_that_dawdles_is_cut_off(site, make_fetcher):
    """A byte now and then keeps no connection open beyond the bound."""
    fetcher = make_fetcher(total_seconds=0.6, keep_to_robots=False)

    def dawdle(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    site.pages["/slow"] = dawdle
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"longer|took|could not"):
        fetcher.fetch(site.address + "/slow")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "url",
    ["ftp://news.example/a", "file:///etc/passwd", "http://", "https://ana:secret@news.example/", "http://news.example:x/",
     "http://a\r\nHost: b/", "javascript:alert(1)", "http://" + "a" * 5000, "//news.example/a", "http://[::1"],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(url: str):
    """Only http(s), without a password, and nothing that could break a request apart."""
    with pytest.raises(FetchError) as caught:
        parts_of(url)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_any_address_is_taken_apart_or_refused(url: str):
    """Nothing but FetchError comes out; what is taken apart is ASCII without spaces."""
    try:
        parts = parts_of("http://" + url)
    except FetchError:
        return
    assert parts.target.isascii() and " " not in parts.target and parts.host.isascii()
