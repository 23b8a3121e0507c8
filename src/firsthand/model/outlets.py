"""Agencies and outlets: who sells text to others, and which names stand for one publisher.

General knowledge as of 2026-11, kept short and open to extension; nobody is rated. Outlets that are
not listed are what their own name says.

Public: :data:`AGENCIES`, :func:`agency_of`, :func:`outlet_name`, :func:`is_media`,
:func:`known_media`, :class:`Families`, :func:`parse_families`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from firsthand.model.names import fold

#: Agency → the forms in which text credits name it.
AGENCIES: dict[str, tuple[str, ...]] = {
    "Associated Press": ("AP", "The Associated Press", "A.P."),
    "Reuters": ("Thomson Reuters",),
    "Agence France-Presse": ("AFP", "Agence France Presse"),
    "Bloomberg": ("Bloomberg News",),
    "Xinhua": ("Xinhua News Agency",),
    "TASS": ("Itar-Tass", "TASS news agency"),
    "RIA Novosti": ("RIA",),
    "Interfax": ("Interfax-Ukraine",),
    "KCNA": ("Korean Central News Agency",),
    "Yonhap": ("Yonhap News Agency",),
    "Kyodo": ("Kyodo News",),
    "Jiji Press": ("Jiji",),
    "dpa": ("Deutsche Presse-Agentur",),
    "ANSA": (),
    "EFE": (),
    "PA": ("Press Association", "PA Media"),
    "UPI": ("United Press International",),
    "IANS": (),
    "PTI": ("Press Trust of India",),
    "ANI": (),
    "Anadolu": ("Anadolu Agency", "AA"),
    "Ukrinform": (),
    "The Canadian Press": ("Canadian Press", "CP"),
    "AAP": ("Australian Associated Press",),
    "CNN": ("CNN Wire",),
}

#: Host → outlet, for hosts whose name says nothing to a reader.
HOSTS: dict[str, str] = {
    "nytimes.com": "The New York Times",
    "washingtonpost.com": "The Washington Post",
    "wsj.com": "The Wall Street Journal",
    "usatoday.com": "USA Today",
    "latimes.com": "Los Angeles Times",
    "theguardian.com": "The Guardian",
    "independent.co.uk": "The Independent",
    "dailymail.co.uk": "Daily Mail",
    "telegraph.co.uk": "The Daily Telegraph",
    "thesun.co.uk": "The Sun",
    "thetimes.co.uk": "The Times",
    "ft.com": "Financial Times",
    "bbc.com": "BBC",
    "bbc.co.uk": "BBC",
    "cnn.com": "CNN",
    "npr.org": "NPR",
    "abcnews.go.com": "ABC News",
    "cbsnews.com": "CBS News",
    "nbcnews.com": "NBC News",
    "foxnews.com": "Fox News",
    "bloomberg.com": "Bloomberg",
    "reuters.com": "Reuters",
    "apnews.com": "Associated Press",
    "aljazeera.com": "Al Jazeera",
    "rt.com": "RT",
    "japantimes.co.jp": "The Japan Times",
    "chinadaily.com.cn": "China Daily",
    "xinhuanet.com": "Xinhua",
    "france24.com": "France 24",
    "dw.com": "Deutsche Welle",
    "straitstimes.com": "The Straits Times",
    "scmp.com": "South China Morning Post",
    "timesofindia.indiatimes.com": "The Times of India",
    "hindustantimes.com": "Hindustan Times",
    "moneycontrol.com": "Moneycontrol",
    "inquirer.net": "Inquirer",
    "businessinsider.com": "Business Insider",
    "gizmodo.com": "Gizmodo",
    "huffingtonpost.com": "HuffPost",
    "sky.com": "Sky News",
}

#: Words by which a name shows that it is of the news trade.
MEDIA_WORDS = frozenset(
    "news times post herald tribune gazette journal daily press agency media newspaper newspapers"
    " magazine broadcaster television tv radio agencies outlet outlets network insider guardian"
    " telegraph observer mail express sun mirror chronicle star globe standard examiner dispatch"
    " inquirer bulletin courier record wire channel".split()
)

_AGENCY_FORMS = [form for name, forms in AGENCIES.items() for form in (name, *forms)]
_AGENCY_BY_FORM = {fold(form): name for name, forms in AGENCIES.items() for form in (name, *forms)}
_KNOWN_OUTLETS = {fold(name) for name in HOSTS.values()} | {
    fold(n.removeprefix("The ")) for n in HOSTS.values()
}


@lru_cache(maxsize=4096)
def agency_of(name: str) -> str | None:
    """The agency that a credit names, or None.

    Example:
        >>> agency_of("The Associated Press"), agency_of("AFP"), agency_of("Harbour Post")
        ('Associated Press', 'Agence France-Presse', None)
    """
    key = fold(name)
    found = _AGENCY_BY_FORM.get(key) or _AGENCY_BY_FORM.get(key.removeprefix("the "))
    if found:
        return found
    trimmed = re.sub(
        r"^(?:state |russian |chinese |official )*(?:news agency|media outlet|state media|agency)? ?", "", key
    )
    trimmed = re.sub(r" (?:news agency|agency|news)$", "", trimmed)
    return _AGENCY_BY_FORM.get(trimmed)


@lru_cache(maxsize=4096)
def outlet_name(outlet: str) -> str:
    """The name of an outlet as readers know it, from its name or host.

    Example:
        >>> outlet_name("www.nytimes.com"), outlet_name("uk.reuters.com"), outlet_name("Harbour Post")
        ('The New York Times', 'Reuters', 'Harbour Post')
    """
    host = outlet.lower().removeprefix("www.")
    parts = host.split(".")
    for start in range(len(parts) - 1):
        known = HOSTS.get(".".join(parts[start:]))
        if known:
            return known
    return outlet


@lru_cache(maxsize=4096)
def is_media(name: str) -> bool:
    """Whether a name is of the news trade: an agency, a known outlet, or shown so by its words.

    Example:
        >>> is_media("Russian news agencies"), is_media("the New York Times"), is_media("Ana Oro")
        (True, True, False)
    """
    key = fold(name).removeprefix("the ")
    if agency_of(name) is not None or key in _KNOWN_OUTLETS:
        return True
    words = key.split()
    return bool(words) and (
        words[-1] in MEDIA_WORDS or bool({"news", "media", "newspaper", "broadcaster"} & set(words))
    )


@lru_cache(maxsize=1)
def known_media() -> re.Pattern[str]:
    """A pattern for the agencies and outlets of the tables, as texts write them."""
    return _pattern([form for form in (*_AGENCY_FORMS, *HOSTS.values()) if len(form) > 2])


@lru_cache(maxsize=1)
def agency_names() -> re.Pattern[str]:
    """A pattern for the agencies of the table, as texts write them.

    Example:
        >>> agency_names().findall("A Reuters reporter and The Associated Press contributed; APPLE did not.")
        ['Reuters', 'Associated Press']
    """
    return _pattern(_AGENCY_FORMS)


def _pattern(names: list[str]) -> re.Pattern[str]:
    forms = sorted({n.removeprefix("The ") for n in names if len(n) > 1}, key=lambda n: (-len(n), n))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b")


@dataclass(frozen=True, slots=True)
class Families:
    """Which outlets have one publisher: rows of (host or name of an outlet, publisher), nobody rated.

    A later row overrules an earlier one, so a user's rows go behind the shipped ones.

    Example:
        >>> known = Families((("harbourpost.example", "North Press"), ("The Courier", "North Press")))
        >>> known.publisher("www.harbourpost.example"), known.publisher("Courier"), known.publisher("Gazette")
        ('North Press', 'North Press', 'Gazette')
    """

    rows: tuple[tuple[str, str], ...] = ()

    def publisher(self, outlet: str) -> str:
        """The publisher of an outlet; an outlet that no row has is its own."""
        known = _by_outlet(self)
        host = outlet.lower().removeprefix("www.").split("/")[0]
        parts = host.split(".")
        for start in range(len(parts) - 1):
            found = known.get(".".join(parts[start:]))
            if found:
                return found
        name = outlet_name(outlet)
        return known.get(fold(name).removeprefix("the ")) or name

    def __add__(self, other: Families) -> Families:
        return Families(self.rows + other.rows)


@lru_cache(maxsize=8)
def _by_outlet(families: Families) -> dict[str, str]:
    return {
        (key.lower() if "." in key else fold(key).removeprefix("the ")): publisher
        for key, publisher in families.rows
    }


def parse_families(text: str) -> Families:
    """Families from lines of tab-separated fields: publisher, outlet, hosts (with blanks), source, date.

    Blank lines and those that begin with ``#`` are passed over.

    Raises:
        ValueError: A line has fewer than three fields; the message names the line.

    Example:
        >>> parse_families("North Press\\tThe Courier\\tcourier.example").rows
        (('The Courier', 'North Press'), ('courier.example', 'North Press'))
    """
    rows = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) < 3 or not fields[0] or not (fields[1] or fields[2]):
            raise ValueError(
                f"line {number}: found {len(fields)} tab-separated fields ({line[:60]!r}), expected "
                "publisher, outlet, hosts[, source, date]; put tabs between them"
            )
        rows += [(key, fields[0]) for key in (fields[1], *fields[2].split()) if key]
    return Families(tuple(rows))
