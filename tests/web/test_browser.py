"""The workbench in a real browser: reading, following a claim to its words, correcting, keys, paper.

Needs Chromium (Debian's ``chromium``); skips with a reason where there is none.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from .conftest import STORY_TITLE

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWS = ("", "/table", "/timeline", "/lineage", "/compare", "/changes", "/reports", "/exports")
PAGES = ("/", "/reports", "/reports?words=ferry", "/reports/nw-2", "/sources", "/decisions", "/add", "/help")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; install the package chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(told_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``firsthand serve`` as people start it, on a library of its own; its address."""
    place = tmp_path_factory.mktemp("served") / "ferry.firsthand"
    shutil.copy(told_library, place)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("firsthand")), "serve", "--library", str(place)]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--person", "Ana"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        told = [process.stderr.readline() for _ in range(2)]
        assert f"http://127.0.0.1:{port}/" in told[1], told
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing fails and nothing is asked of any other server."""
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("request", lambda r: None if r.url.startswith("http://127.0.0.1:") else troubles.append(r.url))
    yield page
    assert troubles == []


def open_story(page: Page, server: str) -> None:
    page.goto(server + "/?order=biggest")
    page.get_by_role("link", name=STORY_TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(STORY_TITLE)


def test_a_claim_is_followed_to_its_words(page: Page, server: str):
    """From the stories to a story, a point, a claim, and the lit words of its report beside it."""
    open_story(page, server)
    point = page.locator(".point.disputed").first
    point.locator("> details > summary").click()
    claim = point.locator("a.claim").nth(1)
    words = claim.locator("q").inner_text().strip("“”")
    claim.click()

    pane = page.get_by_role("complementary", name="Report")
    expect(pane).to_be_visible()
    assert "".join(pane.locator("mark.lit").all_inner_texts()).split() == words.split()
    expect(pane.locator("mark.lit").first).to_be_in_viewport()
    assert "/claims/" not in page.url
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    expect(claim).to_be_focused()


def test_words_in_the_report_lead_back_to_their_point(page: Page, server: str):
    """A click on other words of the report unfolds the point that they are a claim of."""
    open_story(page, server)
    page.locator(".point > details > summary").first.click()
    page.locator("a.claim").first.click()
    other = page.locator("#pane mark:not(.lit)").last
    key = (other.get_attribute("data-keys") or "").split()[-1]
    other.click()

    expect(page.locator(f"li[id='at-{key}']")).to_be_visible()


def test_everything_goes_by_keys(page: Page, server: str):
    """Stories, points, claims and back, without a mouse."""
    page.goto(server + "/?order=biggest")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=STORY_TITLE)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/*")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    expect(page.locator("#pane")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    assert page.locator(":checked").count() >= 1
    page.keyboard.press("2")
    page.wait_for_url("**/table")
    page.keyboard.press("/")
    page.keyboard.type("helicopters")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports?words=helicopters")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url(server + "/")


def test_the_first_key_skips_to_the_content(page: Page, server: str):
    """Tab reaches the way past the navigation first, and shows it."""
    page.goto(server + "/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")

    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()


def test_points_that_were_joined_are_kept(page: Page, server: str):
    """Two points chosen, joined, seen as one, still one after a reload, and parted again by undoing."""
    open_story(page, server)
    chosen = page.locator("#single .point")
    statements = [chosen.nth(n).locator(".said q").first.inner_text() for n in (0, 3)]
    for n in (0, 3):
        chosen.nth(n).locator("> input").check()
    page.get_by_role("button", name="Join the chosen points").click()

    expect(page.get_by_role("status").first).to_have_text("The points are one now.")
    expect(page.get_by_role("status").first).to_be_in_viewport()
    expect(page.locator("#decided")).to_contain_text("Ana joined into one point")
    page.reload()
    # The page opens at the point that both became.
    joined = page.locator(".point", has=page.locator("details[open]")).first
    expect(joined).to_be_in_viewport()
    expect(joined).to_contain_text("by Ana")
    assert joined.locator("a.claim").count() >= 2
    assert any(s.strip("“”")[:30] in joined.inner_text() for s in statements)
    page.locator("#decided").get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status").first).to_have_text("The decision is undone.")
    expect(page.locator("#decided")).to_have_count(0)


def test_a_speaker_named_beside_the_report_is_kept(page: Page, server: str):
    """Correcting begins at the claim, in the pane, and shows as a person's."""
    open_story(page, server)
    page.locator("#open .point > details > summary").first.click()
    page.locator("#open a.claim").first.click()
    page.get_by_text("Correct this claim").click()
    page.get_by_label("It comes from").fill("Orla Vance")
    page.get_by_role("button", name="Name the speaker").click()

    expect(page.locator("#decided")).to_contain_text("named the speaker: Orla Vance")
    page.locator("#decided").get_by_role("button", name="Undo").first.click()


