"""Archives and wires: captures, agency items and records become reports; nothing in them can do harm."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from firsthand.intake import collect, formats, take, take_original
from firsthand.model import LeftOut, Original, Report, Taken

BODY = "The dam above the town of Oro held through a night of heavy rain, officials of the water board said on Friday. "
PAGE = (
    "<html><head><title>Dam holds</title></head><body><article>"
    + f"<p>{BODY}</p>" * 4
    + "</article></body></html>"
)


def warc(*captures: tuple[str, str, bytes], status: str = "200 OK", packed: bool = True) -> bytes:
    """A WARC file of captures: address, media type, payload."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "tests"}))
    for url, media, payload in captures:
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(payload),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2032-01-30T10:00:00Z"},
            )
        )
    return out.getvalue()


def reports(folder: Path) -> list[Report]:
    return [item for item in collect([folder]) if isinstance(item, Report)]


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_captures_of_pages_are_reports(tmp_path: Path, name: str, packed: bool):
    """A page is a report with its address; pictures, errors and other records are passed over."""
    data = warc(
        ("https://news.example/dam", "text/html; charset=utf-8", PAGE.encode()),
        ("https://news.example/dam.png", "image/png", b"\x89PNG" + b"\0" * 100),
        ("https://news.example/api", "application/json", b'{"user": 1}'),
        packed=packed,
    )
    (tmp_path / name).write_bytes(data)
    [taken] = [t for t in take([tmp_path]) if isinstance(t, Taken)]

    assert taken.report.title == "Dam holds" and taken.report.url == "https://news.example/dam"
    assert taken.key == "url:news.example/dam" and taken.original.data == PAGE.encode()
    assert taken.original.retrieved == "2032-01-30T10:00:00Z" and taken.original.via == str(tmp_path / name)
    assert taken.original.facts["WARC-Record-ID"].startswith("<urn:uuid:")


def test_captures_that_failed_are_no_reports(tmp_path: Path):
    """A page that answered 404 is none; the archive says that it holds nothing."""
    (tmp_path / "a.warc").write_bytes(
        warc(("https://x.example/", "text/html", PAGE.encode()), status="404 Not Found", packed=False)
    )
    [left] = list(collect([tmp_path]))

    assert isinstance(left, LeftOut) and "none of a page" in left.reason


