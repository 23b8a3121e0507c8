"""Names: when two of them name one person, body or group.

The same name comes in many spellings: with and without first names, initials, titles, hyphens and
accents; a ministry by its country's name or its adjective. ``name_key`` brings these to one form;
``same_name`` compares two. Standard library only: claims, lineage and reading all need it.

Public: :func:`name_key`, :func:`same_name`, :func:`same_in_report`, :class:`KnownNames`, :func:`is_group`,
:func:`is_described`, :func:`country_of`, :func:`is_people`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: Country → the words that stand for it: its adjective, people, short forms and, for those that news
#: uses so, its capital. The first is the key.
COUNTRIES: dict[str, tuple[str, ...]] = {
    "afghanistan": ("afghan", "kabul"),
    "albania": ("albanian", "tirana"),
    "algeria": ("algerian", "algiers"),
    "argentina": ("argentine", "argentinian", "buenos aires"),
    "armenia": ("armenian", "yerevan"),
    "australia": ("australian", "canberra"),
    "austria": ("austrian", "vienna"),
    "azerbaijan": ("azerbaijani", "baku"),
    "bahrain": ("bahraini",),
    "bangladesh": ("bangladeshi", "dhaka"),
    "belarus": ("belarusian", "minsk"),
    "belgium": ("belgian",),
    "bolivia": ("bolivian",),
    "bosnia": ("bosnian", "sarajevo"),
    "brazil": ("brazilian", "brasilia"),
    "bulgaria": ("bulgarian", "sofia"),
    "cambodia": ("cambodian", "phnom penh"),
    "cameroon": ("cameroonian",),
    "canada": ("canadian", "ottawa"),
    "chad": ("chadian",),
    "chile": ("chilean", "santiago"),
    "china": ("chinese", "beijing", "prc"),
    "colombia": ("colombian", "bogota"),
    "congo": ("congolese", "kinshasa"),
    "costa rica": ("costa rican",),
    "croatia": ("croatian", "zagreb"),
    "cuba": ("cuban", "havana"),
    "cyprus": ("cypriot", "nicosia"),
    "czechia": ("czech", "czech republic", "prague"),
    "denmark": ("danish", "copenhagen"),
    "ecuador": ("ecuadorian", "quito"),
    "egypt": ("egyptian", "cairo"),
    "estonia": ("estonian", "tallinn"),
    "ethiopia": ("ethiopian", "addis ababa"),
    "eu": ("european union",),
    "finland": ("finnish", "helsinki"),
    "france": ("french", "paris"),
    "georgia": ("georgian", "tbilisi"),
    "germany": ("german", "berlin"),
    "greece": ("greek", "athens"),
    "guatemala": ("guatemalan",),
    "haiti": ("haitian",),
    "honduras": ("honduran",),
    "hungary": ("hungarian", "budapest"),
    "iceland": ("icelandic", "reykjavik"),
    "india": ("indian", "new delhi"),
    "indonesia": ("indonesian", "jakarta"),
    "iran": ("iranian", "tehran"),
    "iraq": ("iraqi", "baghdad"),
    "ireland": ("irish", "dublin"),
    "israel": ("israeli",),
    "italy": ("italian", "rome"),
    "japan": ("japanese", "tokyo"),
    "jordan": ("jordanian", "amman"),
    "kazakhstan": ("kazakh", "astana"),
    "kenya": ("kenyan", "nairobi"),
    "korea": ("korean",),
    "kosovo": ("kosovar", "pristina"),
    "kuwait": ("kuwaiti",),
    "latvia": ("latvian", "riga"),
    "lebanon": ("lebanese", "beirut"),
    "libya": ("libyan", "tripoli"),
    "lithuania": ("lithuanian", "vilnius"),
    "malaysia": ("malaysian", "kuala lumpur"),
    "mali": ("malian", "bamako"),
    "mexico": ("mexican", "mexico city"),
    "moldova": ("moldovan", "chisinau"),
    "mongolia": ("mongolian",),
    "morocco": ("moroccan", "rabat"),
    "myanmar": ("burmese", "burma"),
    "nepal": ("nepali", "nepalese", "kathmandu"),
    "netherlands": ("dutch", "the hague"),
    "new zealand": ("wellington",),
    "nicaragua": ("nicaraguan",),
    "niger": ("nigerien",),
    "nigeria": ("nigerian", "abuja"),
    "north korea": ("north korean", "n korea", "dprk", "pyongyang", "democratic people s republic of korea"),
    "norway": ("norwegian", "oslo"),
    "oman": ("omani",),
    "pakistan": ("pakistani", "islamabad"),
    "palestine": ("palestinian",),
    "panama": ("panamanian",),
    "peru": ("peruvian", "lima"),
    "philippines": ("philippine", "filipino", "manila"),
    "poland": ("polish", "warsaw"),
    "portugal": ("portuguese", "lisbon"),
    "qatar": ("qatari", "doha"),
    "romania": ("romanian", "bucharest"),
    "russia": ("russian", "russian federation", "moscow", "kremlin"),
    "rwanda": ("rwandan", "kigali"),
    "saudi arabia": ("saudi", "riyadh"),
    "senegal": ("senegalese",),
    "serbia": ("serbian", "belgrade"),
    "singapore": ("singaporean",),
    "slovakia": ("slovak", "bratislava"),
    "slovenia": ("slovenian",),
    "somalia": ("somali", "mogadishu"),
    "south africa": ("south african", "pretoria"),
    "south korea": ("south korean", "s korea", "republic of korea", "seoul"),
    "south sudan": ("south sudanese", "juba"),
    "spain": ("spanish", "madrid"),
    "sri lanka": ("sri lankan", "colombo"),
    "sudan": ("sudanese", "khartoum"),
    "sweden": ("swedish", "stockholm"),
    "switzerland": ("swiss", "bern"),
    "syria": ("syrian", "damascus"),
    "taiwan": ("taiwanese", "taipei"),
    "tanzania": ("tanzanian",),
    "thailand": ("thai", "bangkok"),
    "tunisia": ("tunisian", "tunis"),
    "turkey": ("turkish", "turkiye", "ankara"),
    "uganda": ("ugandan", "kampala"),
    "uk": ("british", "britain", "united kingdom", "great britain", "u k", "london"),
    "ukraine": ("ukrainian", "kyiv", "kiev"),
    "un": ("united nations", "u n"),
    "us": ("american", "united states", "u s", "usa", "united states of america", "washington"),
    "uzbekistan": ("uzbek",),
    "venezuela": ("venezuelan", "caracas"),
    "vietnam": ("vietnamese", "hanoi"),
    "yemen": ("yemeni", "sanaa"),
    "zambia": ("zambian",),
    "zimbabwe": ("zimbabwean", "harare"),
}

#: Country → its further names, where the table's forms hold some.
_NOUNS: dict[str, frozenset[str]] = {
    "uk": frozenset({"britain", "united kingdom", "great britain", "u k"}),
    "us": frozenset({"united states", "u s", "usa", "united states of america"}),
    "un": frozenset({"united nations", "u n"}),
    "eu": frozenset({"european union"}),
    "north korea": frozenset({"n korea", "dprk", "democratic people s republic of korea"}),
    "south korea": frozenset({"s korea", "republic of korea"}),
    "russia": frozenset({"russian federation"}),
    "czechia": frozenset({"czech republic"}),
    "turkey": frozenset({"turkiye"}),
    "myanmar": frozenset({"burma"}),
    "china": frozenset({"prc"}),
}

#: Spellings of one word.
SPELLINGS = {
    "defense": "defence",
    "labor": "labour",
    "center": "centre",
    "organisation": "organization",
    "ministers": "minister",
    "centers": "centre",
    "centres": "centre",
    "agencies": "agency",
    "department": "ministry",
    "govt": "government",
}

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame gen general lt lieutenant col colonel maj"
    " major capt captain sgt adm admiral president vice prime minister premier chancellor secretary"
    " senator sen rep representative gov governor mayor king queen prince princess pope judge justice"
    " chairman chairwoman chief spokesman spokeswoman spokesperson leader former late acting interim"
    " director commander ambassador envoy rev reverend father sheikh ayatollah imam officer detective"
    " sheriff".split()
)
#: Legal forms of firms.
LEGAL_FORMS = frozenset(
    "inc corp corporation co company ltd limited llc llp plc ag sa nv group holdings".split()
)
#: Words that end bodies' names and name no body by themselves.
BODY_WORDS = LEGAL_FORMS | frozenset(
    "bank partners ministry department agency council university college school association authority"
    " administration committee party times news post hospital clinic church temple synagogue court police army"
    " navy force guard club institute foundation office service services board commission federation league"
    " union airlines airways air tv radio television press journal daily network studios media house parliament"
    " congress senate assembly cabinet bureau society fund trust team center centre museum theater theatre"
    " organization organisation nations alliance coalition front movement command corps division brigade squad"
    " exchange securities insurance motors energy systems technologies semiconductors industries international"
    " airline laboratories labs government military officials spokesman spokeswoman lines railways railway ferries"
    " shipping logistics".split()
)
#: Given names that are common in news in English: alone they name no one person.
GIVEN_NAMES = frozenset(
    "adam ahmed alan albert alex alexander ali alice amanda amy ana andrea andrew angela ann anna anne anthony"
    " antonio ari arthur barbara ben benjamin bill bob brian bruce carl carlos carol catherine charles chris"
    " christian christine christopher claire daniel dave david deborah dennis diana donald donna dorothy doug"
    " douglas edward elena elizabeth emily emma eric eva fatima frank fred gary george gerald grace greg hannah"
    " harold harry hassan heather helen henry hugh ian ibrahim irene ivan jack jacob jacques james jane janet jason"
    " jean jeff jennifer jeremy jerry jessica jim joan joe john jonathan jose joseph joshua juan judith julia"
    " julie karen kate katherine keith kelly kenneth kevin larry laura lauren leslie linda lisa liz louis luis"
    " marco margaret maria marie mark martha martin mary matt matthew megan michael michelle miguel mike"
    " mohamed mohammed muhammad nancy natalie nathan nicholas nick nicole olga oliver olivia omar pamela patricia"
    " patrick paul pedro peter philip pierre rachel ralph raymond rebecca richard robert roger ronald rose roy"
    " russell ruth ryan sally sam samuel sandra sara sarah scott sean sharon simon sofia sophie stephanie stephen"
    " steve steven sue susan tamara teresa terry theresa thomas tim timothy tina todd tom tony tyler victor"
    " victoria vincent vladimir walter wayne wendy william yusuf zachary".split()
)
_FILLERS = frozenset({"the", "of", "a", "an", "and", "for", "s", "in", "at"})
_GROUP = re.compile(
    r"\b(?:officials|authorities|sources|analysts|experts|witnesses|police|prosecutors|investigators|lawmakers|agencies|media|reports"
    r"|residents|activists|rescuers|doctors|diplomats|soldiers|people|someone|some|many|several|others|aides|lawyers|researchers"
    r"|scientists|economists|critics|observers|firefighters|officers|locals|relatives|families|neighbou?rs|source|official|person)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"^[A-Z]{2,8}$")

#: Adjectives of countries that with an s name their people.
_PEOPLES = frozenset(form for forms in COUNTRIES.values() for form in forms if form.endswith(("n", "i")))

_LONGEST_FIRST = sorted(
    (
        (tuple(form.split()), country)
        for country, forms in COUNTRIES.items()
        for name in (*forms, country)
        for form in (name, name + "s")
    ),
    key=lambda row: (-len(row[0]), row),
)
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _form, _country in _LONGEST_FIRST:
    _BY_FIRST.setdefault(_form[0], []).append((_form, _country))

DETERMINERS = frozenset({"a", "an", "the", "one", "some", "several", "two", "his", "her", "its", "their"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without accents; marks become blanks.

    Example:
        >>> fold("Kim Jong-un’s Côte d'Azur")
        'kim jong un s cote d azur'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", plain.lower()).split())


@lru_cache(maxsize=65536)
def name_key(name: str) -> tuple[str, ...]:
    """The words of a name in one form: countries by one word, one spelling, no fillers, in order.

    Example:
        >>> name_key("UK Defense Ministry"), name_key("the British defence ministry")
        (('uk', 'defence', 'ministry'), ('uk', 'defence', 'ministry'))
        >>> name_key("Britain's Ministry of Defence")
        ('uk', 'ministry', 'defence')
    """
    words = fold(name).split()
    out: list[str] = []
    i = 0
    while i < len(words):
        for form, country in _BY_FIRST.get(words[i], ()):
            if tuple(words[i : i + len(form)]) == form:
                out.append(country)
                i += len(form)
                break
        else:
            if words[i] not in _FILLERS:
                out.append(SPELLINGS.get(words[i], words[i]))
            i += 1
    return tuple(out)


@lru_cache(maxsize=65536)
def country_of(name: str) -> str | None:
    """The country whose name, adjective or capital the name holds first, in lower case.

    Example:
        >>> country_of("a top Kremlin official"), country_of("Ana Oro")
        ('russia', None)
    """
    return next((word for word in name_key(name) if word in COUNTRIES), None)


def is_country_word(word: str) -> bool:
    """Whether a single word names a country, its people or its capital."""
    key = name_key(word)
    return len(key) == 1 and key[0] in COUNTRIES


def is_people(name: str) -> bool:
    """Whether a name is of the people of a country or of many of them, not of anybody who speaks for it.

    Example:
        >>> is_people("young Norwegians"), is_people("Norway"), is_people("Norwegian officials")
        (True, False, False)
    """
    words = fold(name).split()
    one = words[-1].removesuffix("s") if words else ""
    return bool(words) and words[-1] != one and one in _PEOPLES


def country_nouns(country: str) -> frozenset[str]:
    """The forms that name the country itself, folded: no adjective, no people, no capital.

    Example:
        >>> sorted(country_nouns("uk"))
        ['britain', 'great britain', 'u k', 'uk', 'united kingdom']
    """
    return _NOUNS.get(country, frozenset()) | {country}


def title_of(country: str) -> str:
    """A country's key as it is written.

    Example:
        >>> title_of("south korea"), title_of("uk")
        ('South Korea', 'UK')
    """
    return country.upper() if len(country) == 2 else country.title()


def is_group(name: str) -> bool:
    """Whether a name stands for people who are not named one by one.

    Example:
        >>> is_group("South Korean officials"), is_group("Ana Oro")
        (True, False)
    """
    return bool(_GROUP.search(name))


def is_described(name: str) -> bool:
    """Whether a source is described and not named.

    Example:
        >>> [is_described(n) for n in ("officials", "a person briefed on the talks", "Harbour Trust", "Ana Oro")]
        [True, True, False, False]
    """
    words = name.split()
    if is_group(name) or not words:
        return True
    rest = words[1:] if words[0].lower() in DETERMINERS else words
    return all(word[:1].islower() for word in rest)


def initials(name: str) -> str:
    """The first letters of the weighty words, in lower case ("Korean Central News Agency" → "kcna")."""
    return "".join(word[0] for word in fold(name).split() if word not in _FILLERS)


@lru_cache(maxsize=65536)
def same_name(a: str, b: str) -> bool:
    """Whether two names name one.

    True for equal keys, an acronym and its long form, a person with and without first names, initials
    or titles, and a body with its words in another order. Groups are one only when their words are.

    Symmetric; a name is the same as itself.

    Example:
        >>> same_name("Sergei K. Shoigu", "Mr Shoigu"), same_name("KCNA", "Korean Central News Agency")
        (True, True)
        >>> same_name("Russian officials", "Sergei Shoigu"), same_name("Kim Jong Un", "Kim Yo Jong")
        (False, False)
        >>> same_name("John", "John Pell"), same_name("Post", "Harbour Post"), same_name("Oro Inc.", "Oro")
        (False, False, True)
    """
    x, y = name_key(a), name_key(b)
    if x == y:
        return bool(x) or a == b
    if not x or not y:
        return False
    if sorted(x) == sorted(y):
        return True
    if _acronym(a, b) or _acronym(b, a):
        return True
    if is_group(a) or is_group(b):
        return False
    return _one_body_or_person(x, y)


def same_in_report(a: str, b: str) -> bool:
    """Whether two names of one report name one, where the report gives the fuller one.

    As :func:`same_name`, and a single word may also be a given name: a report that has named Ana Oro
    may go on with "Ana". Of two reports that would join strangers.

    Example:
        >>> same_in_report("Ana", "Ana Oro"), same_name("Ana", "Ana Oro")
        (True, False)
    """
    if same_name(a, b):
        return True
    x, y = sorted((_bare(name_key(a)), _bare(name_key(b))), key=len)
    return len(x) == 1 and len(y) > 1 and x[0] == y[0] and x[0] in GIVEN_NAMES


class KnownNames:
    """Names numbered as they come; one that names the same as an earlier one gets its number.

    As asking :func:`same_name` of every earlier name, the first that is the same; only those are asked that
    have a word in common or may be each other's letters.

    Example:
        >>> known = KnownNames()
        >>> [known.number(n) for n in ("Ana Oro", "Blue Strait Lines", "Ms Oro", "BSL", "Ben Pell")]
        [0, 1, 0, 1, 2]
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        self._by_mark: dict[str, list[int]] = {}

    def number(self, name: str) -> int:
        """The number of the name."""
        marks = _marks(name)
        asked = sorted({k for mark in marks for k in self._by_mark.get(mark, ())})
        found = next((k for k in asked if same_name(name, self._names[k])), len(self._names))
        if found == len(self._names):
            self._names.append(name)
            for mark in marks:
                self._by_mark.setdefault(mark, []).append(found)
        return found


