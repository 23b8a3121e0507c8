"""Noise: what stands in a report's text and is no part of what it tells.

Furniture of pages (navigation, advertisements, links to other reports), captions about something
else, bylines, datelines, dates and the boilerplate under a text are marked with their kind; the text
stays as it is. A line of prose taken for noise loses claims, so every rule asks for a mark that prose
does not carry, and a caption that speaks of the report's own matter is kept.

Public: :func:`find_noise`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from firsthand.model import Noise, Report
from firsthand.model.names import is_country_word
from firsthand.model.outlets import agency_of
from firsthand.model.reading import NoiseKind


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that are noise wherever they stand. ``examples`` are run as tests."""

    kind: NoiseKind
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


def _rule(kind: NoiseKind, pattern: str, *examples: str) -> Rule:
    return Rule(kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE), examples)


def _cased(kind: NoiseKind, pattern: str, *examples: str) -> Rule:
    return Rule(kind, re.compile(pattern, re.MULTILINE), examples)


#: Noise that its own words show. Each pattern is anchored to a line or to brackets.
RULES = (
    _rule("date", r"\A\s*(?:date|published|posted)\s*:?\s*\d{4}-\d\d-\d\d\s", " date 2031-04-02 Rain fell"),
    _rule(
        "advertisement",
        r"^[ \t]*(?:story |article )?(?:continues?|continued) below(?: this)?(?: advertisement| ad)?[ \t]*$",
        "Story continues below Advertisement",
    ),
    _rule(
        "advertisement",
        r"^[ \t]*advertisement(?:s)?(?:[ \t]*continue reading the main story)?[ \t]*$|^[ \t]*sponsored(?: content)?[ \t]*$",
        "Advertisement",
        "ADVERTISEMENT Continue reading the main story",
    ),
    _rule(
        "navigation",
        r"^[ \t]*(?:continue reading the main story|scroll down for (?:video|more)|skip to (?:main )?content|close|share"
        r"|video|photos?|menu|read more|show more|view gallery|newslook|slideshow[ \t]*\(\d+ images?\)|play video"
        r"|(?:click )?to (?:subscribe|share)|comments?(?: \(\d+\))?|most (?:read|popular)|trending|live updates)[ \t.:»]*$",
        "Video",
        "Read More",
        "Slideshow (4 Images)",
    ),
    _rule("navigation", r"\A(?:CLOSE)\s+(?=[A-Z])", "CLOSE A ship sank"),
    _rule(
        "related",
        r"^[ \t]*(?:read(?: more| also| next)?|see also|also read|related(?: article| story| stories)?|more|watch(?: now)?"
        r"|recommended|don['’]t miss|in pictures)[ \t]*:[ \t]*\S.*$",
        "READ: Harbour opens again",
        "Related: Ten things to know",
    ),
    _rule(
        "navigation",
        r"^[ \t]*newsletter sign up\b.*$|^.{0,80}please verify you['’]re not a robot.*$|^[ \t]*(?:sign up (?:for|to)|subscribe to)"
        r" (?:our|the|receive|get)\b.{0,200}$|^[ \t]*follow (?:us|\w+(?: \w+){0,5}) on (?:twitter|facebook|x|instagram)\b.*$"
        r"|^[ \t]*read or share this story:.*$|^[ \t]*most read in \w+\b.*$|^[ \t]*(?:please )?enable javascript\b.*$"
        r"|^[ \t]*\d+ (?:shares?|comments?)[ \t]*$|^[ \t]*enlarge this image\b.{0,120}$",
        "Newsletter Sign Up Continue reading",
        "Follow us on Facebook",
        "Read or Share this story: example.org",
    ),
    _rule(
        "boilerplate",
        r"^[ \t]*(?:copyright\b|©|\(c\) ?\d{4}).{0,400}(?:rights reserved|copyright|associated press|reuters|\bafp\b|\d{4}).*$",
        "Copyright 2031 The Harbour Press. All rights reserved.",
    ),
    _rule("boilerplate", r"^.{0,120}\ball rights reserved\b.*$", "All rights reserved. No part may be reprinted."),
    _rule(
        "boilerplate",
        r"^.{0,60}\btranscripts are (?:created|made|produced)\b[^\n]*$",
        "Our transcripts are produced in haste by a contractor.",
    ),
    _rule(
        "byline",
        r"\((?:additional |extra )?(?:reporting|writing|editing|compiled) by [^()]{3,300}\)|^[ \t]*(?:additional )?reporting by "
        r"[^\n]{3,200}$",
        "(Reporting by A. Oro; editing by B. Pell)",
    ),
    _cased("byline", r"^[ \t]*(?:By|BY) [A-Z][\w.’'-]+(?: (?:and |[A-Z])[\w.’'-]*){1,8}(?:,[^.\n]{2,40})?[ \t]*$", "By Ana Oro"),
    _rule(
        "boilerplate",
        r"\((?:photo|image|picture|file photo|video|ap photo|screengrab)\b[^()\n]{0,120}\)|\([^()\n]{0,80}(?:/|via |, )\s*(?:AP|AFP"
        r"|Reuters|Getty(?: Images)?|EPA|Associated Press|PA)\)|©[ \t]?[^\n(]{2,60}\((?:AFP|AP|Reuters|EPA|Getty)\)",
        "(Photo by A. Oro / AFP)",
        "(A. Oro, File/Associated Press)",
        "© Ana Oro (AFP)",
    ),
    _rule(
        "boilerplate",
        r"(?<=[.…\w)”\"’'])[ \t]*\([ \t]?/?[ \t]?(?:the )?(?:associated press|ap|afp|agence france-?presse|reuters|epa|getty images|pa)"
        r"(?: photo)?\)(?![ \t]*[-–—])",
        "ended. ( /Associated Press)",
        "(Oro press office) (Associated Press)",
    ),
    _cased(
        "boilerplate",
        r"(?<=[.!?”\"] )[A-Z][A-Za-z]+[ \t]*$|^(?:Reuters|REUTERS|AFP|EPA|Getty Images)(?= [A-Z][a-z]+ (?!News|Agency|Photo|TV))",
        "A ship lies in the harbour. Newsreel",
        "Reuters Oro says it knew nothing",
    ),
    _rule("caption", r"^[ \t]*(?:screen ?grab|screenshot|stock (?:photo|image))\b[^\n.]{0,160}(?:\([^()\n]{1,60}\))?[ \t]*$", "Screengrab of the mayor's page (PA)"),
    _cased("dateline", r"^[ \t]*\((?:CNN|AP|AFP|Reuters|REUTERS|UPI|Xinhua|ANI|PTI)\)(?:[ \t]*[-–—]+)?(?=[ \t]*[A-Z“\"])", "(CNN) A ship sank"),
    _rule(
        "navigation",
        r"^[ \t]*(?:https?://|www\.)\S+[ \t]*$|^[ \t]*pic\.twitter\.com/\S+[ \t]*$|^[ \t]*@\w+[ \t]*$"
        r"|^[ \t]*(?:check us out|find us|like us|join us|follow us)\b.{0,60}[:@]?[ \t]*$"
        r"|^[ \t]*(?:click|tap) here\b.{0,120}$",
        "https://example.org/harbour",
        "Check us out on Facebook:",
    ),
    _rule(
        "boilerplate",
        r"^[ \t]*[—–-]{1,2} ?[^\n@]{2,60}\(@\w+\)[^\n]{0,40}$|\bposted by [A-Z][^\n]{2,60} on \w+day, \d{1,2} \w+ \d{4}[ \t]*$",
        "— Ana Oro (@anaoro) April 2, 2031",
    ),
    _rule(
        "boilerplate",
        r"^[ \t]*(?:to )?(?:contact|reach|e-?mail|write to)\b[^\n]{0,160}\b[\w.+-]+@[\w-]+\.\w[^\n]{0,60}$|^[ \t]*[\w.+-]+@[\w-]+\.[\w.]+[ \t]*$"
        r"|^[ \t]*information from:[^\n]{0,200}$|^[ \t]*_{2,}[ \t]*$|^[ \t]*\*{3,}[ \t]*$"
        r"|^[ \t]*(?:the )?associated press (?:writers?|reporters?|journalists?)\b[^\n]{0,200}\bcontributed\b[^\n]{0,60}$"
        r"|^[ \t]*(?:with (?:files|reporting) from|this (?:story|article|report|post) (?:has been|was) (?:updated|corrected|originally published|first published))\b[^\n]{0,300}$",
        "Contact Ana Oro at oro@example.org",
        "Information from: Harbour Daily, http://example.org",
    ),
    _rule(
        "caption",
        r"^[ \t]*image (?:copyright|source)\b[^\n]{0,80}$|^[ \t]*(?:image|media) caption\b(?=[ \t]*$)",
        "Image copyright Harbour Press",
    ),
    _cased(
        "boilerplate",
        r"(?:(?<=[.\d] )|^)[ \t]*REUTERS/[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}[ \t]*$|^[ \t]*(?:Getty(?: Images)?|AFP or licensors"
        r"|Getty - Contributor)\b[ \t]*$|(?<=\n)(?:Getty - Contributor|AFP or licensors)",
        "June 3. REUTERS/Ana Oro",
    ),
    _cased("boilerplate", r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+ / (?:Agence France-?[Pp]resse|AFP|AP|Reuters)[ \t]*$", "Ana Oro / AFP"),
    _cased(
        "caption",
        r"^[ \t]*(?:[A-Z][\w’'-]+ [A-Z][\w’'-]+ )?Photographer: [^\n]{3,60}$",
        "Ana Oro Photographer: B. Pell/Agency",
    ),
    _rule(
        "caption",
        r"^[ \t]*FILE ?[-–—]+ ?In this [^\n]{3,80}?photo\b[^\n]*?[a-z]{3}\.(?=\s|$)",
        "FILE - In this May 3, 2011, file photo, a ship lies in the harbour of Oro.",
    ),
    _cased(
        "caption",
        r"^[ \t]*[A-Z]\w+(?: [A-Z]\w+)?[’']s [A-Z][\w-]+ [A-Z][\w-]+ (?:discusses|reports on|explains|talks about|looks at) [^\n]{10,160}\.[ \t]*$",
        "Channel Four’s Ana Oro discusses the price of herring.",
    ),
    _rule("navigation", r"^[ \t]*story highlights:?(?=[ \t]|$)", "Story highlights A ship sank"),
    _cased("byline", r"^[ \t]*[A-Z][A-Z.’' -]+, (?:HOST|ANCHOR|PRESENTER):[ \t]*$", "ANA ORO, HOST:"),
    _rule("date", r"\bupdated: ?\d{4}-\d\d-\d\d \d\d:\d\d\b", "Updated: 2031-04-02 07:10"),
    _rule("boilerplate", r"^[ \t]*\([A-Z][\w ]+ \d\d/\d\d/\d{4} page ?\d+\)[ \t]*$", "(Harbour Daily 04/02/2031 page1)"),
)  # fmt: skip

_DATE_LINE = re.compile(
    r"^[ \t]*(?:(?:first )?(?:published|updated|posted|last updated)[ :]*)?(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]*\.? \d{4}|\d{4}-\d\d-\d\d)(?:[ /|,•-]+\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?)?[ \t]*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^[ \t]*(?:[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}(?:, [A-Z][\w.’' ]{2,25})?(?:, (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\.? \d{1,2})?[ \t]*(?:\([A-Z][\w ]{1,20}\))?)[ \t]*(?:—|–|--|-)[ \t]+(?=\S)"
)
_SECTIONS = "Home|World|News|India|Politics|Business|Sports?|Opinion|Tech|Technology|Science|Europe|Asia|Africa|Markets|Culture|Health"
_GLUED_LABEL = re.compile(rf"\A(?:{_SECTIONS}){{1,4}}(?=[A-Z][a-z’'.]+ )")
_CREDIT = re.compile(
    r"\((?:photo|image|picture|ap photo)\b[^()\n]{0,120}\)|\b(?:via (?:reuters|ap|afp|getty|kns)|getty images|(?-i:Reuters|REUTERS|AP|AFP)/(?-i:[A-Z][\w.’'-]+ [A-Z]))"
    r"|\bfile photo\b|©",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"^(?:FILE\b|This (?:picture|photo|image|handout)|In this [^.]{0,60}(?:photo|image|picture)|A (?:wo)?man (?:reacts|walks|looks)|\(L(?:-R)?\))"
)
#: Capitalised in captions whatever they show.
_CAPTION_WORDS = frozenset(
    "the this that these file photo picture image via reuters afp getty images associated press"
    " handout courtesy one two for from january february march april may june july august september"
    " october november december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday"
    " wednesday thursday friday saturday sunday".split()
)
_ENDS_LIKE_PROSE = re.compile(r"[.!?…:;,][”\"’')\]]*$|[”\"]$|\.{3}$")
#: A headline may end in a quotation, which has no stop of its own.
_ENDS_IN_A_TITLE = re.compile(r"[^.!?…,][’”\"']$")
_SNIPPET = re.compile(r"^\.\.\. \S|\s\.\.\. .*\s\.\.\.(?:\s|$)")
_PROGRAMME = re.compile(
    r"\b(?:on|in) (?:this|today['’]s|tonight['’]s) (?:episode|edition|show|programme|program|broadcast)\b",
    re.IGNORECASE,
)
#: Who speaks, before a turn of a broadcast's transcript: "ANA ORO, HOST:", "PELL:".
_SPEAKS = re.compile(r"^[ \t]*[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}(?:, [A-Z][A-Z ]+)?:(?=\s|$)")
#: What speakers of a broadcast say to each other and not of the matter.
_COURTESY = re.compile(
    r"(?:(?:and|well|so|ok(?:ay)?|all right),? )*(?:(?:many )?thanks?\b|thank you|you[’']re (?:very )?welcome|good (?:morning|evening|afternoon)"
    r"|(?:it[’']s )?(?:good|great|nice|a pleasure) to (?:be (?:with|here)|have you|talk)|hi\b|hello\b|goodbye|welcome (?:back|to)"
    r"|my pleasure|i[’']m [A-Z][\w’'-]+ [A-Z][\w’'-]+[.!]|stay (?:tuned|with us)|(?:and,? )?(?:of course,? )?we(?:[’']ll| will) (?:have more|be back|bring you)"
    r"|[^.!?]{0,40}\b(?:we[’']re going to|we[’']ll|we) have to leave it there)[^.!?]{0,80}[.!?]*\s*",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^(?:Meanwhile|Separately|Elsewhere|In other (?:news|developments)|In (?:a separate|an unrelated|another) \w+|Also (?:on|in)\b)"
)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?![\s”\"’']|$)[^.!?]*)*[.!?]*[”\"’']*\s*")
_BORN_CAPITAL = re.compile(r"(?<=[\w,;:’'\"”)] )[A-Z][\w’'-]{2,}")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|may|might|shows?|\w{2,}[^\We]ed)\b"
)
_ENDS_IN_CREDIT = re.compile(r"\((?:[^()\n]{0,60}[/ ])?(?:PA|AP|AFP|Reuters|EPA|Getty(?: Images)?)\)$")
_WORD = re.compile(r"[^\W\d_][\w’'-]+")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find_noise(report: Report) -> tuple[Noise, ...]:
    """Mark what is no part of the report.

    Returns:
        Stretches in order, none overlapping another, without white space at their ends but for a
        scraped date prefix.

    Cost: linear in the text.
    """
    text = report.text
    found: list[Noise] = []
    for rule in RULES:
        found.extend(
            Noise(m.start(), m.end(), rule.kind) for m in rule.pattern.finditer(text) if m.end() > m.start()
        )
    label = _GLUED_LABEL.match(text)
    if label and _repeats(text, label.end()):
        found.append(Noise(0, label.end(), "navigation"))
    lines = _lines(text)
    central = _central_words(report, lines)
    seen: set[str] = set()
    for line in lines:
        if _DATE_LINE.match(line.text):
            found.append(Noise(line.start, line.end, "date"))
        elif dateline := _DATELINE.match(line.text):
            found.append(Noise(line.start, line.start + len(dateline.group().rstrip()), "dateline"))
        if _CREDIT.search(line.text) or _PICTURED.match(line.text):
            if line.text in seen or not _speaks_of(line.text, central):
                found.append(Noise(line.start, line.end, "caption"))
            seen.add(line.text)
        is_label = _ENDS_IN_CREDIT.search(line.text) and not _FINITE.search(line.text)
        if _is_bare(line.text) or (is_label and not _speaks_of(line.text, central)):
            found.append(Noise(line.start, line.end, "boilerplate" if agency_of(line.text) else "navigation"))
    furniture = {(n.start, n.end) for n in found}
    found.extend(_trailing_headlines([x for x in lines if (x.start, x.end) not in furniture], central))
    found.extend(_other_matter(text, lines))
    found.extend(_courtesies(lines))
    return _merged(text, found)


