"""What a pasted text says of itself: title, outlet, author, agency, and when it was published.

Public: :func:`describe`, :class:`Described`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from firsthand.intake.dating import weekdays_allow
from firsthand.model.names import initials
from firsthand.model.outlets import agency_names, agency_of, is_media
from firsthand.model.report import PublishedBasis

_MONTHS = {
    m: n
    for n, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        1,
    )
    for m in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_CLOCK = r"(?:[ T,/|•-]*(?:at )?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)? ?(?P<half>[ap]\.?m\.?)?(?: ?(?P<zone>[A-Z]{2,4}|[+-]\d\d:?\d\d|Z))?)?"
_DATES = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"(?P<year>\d{{4}})-(?P<number>\d\d)-(?P<day>\d\d){_CLOCK}",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_CLOCK}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}}){_CLOCK}",
        rf"(?P<number>\d\d)/(?P<day>\d\d)/(?P<year>\d{{4}}){_CLOCK}",
    )
)
#: Zones that news prints. IST is India's unless the text speaks of Israel or Ireland first.
_ZONES = {
    "GMT": "+00:00", "UTC": "+00:00", "Z": "+00:00", "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00",
    "EEST": "+03:00", "MSK": "+03:00", "IST": "+05:30", "PKT": "+05:00", "SGT": "+08:00", "HKT": "+08:00", "JST": "+09:00",
    "KST": "+09:00", "AEST": "+10:00", "AEDT": "+11:00", "EST": "-05:00", "EDT": "-04:00", "ET": "-05:00", "CST": "-06:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_PREFIX = re.compile(r"\A\s*(?:date|published|posted)\s*:?\s*(?=\d{4}-\d\d-\d\d\s)", re.IGNORECASE)
_STATED = re.compile(
    r"^\W*(?:first |last )?(?:published|posted|updated|issued|created)\b[ :]*(?:on )?(?:\w+day,? )?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ", re.IGNORECASE)
_CAPTION = re.compile(
    r"\b(?:photo|picture|pictured|image|file|released|taken|via|getty|afp|reuters|ap|epa|handout)\b",
    re.IGNORECASE,
)
_MAY_CREDIT = re.compile(r"[(/©]|[vV][iI][aA] ")  #: seldom there, and quick to look for
_CAME_OUT = re.compile(r"\b(?:released|issued|provided|published|distributed)\b[^.]*$", re.IGNORECASE)
_OLD_PICTURE = re.compile(r"\bfile\b|\barchive", re.IGNORECASE)
_BYLINE = re.compile(
    r"^[ \t]*(?:By|BY|by) (?P<who>[A-Z][\w.’'-]+(?:[ ,]+(?:and |[A-Z])[\w.’'&-]*){0,9})[ \t]*$", re.MULTILINE
)
_DATELINE_AGENCY = re.compile(
    r"^[ \t]*[A-Z][A-Z.,’' -]{2,40}(?:[, ]+[A-Z][\w.’' ]{1,25})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?[ \t]*\((?P<agency>[A-Z][\w ]{1,20})\)[ \t]*(?:—|–|--|-)",
    re.MULTILINE,
)
_BRACKET_AGENCY = re.compile(
    r"^[^\n]{0,60}?\((?P<agency>AP|AFP|Reuters|REUTERS|Xinhua|TASS|UPI|ANI|PTI|IANS|Bloomberg|dpa|PA)\)(?:[ \t]*(?:—|–|--|-)|[ \t]*$)",
    re.MULTILINE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\))[^\n]{0,30}?(?:\d{4})?[, ]*(?:by )?(?:the )?(?P<agency>associated press|agence france-presse|afp|reuters|thomson reuters|bloomberg|xinhua|press association|united press international)",
    re.IGNORECASE,
)
_NAMED_BODY = re.compile(
    r"(?:copyright|©|\(c\)|^[ \t]*by)[ \t]*(?:\d{4})?[ ,]*(?:by )?(?:the )?(?P<name>(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+){1,5})",
    re.IGNORECASE | re.MULTILINE,
)
#: A line under a text that says whose it is, with the years before or after the name.
_HOLDER = re.compile(
    r"^[ \t]*(?:copyright|©|\(c\))[ \t]*(?:©|\(c\))?[ \t]*(?:\d{4}(?:[-–]\d{2,4})?)?[ ,]*(?:by )?(?:the )?"
    r"(?P<name>(?-i:[A-Z])[\w’'-]*(?:\.\w+)?(?: (?:(?-i:[A-Z])[\w’'-]*|of|and|the)){0,5})(?=[ ,]*(?:\d{4}|\.(?!\w)|\||all rights|$))",
    re.IGNORECASE | re.MULTILINE,
)
_COMPANY = re.compile(r",? (?:Company|Corporation|Corp|Group|Inc|Ltd|Limited|LLC|PLC)$")
_PICTURES = re.compile(r"\b(?:Images?|Photos?|Pictures?)$")
_CLOCK_AGENCY = re.compile(
    r"\b\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})? \((?P<agency>[A-Z][\w ]{1,20})\)[ \t]*$",
    re.MULTILINE,
)
#: Sentences under a text by which a desk says whose material is in it.
_HELPED_BY_ALL = (
    r"\b(?:additional|extra) (?:reporting|material) (?:by|from)\b[^\n]*"
    r"|\bwith (?:files|inputs?|reporting|material) (?:from|by)\b[^\n]*|(?<=\. )with (?-i:[A-Z]{2,5})\b[ \t.]*$"
)
_HELPED = re.compile(
    r"[^\n.(]*\bcontributed (?:to|reporting)\b[^\n]*|" + _HELPED_BY_ALL, re.IGNORECASE | re.MULTILINE
)
#: The same where nobody "contributed", which is looked for from every letter on.
_HELPED_OTHERWISE = re.compile(_HELPED_BY_ALL, re.IGNORECASE | re.MULTILINE)
_TAIL_AGENCY = re.compile(r"(?:^|\n)[ \t]*[/—–-]+ ?(?P<agency>AFP|AP|Reuters|Xinhua|TASS|dpa|PTI|ANI)[ \t]*$")
_SECTIONS = re.compile(
    r"\A(?:Home|World|News|India|Politics|Business|Sports?|Opinion|Tech|Technology|Science|Europe|Asia|Africa|Markets|Culture|Health){1,4}(?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Described:
    """What a text states of itself. ``title_start`` is where the title stands in the text."""

    title: str | None = None
    title_start: int | None = None
    author: str | None = None
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    published: str | None = None
    basis: PublishedBasis = "unknown"


def describe(text: str) -> Described:
    """Read a pasted text for what it states of itself. Linear in the text.

    Example:
        >>> found = describe("Dam holds after night of rain\\n\\nApril 2, 2031 / 09:40 GMT\\nThe dam above the town of Oro held on Wednesday after a night of heavy rain, officials of the water board said, and people went home.")
        >>> found.title, found.published, found.basis
        ('Dam holds after night of rain', '2031-04-02T09:40+00:00', 'dateline')
    """
    title, start = find_title(text)
    published, basis = find_published(text)
    byline = _BYLINE.search(text[:1500])
    agencies = find_agencies(text)
    return Described(
        title=title,
        title_start=start,
        author=" ".join(byline.group("who").split()) if byline else None,
        outlet=find_outlet(text, agencies),
        agencies=agencies,
        published=published,
        basis=basis,
    )


def find_title(text: str) -> tuple[str | None, int | None]:
    """The headline at the top, when there is one: a short line without a stop, above prose."""
    lines = _lines(text)
    if len(lines) < 2:
        return None, None
    start, first = lines[0]
    label = _SECTIONS.match(first)
    if label:
        rest = first[label.end() :]
        for at, line in lines[1:4]:
            if line == rest:
                return line, at
        if len(rest.split()) >= 4:
            return rest, start + label.end()
    if len(first) > 160 or not 3 <= len(first.split()) <= 28 or re.search(r"[.;:,]$", first):
        return None, None
    if (
        first[0].islower()
        or _BYLINE.match(first)
        or _PREFIX.match(first)
        or parse_date(first)
        or not any(len(line) > 120 for _, line in lines[1:])
    ):
        return None, None
    return first, start


def find_published(text: str) -> tuple[str | None, PublishedBasis]:
    """When a text says it was published, and how it says so."""
    prefix = _PREFIX.match(text)
    if prefix:
        found = parse_date(text[prefix.end() :], text)
        if found:
            return found, "metadata"
    head = _lines(text)[:14]
    for _, line in head:
        stated = _STATED.match(line)
        bare = line[stated.end() :] if stated else _WEEKDAY.sub("", line)
        whole = _whole_date(bare)
        if whole is not None and (stated or len(bare) - len(whole.group()) < 4):
            found = parse_date(bare, text)
            if found:
                return found, "dateline"
    for pattern in (r"\bupdated: ?(?=\d{4}-\d\d-\d\d)",):
        update = re.search(pattern, text[:800], re.IGNORECASE)
        if update:
            found = parse_date(text[update.end() :], text)
            if found:
                return found, "dateline"
    days: dict[date, bool] = {}  # of captions, with whether the picture came out that day
    for _, line in _lines(text):
        if (
            len(line) < 700
            and _MAY_CREDIT.search(line)
            and _CAPTION.search(line)
            and not _OLD_PICTURE.search(line)
            and re.search(
                r"\((?:photo|image|picture|ap photo)|via |/ ?(?:AFP|AP|Reuters|Getty)|©",
                line,
                re.IGNORECASE,
            )
        ):
            for written in _DATES[1:3]:
                for match in written.finditer(line):
                    if day := _day(match):
                        days[day] = days.get(day, False) or bool(_CAME_OUT.search(line[: match.start()]))
    if days:
        # A picture may be older than the report: its day counts where the text's weekdays lead up to it.
        newest = max(days)
        if weekdays_allow(newest, text, behind=1 if days[newest] else 0):
            return newest.isoformat(), "caption"
    return None, "unknown"


def find_agencies(text: str) -> tuple[str, ...]:
    """Agencies that are credited for the text (not for a picture), in order of the credits.

    An agency that no table knows shows itself: a dateline gives its letters and a byline or copyright
    line its name ("PORT ALDEN (MPA) —", "By Meridian Press Agency").
    """
    found: list[str] = list(_unlisted(text))
    patterns = (
        (_DATELINE_AGENCY, text[:2500]),
        (_BRACKET_AGENCY, text[:500]),
        (_CLOCK_AGENCY, text[:800]),
        (_COPYRIGHT, text if _may_hold_copyright(text) else ""),
        (_TAIL_AGENCY, text.rstrip()[-200:]),
    )
    for credit, where in patterns:
        if credit in _IN_BRACKETS and "(" not in where:
            continue
        for match in credit.finditer(where):
            agency = agency_of(match.group("agency"))
            if agency and agency not in found:
                found.append(agency)
    foot_text = text.rstrip()[-800:]
    by_desk = _HELPED if "contributed" in foot_text.lower() else _HELPED_OTHERWISE
    for helped in by_desk.finditer(foot_text):
        for name in agency_names().findall(helped.group()):
            agency = agency_of(name)
            if agency and agency not in found:
                found.append(agency)
    byline = _BYLINE.search(text[:1500])
    if byline:
        for part in re.split(r",| and ", byline.group("who")):
            agency = agency_of(part.strip())
            if agency and agency not in found:
                found.append(agency)
    foot = [line for _, line in _lines(text)[-2:] if len(line) < 60]
    for line in foot:
        parts = [agency_of(p.strip()) for p in re.split(r" [-/,] |, | and ", line)]
        if parts and all(parts):
            found += [p for p in parts if p and p not in found]
    return tuple(found)


def find_outlet(text: str, agencies: tuple[str, ...] = ()) -> str | None:
    """The outlet that a copyright line under the text or a byline over it names; an agency is none.

    Example:
        >>> find_outlet("The dam held.\\n© 2031 Oro Herald. All rights reserved.")
        'Oro Herald'
        >>> find_outlet("By Ana Pell, Oro Herald\\nThe dam held."), find_outlet("By Ana Pell\\nThe dam held.")
        ('Oro Herald', None)
    """
    named = [found.group("name") for found in _HOLDER.finditer(text, max(0, len(text) - 800))]
    byline = _BYLINE.search(text[:1500])
    if byline:
        named += [part for part in re.split(r", ?", byline.group("who"))[1:] if is_media(part)]
    for name in named:
        name = _COMPANY.sub("", name.strip())
        if not (agency_of(name) or name in agencies or _PICTURES.search(name)):
            return name
    return None


#: Credits that stand in brackets, which most texts do not begin with.
_IN_BRACKETS = (_DATELINE_AGENCY, _BRACKET_AGENCY, _CLOCK_AGENCY)


def _may_hold_copyright(text: str) -> bool:
    """Whether looking for a copyright line is worth while: most reports have none, and are long."""
    return "©" in text or "(c)" in (lowered := text.lower()) or "copyright" in lowered


def _unlisted(text: str) -> tuple[str, ...]:
    dateline = _DATELINE_AGENCY.search(text[:2500])
    letters = dateline.group("agency") if dateline else ""
    if not re.fullmatch(r"[A-Z]{2,6}", letters) or agency_of(letters):
        return ()
    for match in _NAMED_BODY.finditer(text):
        if initials(match.group("name")) == letters.lower():
            return (match.group("name"),)
    return (letters,)


def parse_date(words: str, context: str = "") -> str | None:
    """An ISO 8601 date or time at the start of ``words``, or None.

    Example:
        >>> parse_date("June 3, 2031 / 11:10 IST"), parse_date("31 June 2031")
        ('2031-06-03T11:10+05:30', None)
    """
    whole = _whole_date(words)
    day = _day(whole) if whole else None
    if whole is None or day is None:
        return None
    hour, minute = whole.group("hour"), whole.group("minute")
    if hour is None:
        return day.isoformat()
    h, m = int(hour), int(minute)
    half = (whole.group("half") or "").lower().replace(".", "")
    if half == "pm" and h < 12:
        h += 12
    if half == "am" and h == 12:
        h = 0
    if h > 23 or m > 59:
        return day.isoformat()
    zone = whole.group("zone") or ""
    offset = _ZONES.get(zone.upper(), zone if zone[:1] in "+-" else "")
    if zone.upper() == "IST" and not re.search(r"\bIndia", context):
        lead = context[:3000]
        if lead.count("Israel") >= 3:
            offset = "+02:00"
        elif lead.count("Dublin") + lead.count("Irish") >= 3:
            offset = "+01:00"
    return f"{day.isoformat()}T{h:02d}:{m:02d}{offset}"


def _whole_date(words: str) -> re.Match[str] | None:
    words = words.strip()
    for pattern in _DATES:
        found = pattern.match(words)
        if found:
            return found
    return None


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = (
        int(groups["number"])
        if groups.get("number")
        else _MONTHS.get((groups.get("month") or "").lower().rstrip("."), 0)
    )
    try:
        found = date(int(groups["year"]), month, int(groups["day"]))
    except ValueError:
        return None
    return found if 1800 <= found.year <= 2200 else None


def iso(value: object) -> str | None:
    """A publication time as given in a record or markup, as ISO 8601; None when it is none."""
    if not isinstance(value, str) or not value.strip():
        return None
    words = value.strip()
    try:
        made = datetime.fromisoformat(words)
    except ValueError:
        return parse_date(re.sub(r"^\w+day,? ", "", words), words)
    return words if made.year >= 1800 else None


#: A day as a path holds it: "/2031/04/02/", "/2031/apr/02/", "/2031-04-02".
_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)(?:/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|$)|-(\d\d)-(\d\d)(?=[/-]|$))",
    re.ASCII | re.IGNORECASE,
)
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_of_address(url: str | None) -> str | None:
    """The day under which an address files its page; None where it tells none, or no such day exists.

    Example:
        >>> day_of_address("https://post.example/world/2031/apr/02/ferry-runs-aground")
        '2031-04-02'
    """
    try:
        found = _IN_PATH.search(urlsplit(url or "").path)
    except ValueError:
        return None
    if found is None:
        return None
    month, number = found[2] or found[4], found[3] or found[5]
    try:
        named = _SHORT_MONTHS.index(month.lower()) + 1 if month.isalpha() else int(month)
        return date(int(found[1]), named, int(number)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _lines(text: str) -> tuple[tuple[int, str], ...]:
    """The lines that hold anything, and where each begins; four questions of one text ask for them."""
    found, at = [], 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line:
            found.append((at + len(raw) - len(raw.lstrip()), line))
        at += len(raw)
    return tuple(found)