def test_a_story_is_read_when_it_is_opened(page: Page, server: str):
    """A story that nobody read is read when it is opened, as long as that is short work."""
    page.goto(server + "/")
    page.get_by_role("link", name="Schoolgirl wins national chess title").click()

    expect(page.get_by_role("heading", name="Only one report says")).to_be_visible()


def test_files_are_added_from_the_page(page: Page, server: str, tmp_path: Path):
    """Chosen files go in, what is left out is named, the story is a click away."""
    good, bad = tmp_path / "oro.txt", tmp_path / "bad.jsonl"
    good.write_text("The dam above Oro held on Friday, mayor Ana Pell said. <b>Nobody</b> was hurt.")
    bad.write_text("this is no record\n")
    page.goto(server + "/add")
    page.get_by_label("Choose .txt, .html or .jsonl files").set_input_files([good, bad])

    expect(page.get_by_text("1 new, 0 changed, 0 known already.")).to_be_visible()
    expect(page.locator("[data-left-out]")).to_contain_text("bad.jsonl")
    page.goto(server + "/reports?words=Pell")
    expect(page.get_by_text("<b>Nobody</b>")).to_be_visible()


def test_shared_passages_light_up_together(page: Page, server: str):
    """The key n lights one passage on both sides."""
    open_story(page, server)
    page.get_by_role("link", name="Side by side").click()
    page.wait_for_url("**/compare")  # loaded, its script included
    page.keyboard.press("n")

    for side in page.locator(".sides > section").all():
        expect(side.locator("mark.passage.lit").first).to_be_visible()


def test_it_reads_and_leads_on_without_scripts(browser: Browser, server: str):
    """With scripts off a claim opens as a page of its own."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_story(page, server)
    page.locator(".point > details > summary").first.click()
    page.locator("a.claim").first.click()

    page.wait_for_url("**/claims/*")
    expect(page.locator("mark.lit").first).to_be_visible()
    context.close()


def test_on_paper_it_is_a_brief(page: Page, server: str):
    """Printing leaves out what is for the screen and unfolds the claims of shared points."""
    open_story(page, server)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    for gone in (".masthead", ".tabs", "input[type=checkbox]", ".bar"):
        assert not [e for e in page.locator(gone).all() if e.is_visible()]
    expect(page.locator("#disputed a.claim").first).to_be_visible()
    assert page.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_is_accessible(browser: Browser, server: str, scheme: str, width: int):
    """WCAG 2.2 AA as far as axe-core can tell; nothing is wider than the screen."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    open_story(page, server)
    story = page.url
    rules = {
        "runOnly": {
            "type": "tag",
            "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }
    }
    found: list[str] = []

    def look(name: str, is_whole: bool = True) -> None:
        if is_whole:
            # The picture of the lineage is the briefs'; its links are given as text below it.
            result = Axe().run(page, options=rules)
            found.extend(
                f"{name}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in result.response["violations"]
            )
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{name}: {wide} pixels wide")

    for path in (*(story + view for view in VIEWS), *(server + path for path in PAGES)):
        page.goto(path)
        # The narrow pages have the same structure: it is looked at once for each, and again where they bend.
        look(path, width > 1000 or path in (story, story + "/table", server + "/"))
    page.goto(story)
    page.locator(".point > details > summary").first.click()
    page.locator("a.claim").first.click()
    expect(page.locator("#pane")).to_be_visible()
    page.get_by_text("Correct this claim").click()
    look("the pane")
    context.close()

    assert found == []


def test_attacks_do_not_run(page: Page, server: str, tmp_path: Path):
    """A report full of markup is shown as text in the browser; nothing of it runs."""
    attack = tmp_path / "attack.jsonl"
    attack.write_text(
        '{"id": "x1", "title": "<img src=x onerror=window.hit=1>Quarry flood at Venn", "outlet": "<script>window.hit=1</script>",'
        ' "url": "javascript:window.hit=1", "text": "The quarry at Venn was flooded on Monday, said Ida <svg onload=window.hit=1> Roe."}'
    )
    page.goto(server + "/add")
    page.get_by_label("Choose .txt, .html or .jsonl files").set_input_files([attack])
    expect(page.get_by_text("1 new")).to_be_visible()
    for path in ("/", "/reports?words=quarry", "/reports/x1", "/sources"):
        page.goto(server + path)
        time.sleep(0.1)
        assert page.evaluate("window.hit") is None
        assert page.locator("img, svg[onload], script:not([src])").count() == 0