class SameNames:
    """Which of some names name the same as another, asked of those alone that have a mark in common with it.

    Cost: linear in the names to build; each new name asked for is compared with those that share a word.

    Example:
        >>> sorted(SameNames(["Ana Oro", "Ms Oro", "Ben Pell"]).of("Oro"))
        ['Ana Oro', 'Ms Oro']
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_mark: dict[str, list[str]] = {}
        self._found: dict[str, frozenset[str]] = {}
        for name in sorted(set(names)):
            for mark in _marks(name):
                self._by_mark.setdefault(mark, []).append(name)

    def of(self, name: str) -> frozenset[str]:
        """Those that name the same."""
        if name not in self._found:
            asked = {other for mark in _marks(name) for other in self._by_mark.get(mark, ())}
            self._found[name] = frozenset(other for other in asked if same_name(name, other))
        return self._found[name]


def _marks(name: str) -> set[str]:
    """What two names of one have at least one of in common: words, and the letters that may stand for them."""
    letters = [*_letters_of(name), *filter(None, [_short(name)])]
    # A name without a word is the same as itself alone.
    return {*(name_key(name) or (name,)), *(f"({one})" for one in letters)}


def _acronym(short: str, long: str) -> bool:
    word = _short(short)
    return bool(word) and word in _letters_of(long)


@lru_cache(maxsize=65536)
def _short(name: str) -> str:
    """The letters of an acronym in lower case; nothing for other names."""
    word = re.sub(r"[.\s]", "", name)
    return word.lower() if _ACRONYM.match(word) else ""


@lru_cache(maxsize=65536)
def _letters_of(name: str) -> tuple[str, ...]:
    """The letters that may stand for a name of several words."""
    words = fold(name).split()
    # "North Korea's Korean Central News Agency": the country before a name is no part of its letters.
    forms = [words, *(words[n:] for n in (1, 2, 3) if country_of(" ".join(words[:n])))]
    return tuple(initials(" ".join(form)) for form in forms if len(form) > 1)


def _bare(key: tuple[str, ...]) -> tuple[str, ...]:
    """Without titles, and without a firm's legal form at the end."""
    words = [w for w in key if w not in TITLES]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return tuple(words)