def wacz(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_wacz_gives_its_pages_and_not_what_was_caught_beside_them(tmp_path: Path):
    """Where the archive lists its pages, a frame or advert that was captured is no report."""
    data = warc(
        ("https://news.example/dam", "text/html", PAGE.encode()),
        ("https://ads.example/frame", "text/html", PAGE.replace("Dam", "Ad").encode()),
    )
    pages = b'{"format": "json-pages-1.0"}\n{"url": "https://news.example/dam", "title": "Dam holds"}\n'
    (tmp_path / "a.wacz").write_bytes(
        wacz({"archive/data.warc.gz": data, "pages/pages.jsonl": pages, "datapackage.json": b"{}"})
    )

    assert [r.url for r in reports(tmp_path)] == ["https://news.example/dam"]


def test_an_archive_writes_nothing_to_disk(tmp_path: Path):
    """Names that climb out of the archive lead nowhere: nothing is unpacked to a path."""
    inside = tmp_path / "in"
    inside.mkdir()
    data = warc(("https://news.example/dam", "text/html", PAGE.encode()))
    members = {
        "../../escaped.txt": b"x",
        "/abs.txt": b"x",
        "archive/../../up.warc.gz": data,
        "archive/a.warc.gz": data,
    }
    (inside / "a.wacz").write_bytes(wacz(members))
    assert reports(inside)

    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.wacz", "in"]


def test_bombs_are_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Zeros packed small, once and twice, end early, with what came before them read."""
    monkeypatch.setattr(formats, "MAX_UNPACKED_BYTES", 1 << 20)
    good = warc(("https://news.example/dam", "text/html", PAGE.encode()))
    bomb = gzip.compress(b"WARC/1.0\r\n" + b"\0" * (8 << 20))
    (tmp_path / "a.warc.gz").write_bytes(good + bomb)
    (tmp_path / "b.wacz").write_bytes(wacz({"archive/b.warc": b"\0" * (8 << 20)}))
    (tmp_path / "c.wacz").write_bytes(wacz({"archive/c.warc.gz": gzip.compress(b"\0" * (8 << 20))}))
    found = list(collect([tmp_path]))

    assert [r.url for r in found if isinstance(r, Report)] == ["https://news.example/dam"]
    assert len([f for f in found if isinstance(f, LeftOut)]) == 3


def test_a_page_in_an_archive_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """One huge capture is left out; the next is read."""
    monkeypatch.setattr(formats, "MAX_FILE_BYTES", 1 << 16)
    from firsthand.intake import archives

    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 1 << 16)
    (tmp_path / "a.warc").write_bytes(
        warc(
            ("https://x.example/big", "text/html", b"<p>" + b"x" * (1 << 17)),
            ("https://news.example/dam", "text/html", PAGE.encode()),
            packed=False,
        )
    )
    found = list(collect([tmp_path]))

    assert [type(f) for f in found] == [LeftOut, Report]


@given(st.binary(max_size=300), st.integers(0, 500))
def test_broken_archives_are_left_out(noise: bytes, at: int):
    """A WARC or WACZ with anything in it gives reports and what was left out; never an exception."""
    good = warc(("https://news.example/dam", "text/html", PAGE.encode()), packed=False)
    for name, data in (
        ("a.warc", good[:at] + noise + good[at:]),
        ("a.warc", noise),
        ("a.warc.gz", gzip.compress(good)[: at + 20]),
        ("a.wacz", wacz({"archive/a.warc": good})[:at] + noise),
    ):
        for item in take_original(Original(data=data, location=name)):
            assert isinstance(item, Taken | LeftOut)


NINJS = {
    "uri": "urn:newsml:mpa.example:20320130:dam",
    "type": "text",
    "version": "2",
    "versioncreated": "2032-01-30T11:00:00Z",
    "firstcreated": "2032-01-30T10:00:00Z",
    "headline": "Dam holds after night of rain",
    "byline": "Ana Pell",
    "copyrightholder": "Meridian Press Agency",
    "language": "en",
    "body_text": BODY * 3,
}


def test_ninjs_is_a_report(tmp_path: Path):
    """An item's uri, headline, times, byline and text are the report's."""
    (tmp_path / "item.json").write_text(json.dumps(NINJS), "utf-8")
    [taken] = [t for t in take([tmp_path]) if isinstance(t, Taken)]
    report = taken.report

    assert (report.id, report.title, report.author, report.outlet) == (
        NINJS["uri"],
        NINJS["headline"],
        "Ana Pell",
        "Meridian Press Agency",
    )
    assert report.published == "2032-01-30T10:00:00Z" and report.text == BODY * 3
    assert taken.key == f"id:{NINJS['uri']}" and json.loads(taken.original.data) == NINJS
    assert report.extra["ninjs"]["version"] == "2"


def test_ninjs_of_later_versions_and_in_html(tmp_path: Path):
    """Bodies and headlines in lists (ninjs 2 and 3), and a body in HTML."""
    item = {
        "uri": "urn:x:1",
        "headlines": [{"value": "Dam holds"}],
        "bodies": [{"contenttype": "text/html", "value": f"<p>{BODY}</p>" * 4}],
    }
    (tmp_path / "a.json").write_text(
        json.dumps([item, {"uri": "urn:x:2", "type": "picture", "headline": "A picture"}]), "utf-8"
    )
    found = list(collect([tmp_path]))

    assert [type(f) for f in found] == [Report, LeftOut]
    assert found[0].title == "Dam holds" and BODY.strip() in found[0].text and "<p>" not in found[0].text


def test_json_of_other_kinds_in_a_folder_is_passed_over(tmp_path: Path):
    """A folder's package.json is no report and no complaint; named, it is."""
    (tmp_path / "package.json").write_text('{"name": "x"}', "utf-8")
    (tmp_path / "one.json").write_text(json.dumps({"text": BODY, "id": "one"}), "utf-8")

    assert [r.id for r in collect([tmp_path]) if isinstance(r, Report)] == ["one"]
    assert len(list(collect([tmp_path]))) == 1
    [left] = list(collect([tmp_path / "package.json"]))
    assert isinstance(left, LeftOut) and "no report" in left.reason


NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd" [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<nitf><head><title>Dam</title><docdata><doc-id id-string="mpa.dam.1"/><date.issue norm="20320130T100000Z"/></docdata>
<pubdata name="Harbour Post" date.publication="20320130"/></head>
<body><body.head><hedline><hl1>Dam holds after night of rain</hl1></hedline><byline>By <person>Ana Pell</person></byline>
<dateline>ORO, Jan. 30 (MPA) -</dateline></body.head>
<body.content><media media-type="image"><media-caption>The dam on Thursday.</media-caption></media>
<p>{BODY}</p><block><p>Nobody was hurt. &secret;</p></block><table><tr><td>1</td></tr></table></body.content></body></nitf>"""


def test_nitf_is_a_report(tmp_path: Path):
    """Headline, byline, outlet, time and paragraphs; captions and tables stay out, entities are not read."""
    (tmp_path / "a.xml").write_text(NITF, "utf-8")
    [report] = reports(tmp_path)

    assert (report.id, report.title, report.author, report.outlet) == (
        "mpa.dam.1",
        "Dam holds after night of rain",
        "Ana Pell",
        "Harbour Post",
    )
    assert report.published == "2032-01-30T10:00:00+00:00"
    assert (
        report.text.startswith("ORO, Jan. 30 (MPA) -\n\nThe dam above") and "Nobody was hurt." in report.text
    )
    assert "Thursday" not in report.text and "root:" not in report.text


@given(
    st.text(alphabet="<>/=\"' nitfbodypcontentmediahl1&;![]-", max_size=300),
    st.dictionaries(
        st.text(max_size=8),
        st.one_of(st.none(), st.integers(), st.text(max_size=9), st.lists(st.text(max_size=4))),
        max_size=5,
    ),
)
def test_any_xml_and_json_is_read_or_left_out(markup: str, record: dict[str, object]):
    """Broken NITF and odd ninjs give reports and what was left out; never an exception."""
    for name, data in (
        ("a.xml", b"<nitf>" + markup.encode()),
        ("a.xml", markup.encode()),
        ("a.json", json.dumps({**record, "uri": "u", "headline": "h"}).encode()),
        ("a.json", json.dumps([record, {**NINJS, **record}]).encode()),
        ("a.json", markup.encode()),
    ):
        for item in take_original(Original(data=data, location=name)):
            assert isinstance(item, Taken | LeftOut)


def test_a_saved_feed_gives_its_whole_texts(tmp_path: Path):
    """Items with their text are reports; for the others it is said that their pages are needed."""
    items = f"<item><title>A</title><link>https://news.example/a</link><description><![CDATA[{'<p>' + BODY + '</p>'}{('<p>' + BODY + '</p>') * 4}]]></description></item><item><title>B</title><description>Teaser.</description></item>"
    (tmp_path / "feed.xml").write_text(
        f"<rss version='2.0'><channel><title>Coast Today</title>{items}</channel></rss>", "utf-8"
    )
    found = list(collect([tmp_path]))

    assert [type(f) for f in found] == [Report, LeftOut]
    assert found[0].title == "A" and found[0].url == "https://news.example/a"


def test_the_original_of_a_line_is_the_line(tmp_path: Path):
    """Each record of JSON Lines is kept as its own bytes, under its id, address, or words."""
    lines = [
        {"id": 7, "text": BODY},
        {"url": "https://www.News.example/a?utm_source=x#top", "text": BODY + "1"},
        {"text": BODY + "2"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    found = [t for t in take([tmp_path / "a.jsonl"]) if isinstance(t, Taken)]

    assert [json.loads(t.original.data) for t in found] == lines
    assert (
        found[0].key == "id:7" and found[1].key == "url:news.example/a" and found[2].key.startswith("text:")
    )
    assert found[0].original.location == f"{tmp_path / 'a.jsonl'}:1"


def test_lone_surrogates_do_not_come_in(tmp_path: Path):
    """What cannot be written again is replaced, in every field."""
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": BODY + "\ud800", "title": "\udfff", "k\ud800": ["\ud800"]}), "utf-8"
    )
    [taken] = [t for t in take([tmp_path]) if isinstance(t, Taken)]

    repr(taken.report).encode("utf-8")