def _is_bare(line: str) -> bool:
    """A line of one word, or of agencies and outlets only: a label or a credit, never prose."""
    if agency_of(line) is not None:
        return True
    if len(line.split()) == 1:
        return line[-1] not in ".!?”\"’'…" or not any(c.isalnum() for c in line)
    parts = [part for part in re.split(r"\s[-–—/|]\s|,\s|\sand\s", line) if part]
    return len(parts) > 1 and all(agency_of(part.strip()) for part in parts)


def _other_matter(text: str, lines: list[_Line]) -> list[Noise]:
    """What tells of other events: a page of search results, a programme's list, a last part that begins
    with "Meanwhile" and names nobody whom the report has named."""
    snippets = sum(bool(_SNIPPET.search(line.text)) for line in lines)
    if snippets and 3 * snippets >= len(lines):
        return [Noise(line.start, line.end, "related") for line in lines]
    found: list[Noise] = []
    for line in lines:
        if _PROGRAMME.search(line.text):
            found.extend(_listed(line))
    for k in range(max(1, len(lines) // 4), len(lines)):
        if _ELSEWHERE.match(lines[k].text):
            before, after = _named(lines[:k]), _named(lines[k:])
            if len(after) >= 4 and len(before & after) <= 0.12 * len(after):
                found.append(Noise(lines[k].start, lines[-1].end, "related"))
                break
    return found


def _courtesies(lines: list[_Line]) -> list[Noise]:
    """Of a broadcast's transcript what its speakers say to each other: "Good morning.", "ORO: You're welcome."."""
    turns = [_SPEAKS.match(line.text) for line in lines]
    if sum(turn is not None for turn in turns) < 2:
        return []
    found: list[Noise] = []
    for line, turn in zip(lines, turns, strict=True):
        at = turn.end() if turn else 0
        said = [m for m in _SENTENCE.finditer(line.text, at) if m.group().strip()]
        polite = [m for m in said if _COURTESY.fullmatch(m.group().strip())]
        if turn and said and len(polite) == len(said):
            found.append(Noise(line.start, line.end, "boilerplate"))
        else:
            found.extend(Noise(line.start + m.start(), line.start + m.end(), "boilerplate") for m in polite)
    return found


def _listed(line: _Line) -> list[Noise]:
    """Of a programme's list, what shares no weighty word with its first sentence."""
    sentences = [m for m in _SENTENCE.finditer(line.text) if m.group().strip()]
    if len(sentences) < 3:
        return []
    first = {w.lower() for w in _WORD.findall(sentences[0].group()) if len(w) > 4}
    return [
        Noise(line.start + m.start(), line.start + m.end(), "related")
        for m in sentences[1:]
        if not first & {w.lower() for w in _WORD.findall(m.group()) if len(w) > 4}
    ]


def _named(lines: list[_Line]) -> set[str]:
    """Capitalised words inside sentences, but for countries and the calendar."""
    words = {w.lower() for line in lines for w in _BORN_CAPITAL.findall(line.text)}
    return (
        {re.sub(r"['’]s?$", "", w) for w in words if not is_country_word(w)}
        - _CAPTION_WORDS
        - {"new", "year", "eve"}
    )


def _lines(text: str) -> list[_Line]:
    lines, at = [], 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            start = at + raw.index(body[0])
            lines.append(_Line(start, start + len(body), body))
        at += len(raw)
    return lines


def _repeats(text: str, at: int) -> bool:
    """Whether the line from ``at`` stands again: a title printed under its breadcrumb."""
    title = text[at:].split("\n", 1)[0].strip()
    return len(title) > 15 and (text.count(title) > 1 or len(text[:at]) > 5)


def _central_words(report: Report, lines: list[_Line]) -> Counter[str]:
    """Words of the title, the lead and those that the body repeats, lower-cased."""
    words: Counter[str] = Counter()
    prose = [
        line
        for line in lines
        if len(line.text) > 80 and not (_CREDIT.search(line.text) or _PICTURED.match(line.text))
    ]
    for line in prose:
        words.update({w.lower() for w in _WORD.findall(line.text) if w[0].isupper() and len(w) > 2})
    head = " ".join([report.title or "", *(line.text for line in prose[:2])])
    for word in _WORD.findall(head):
        if word[0].isupper() and len(word) > 2:
            words[word.lower()] += 2
    return words


def _speaks_of(caption: str, central: Counter[str]) -> bool:
    """Whether a caption names somebody or something central to the report.

    Countries and their people do not count: two reports of one war share them and nothing else.
    """
    names = {w.lower() for w in _WORD.findall(caption) if w[0].isupper() and len(w) > 2} - _CAPTION_WORDS
    return any(central[n] >= 2 for n in names if not is_country_word(n))


def _trailing_headlines(lines: list[_Line], central: Counter[str]) -> list[Noise]:
    """Headlines of other reports after the last line of prose; ``lines`` are without known furniture."""
    tail: list[_Line] = []
    for line in reversed(lines):
        n_words = len(line.text.split())
        if _ENDS_LIKE_PROSE.search(line.text) and not _ENDS_IN_A_TITLE.search(line.text):
            break
        if not 3 <= n_words <= 25 or len(line.text) > 180:
            break
        tail.append(line)
    # The whole text may be a list of short lines; then nothing tells headlines from report.
    if not tail or len(tail) >= len(lines) - 1:
        return []
    if len(tail) == 1:
        shared = [w for w in _WORD.findall(tail[0].text) if w[0].isupper() and central[w.lower()] >= 3]
        if shared or not tail[0].text[0].isupper() or len(tail[0].text.split()) > 16:
            return []
    return [Noise(line.start, line.end, "related") for line in tail]


def _merged(text: str, found: list[Noise]) -> tuple[Noise, ...]:
    """In order, trimmed, without overlap: the longer of two stays whole."""
    out: list[Noise] = []
    for noise in sorted(found, key=lambda n: (n.start, -n.end, n.kind)):
        start, end = noise.start, noise.end
        if noise.kind != "date" or start > 0:
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
        if out and start < out[-1].end:
            start = out[-1].end
        if end > start and any(not c.isspace() for c in text[start:end]):
            out.append(Noise(start, end, noise.kind))
    return tuple(out)