def _one_body_or_person(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """One's words are among the other's, in order, titles, legal forms and initials aside."""
    p, q = sorted((_bare(x), _bare(y)), key=len)
    if not p:
        return False
    if p == q:
        return True
    if len(p) == len(q) and len(p) > 1:
        return p[-1] == q[-1] and all(_initial(v, w) for v, w in zip(p[:-1], q[:-1], strict=True))
    if len(p) == 1:
        # People by last names; bodies, and people of countries whose family names come first, by first words.
        word = p[0]
        if len(word) < 3 or word in COUNTRIES or word in BODY_WORDS or word in GIVEN_NAMES or len(q) > 4:
            return False
        return word == q[-1] or (word == q[0] and q[-1] not in BODY_WORDS - LEGAL_FORMS)
    # A name may carry an office before it or one more family name behind it.
    is_fuller = q[: len(p)] == p and (len(p) >= 3 or (p[0] in GIVEN_NAMES and q[-1] not in BODY_WORDS))
    if q[-len(p) :] == p or is_fuller:
        return True
    # Drop single-letter initials of the longer, then it must hold the shorter as a whole.
    bare = tuple(w for w in q if len(w) > 1)
    return p == bare or (p[-1] == q[-1] and p[0] == q[0])


def _initial(v: str, w: str) -> bool:
    return v == w or ((len(v) == 1 or len(w) == 1) and v[0] == w[0])
