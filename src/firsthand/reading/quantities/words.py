"""The words of the number grammar: a table that a person can read and extend.

Everything the rules know about vocabulary stands here and nowhere else: number words, scales, vague
numbers with their convention, modifiers, verbs of rise and fall, currencies, and words that make a
number a name. Units of measure stand in :mod:`firsthand.reading.quantities.measures`. Keys are lower
case unless a comment says that case matters.
"""

from __future__ import annotations

from typing import Final, NamedTuple

# ---------------------------------------------------------------- number words
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
ONES: Final = {word: number for number, word in enumerate(_SMALL.split())}
TENS: Final = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
} | {"fourty": 40}
SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "quadrillion": 1_000_000_000_000_000,
}
#: Short scales after digits, in any case ("$3.4bn", "2mln").
SHORT_SCALES: Final = {
    "bn": 10**9,
    "bln": 10**9,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "tn": 10**12,
    "trn": 10**12,
    "cr": 10**7,
}
#: Letters that are a scale after money, case kept as printed ("£2m", "$40K"), and those that are one
#: glued to a bare number too ("4.3M", "10K"); a small "m" after a bare number is a metre.
MONEY_LETTERS: Final = {"m": 10**6, "M": 10**6, "k": 10**3, "K": 10**3, "b": 10**9, "B": 10**9, "T": 10**12}
BARE_LETTERS: Final = {"M": 10**6, "K": 10**3, "k": 10**3}

#: "a dozen", "two dozen", "three score"; "a couple", "a pair".
GROUPS: Final = {"dozen": 12, "score": 20, "gross": 144}
PAIRS: Final = {"couple": 2, "pair": 2, "duo": 2, "trio": 3}

ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100, "thousandth": 1000}
#: Denominators in words: "two-thirds", "a quarter of". "second" is none: it is an ordinal or a time.
PARTS: Final = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
    "hundredth": 100,
    "hundredths": 100,
}
#: "Half the city", "half its staff"; and halves that are a stretch of play, or the one of two.
OWNERS: Final = frozenset("the its their his her our your my".split())
#: Words before a share that stands alone: "by half", "more than a third".
BEFORE_SHARE: Final = frozenset("by about nearly almost than roughly around over under only just".split())
#: Units that news halves: "half a mile", "half an hour", "a half-inch", "a quarter point".
HALVED_UNITS: Final = frozenset(
    "percent percentage per mile kilometre kilometer metre meter inch foot acre ton tonne pound ounce pint "
    "gallon litre liter hour minute day year decade century point cent".split()
)
OTHER_HALVES: Final = frozenset("first second other better latter top bottom former".split())
GLYPHS: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip


class Vague(NamedTuple):
    """What a vague word stands for: the number to count with, and the bounds that the word allows."""

    value: int
    low: int
    high: int
    convention: str


#: ACLED counts "dozens" as 12 and "hundreds" as 100, the least that the word allows; the upper bound is
#: where the next larger word begins. See docs/decisions/0005.
ACLED: Final = "ACLED"
#: What dictionaries give for words that ACLED does not name.
DICTIONARY: Final = "dictionary"
VAGUE_PLURALS: Final = {
    "tens": Vague(10, 10, 100, ACLED),
    "dozens": Vague(12, 12, 120, ACLED),
    "scores": Vague(20, 20, 200, ACLED),
    "hundreds": Vague(100, 100, 1_000, ACLED),
    "thousands": Vague(1_000, 1_000, 10_000, ACLED),
    "lakhs": Vague(100_000, 100_000, 1_000_000, ACLED),
    "millions": Vague(10**6, 10**6, 10**7, ACLED),
    "crores": Vague(10**7, 10**7, 10**8, ACLED),
    "billions": Vague(10**9, 10**9, 10**10, ACLED),
    "trillions": Vague(10**12, 10**12, 10**13, ACLED),
}
VAGUE_WORDS: Final = {
    "several": Vague(3, 3, 9, DICTIONARY),
    "handful": Vague(5, 3, 9, DICTIONARY),
    "few": Vague(3, 3, 9, DICTIONARY),
}
#: "scores" is also what players get: it counts things only before "of".
NEEDS_OF: Final = frozenset({"tens", "scores"})

# ------------------------------------------------------------------ modifiers
#: "Nearly 80" is about 80 and no more: shown as "~", bounded from above by the number itself.
NEARLY: Final = "~<"
#: Phrases right before a number, longest first when matched, and what they make of it.
BEFORE: Final = {
    # at or above
    "more than": ">", "greater than": ">", "at least": ">", "no fewer than": ">", "no less than": ">",
    "not less than": ">", "not fewer than": ">", "over": ">", "above": ">", "upwards of": ">",
    "upward of": ">", "in excess of": ">", "exceeding": ">", "exceeds": ">", "exceeded": ">",
    "north of": ">", "well over": ">", "just over": ">", "well above": ">", "just above": ">",
    "slightly more than": ">", "a little more than": ">", "a little over": ">", "slightly over": ">",
    "a minimum of": ">", "minimum of": ">", "minimum": ">", "topping": ">", "topped": ">",
    "surpassing": ">", "surpassed": ">", "better than": ">", "as few as": ">", "as little as": ">",
    "over than": ">", "greater than or equal to": ">", "more than or equal to": ">", "> =": ">",
    "less than or equal to": "<", "fewer than or equal to": "<", "< =": "<", "larger than": ">", "higher than": ">", "longer than": ">", "older than": ">",
    "faster than": ">", "bigger than": ">", "passed": ">", "beyond": ">", "from at least": ">",
    ">": ">", "≥": ">", "⩾": ">", "starting at": ">",
    # at or below
    "less than": "<", "fewer than": "<", "lower than": "<", "under": "<", "below": "<", "up to": "<",
    "as many as": "<", "as much as": "<", "at most": "<", "no more than": "<", "not more than": "<",
    "just under": "<", "just below": "<", "well under": "<", "well below": "<", "slightly less than": "<",
    "slightly under": "<", "a little less than": "<", "a little under": "<", "a maximum of": "<",
    "maximum of": "<", "maximum": "<", "a max of": "<", "max": "<", "shy of": "<", "just shy of": "<",
    "south of": "<", "smaller than": "<", "shorter than": "<", "younger than": "<", "sub": "<", "<": "<",
    "≤": "<", "⩽": "<", "as high as": "<", "as long as": "<", "as far as": "<", "as large as": "<",
    "as big as": "<", "as late as": "<", "as low as": ">", "no higher than": "<", "capped at": "<",
    # about
    "about": "~", "around": "~", "roughly": "~", "approximately": "~", "approx": "~", "approx.": "~",
    "some": "~", "nearly": NEARLY, "almost": NEARLY, "close to": NEARLY, "an estimated": "~", "estimated": "~",
    "the estimated": "~", "circa": "~", "c.": "~", "ca.": "~", "~": "~", "≈": "~", "∼": "~", "±": "~",
    "in the region of": "~", "in the neighborhood of": "~", "in the neighbourhood of": "~",
    "in the order of": "~", "on the order of": "~", "somewhere around": "~", "or about": "~",
    "barely": "~", "virtually": NEARLY, "practically": NEARLY, "nigh on": NEARLY, "an approximate": "~",
    "approximate": "~", "near": "~", "nearing": NEARLY, "approaching": NEARLY, "averaged": "~",
    "averaging": "~", "averages": "~", "at about": "~", "what appeared to be": "~", "perhaps": "~",
    "maybe": "~", "likely": "~", "an apparent": "~", "estimated at": "~", "thought to be": "~",
    # exactly
    "exactly": "=", "precisely": "=", "just": "=", "only": "=", "a total of": "=", "total of": "=",
    "all": "=", "a record": "=", "a mere": "=", "a whopping": "=", "a staggering": "=", "a combined": "=",
    "a further": "=", "an additional": "=", "another": "=", "even": "=", "fully": "=", "a full": "=",
}  # fmt: skip
#: After these "up to" leads to a level that was reached; elsewhere it is a bound.
CREEPING: Final = frozenset(
    "back inching inched inches edging edged edges creeping crept creeps ticking ticked ticks moving moved "
    "moves going went climbing climbed bumped bumping".split()
)
#: What one has, wins or fears "over" something: "over" is no bound after these.
OVER_WHAT: Final = frozenset(
    "control power authority influence victory win wins triumph lead advantage sovereignty jurisdiction "
    "dispute disputes row clash concern concerns fear fears anger outrage doubts questions lawsuit talks "
    "deadlock edge flew flying presided".split()
)
#: Phrases right after a number or its noun.
AFTER: Final = {
    "or more": ">", "or above": ">", "or over": ">", "or higher": ">", "or greater": ">", "or older": ">",
    "or better": ">", "or longer": ">", "and over": ">", "and above": ">", "and older": ">", "and up": ">",
    "and counting": ">", "plus": ">", "- plus": ">", "at least": ">", "at a minimum": ">", "+": ">",
    "or less": "<", "or fewer": "<", "or under": "<", "or below": "<", "or lower": "<", "or younger": "<",
    "and under": "<", "and below": "<", "at most": "<", "tops": "<", "at the most": "<", "maximum": "<",
    "or so": "~", "- ish": "~", "ish": "~", "- odd": "~", "odd": "~", "or thereabouts": "~",
    "give or take": "~", "approximately": "~",
}  # fmt: skip

_UP = (
    "rise rises rose risen rising climb climbs climbed climbing gain gains gained gaining jump jumps jumped "
    "jumping surge surges surged surging soar soars soared soaring increase increases increased increasing "
    "advance advances advanced advancing grow grows grew grown growing rally rallies rallied add adds added "
    "adding up leap leaps leaped leapt edged spike spikes spiked rocketed skyrocketed swelled rebounded "
    "higher"
)
_DOWN = (
    "fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease "
    "decreases decreased decreasing lose loses lost losing slide slides slid sliding slump slumps slumped "
    "plunge plunges plunged plunging plummet plummets plummeted plummeting tumble tumbles tumbled tumbling "
    "sink sinks sank shed sheds shedding slip slips slipped slipping down dip dips dipped dipping shrink "
    "shrinks shrank shrunk cut lowered reduced contracted shaved lower retreated eased tanked"
)
DIRECTIONS: Final = {word: "up" for word in _UP.split()} | {word: "down" for word in _DOWN.split()}
#: "edged down 0.2 percent": the particle decides, so the verb alone must not.
NEUTRAL_VERBS: Final = frozenset({"edged"})
#: Verbs that "up" belongs to: "racked up $284 billion" is no rise.
PHRASAL_UP: Final = frozenset(
    "racked racking picked picking made makes make making set sets gave give giving took put came ran "
    "showed signed lined backed bought pony cough coughed drew saved saving added adds".split()
)
#: "First lady", "second hand": ordinals that are part of a name for something.
FIXED_ORDINALS: Final = frozenset("class lady aid hand name amendment thing world rate degree".split())
#: "One-time", "one-way": no count.
ONE_COMPOUNDS: Final = frozenset("time way off on sided stop size to man woman party and upmanship".split())
#: Words that may stand between a verb of change and its number.
BETWEEN_VERB_AND_NUMBER: Final = frozenset(
    {"by", "another", "only", "just", "even", "as", "back", "sharply", "slightly", "further", "more"}
)
#: Multiplying verbs are numbers themselves: "more than doubled".
MULTIPLIERS: Final = {
    "doubled": 2, "doubling": 2, "doubles": 2, "tripled": 3, "tripling": 3, "triples": 3, "trebled": 3,
    "quadrupled": 4, "quadrupling": 4, "quintupled": 5, "halved": 0, "halving": 0,
}  # fmt: skip


# ----------------------------------------------------------------- currencies
class Currency(NamedTuple):
    """ISO 4217 code and the English name that the account prints."""

    code: str
    name: str


_C = Currency
#: Signs and codes before a number. Case matters: "Rs", not "RS" or "rs".
CURRENCY_SIGNS: Final = {
    "$": _C("USD", "dollar"), "€": _C("EUR", "euro"), "£": _C("GBP", "pound sterling"),
    "¥": _C("JPY", "japanese yen"), "￥": _C("JPY", "japanese yen"), "₹": _C("INR", "indian rupee"),
    "₽": _C("RUB", "russian ruble"), "₩": _C("KRW", "south korean won"), "₪": _C("ILS", "shekel"),
    "₴": _C("UAH", "ukrainian hryvnia"), "₺": _C("TRY", "turkish lira"), "₦": _C("NGN", "nigerian naira"),
    "₱": _C("PHP", "philippine peso"), "฿": _C("THB", "thai baht"), "₫": _C("VND", "vietnamese dong"),
    "₿": _C("BTC", "bitcoin"), "₵": _C("GHS", "ghanaian cedi"), "₡": _C("CRC", "costa rican colon"),
    "¢": _C("USc", "cent"),
}  # fmt: skip
#: Letters that say which dollar: "US$", "A$", "$US", "HK $". Case matters.
DOLLARS: Final = {
    "US": _C("USD", "dollar"), "U.S.": _C("USD", "dollar"), "A": _C("AUD", "australian dollar"),
    "AU": _C("AUD", "australian dollar"), "C": _C("CAD", "canadian dollar"),
    "CA": _C("CAD", "canadian dollar"), "CAD": _C("CAD", "canadian dollar"),
    "Cdn": _C("CAD", "canadian dollar"), "CDN": _C("CAD", "canadian dollar"),
    "HK": _C("HKD", "hong kong dollar"), "NZ": _C("NZD", "new zealand dollar"),
    "S": _C("SGD", "singapore dollar"), "SG": _C("SGD", "singapore dollar"),
    "NT": _C("TWD", "new taiwan dollar"), "R": _C("BRL", "brazilian real"),
    "AUD": _C("AUD", "australian dollar"), "USD": _C("USD", "dollar"), "J": _C("JMD", "jamaican dollar"),
    "Z": _C("ZWL", "zimbabwean dollar"), "MX": _C("MXN", "mexican peso"),
    "TT": _C("TTD", "trinidad and tobago dollar"),
}  # fmt: skip
#: Codes before or after a number, spaced or glued ("USD10m", "110 JPY", "RM23.50"). Case matters.
#: "PS" and "Y=" are what plain-ASCII copies of a text make of "£" and "¥".
CURRENCY_CODES: Final = {
    "USD": _C("USD", "dollar"), "EUR": _C("EUR", "euro"), "GBP": _C("GBP", "pound sterling"),
    "JPY": _C("JPY", "japanese yen"), "CNY": _C("CNY", "chinese yuan"), "RMB": _C("CNY", "chinese yuan"),
    "AUD": _C("AUD", "australian dollar"), "CAD": _C("CAD", "canadian dollar"),
    "NZD": _C("NZD", "new zealand dollar"), "HKD": _C("HKD", "hong kong dollar"),
    "SGD": _C("SGD", "singapore dollar"), "TWD": _C("TWD", "new taiwan dollar"),
    "CHF": _C("CHF", "swiss franc"), "SEK": _C("SEK", "swedish krona"),
    "kr": _C("SEK", "swedish krona"), "Kr": _C("SEK", "swedish krona"), "kr.": _C("DKK", "danish krone"),
    "NOK": _C("NOK", "norwegian krone"),
    "DKK": _C("DKK", "danish krone"), "PLN": _C("PLN", "polish zloty"), "CZK": _C("CZK", "czech koruna"),
    "HUF": _C("HUF", "hungarian forint"), "RUB": _C("RUB", "russian ruble"),
    "UAH": _C("UAH", "ukrainian hryvnia"), "TRY": _C("TRY", "turkish lira"), "ILS": _C("ILS", "shekel"),
    "NIS": _C("ILS", "shekel"), "INR": _C("INR", "indian rupee"), "PKR": _C("PKR", "pakistani rupee"),
    "Rs": _C("INR", "indian rupee"), "Rs.": _C("INR", "indian rupee"),
    "LKR": _C("LKR", "sri lankan rupee"), "BDT": _C("BDT", "bangladeshi taka"),
    "Tk": _C("BDT", "bangladeshi taka"), "THB": _C("THB", "thai baht"),
    "MYR": _C("MYR", "malaysian ringgit"), "RM": _C("MYR", "malaysian ringgit"),
    "IDR": _C("IDR", "indonesian rupiah"), "Rp": _C("IDR", "indonesian rupiah"),
    "PHP": _C("PHP", "philippine peso"), "VND": _C("VND", "vietnamese dong"),
    "KRW": _C("KRW", "south korean won"), "ZAR": _C("ZAR", "south african rand"),
    "NGN": _C("NGN", "nigerian naira"), "KES": _C("KES", "kenyan shilling"),
    "Ksh": _C("KES", "kenyan shilling"), "KSh": _C("KES", "kenyan shilling"),
    "Sh": _C("KES", "kenyan shilling"), "GHS": _C("GHS", "ghanaian cedi"),
    "EGP": _C("EGP", "egyptian pound"), "SAR": _C("SAR", "saudi riyal"), "AED": _C("AED", "uae dirham"),
    "QAR": _C("QAR", "qatari riyal"), "KWD": _C("KWD", "kuwaiti dinar"), "BRL": _C("BRL", "brazilian real"),
    "MXN": _C("MXN", "mexican peso"), "ARS": _C("ARS", "argentine peso"), "CLP": _C("CLP", "chilean peso"),
    "COP": _C("COP", "colombian peso"), "PEN": _C("PEN", "peruvian sol"), "BTC": _C("BTC", "bitcoin"),
    "HRK": _C("HRK", "croatian kuna"), "RON": _C("RON", "romanian leu"), "BGN": _C("BGN", "bulgarian lev"),
    "PS": _C("GBP", "pound sterling"), "Y": _C("JPY", "japanese yen"), "R": _C("ZAR", "south african rand"),
    "P": _C("PHP", "philippine peso"), "N": _C("NGN", "nigerian naira"),
}  # fmt: skip
#: Single letters are a currency only glued to the number ("R250m", "N50,000"); "Y" only as "Y=".
GLUED_ONLY: Final = frozenset({"R", "P", "N", "Y", "PS", "RM", "Sh"})
#: Names after a number. A pound is a weight unless something says money: see ``rules``.
CURRENCY_NAMES: Final = {
    "dollar": _C("USD", "dollar"), "buck": _C("USD", "dollar"), "euro": _C("EUR", "euro"),
    "pound sterling": _C("GBP", "pound sterling"), "sterling": _C("GBP", "pound sterling"),
    "quid": _C("GBP", "pound sterling"), "yen": _C("JPY", "japanese yen"), "yuan": _C("CNY", "chinese yuan"),
    "renminbi": _C("CNY", "chinese yuan"), "rupee": _C("INR", "indian rupee"),
    "ruble": _C("RUB", "russian ruble"), "rouble": _C("RUB", "russian ruble"), "shekel": _C("ILS", "shekel"),
    "peso": _C("MXN", "peso"), "franc": _C("CHF", "swiss franc"), "krona": _C("SEK", "swedish krona"),
    "kronor": _C("SEK", "swedish krona"), "krone": _C("DKK", "danish krone"),
    "kroner": _C("DKK", "danish krone"), "rand": _C("ZAR", "south african rand"),
    "naira": _C("NGN", "nigerian naira"), "ringgit": _C("MYR", "malaysian ringgit"),
    "baht": _C("THB", "thai baht"), "rupiah": _C("IDR", "indonesian rupiah"),
    "won": _C("KRW", "south korean won"), "hryvnia": _C("UAH", "ukrainian hryvnia"),
    "zloty": _C("PLN", "polish zloty"), "forint": _C("HUF", "hungarian forint"),
    "lira": _C("TRY", "turkish lira"), "real": _C("BRL", "brazilian real"),
    "reais": _C("BRL", "brazilian real"), "dirham": _C("AED", "uae dirham"),
    "riyal": _C("SAR", "saudi riyal"),
    "rial": _C("IRR", "iranian rial"), "dinar": _C("KWD", "dinar"), "taka": _C("BDT", "bangladeshi taka"),
    "guilder": _C("NLG", "dutch guilder"), "markka": _C("FIM", "finnish markka"),
    "peseta": _C("ESP", "spanish peseta"), "drachma": _C("GRD", "greek drachma"),
    "escudo": _C("PTE", "portuguese escudo"), "deutsche mark": _C("DEM", "deutsche mark"),
    "french franc": _C("FRF", "french franc"), "belgian franc": _C("BEF", "belgian franc"),
    "tenge": _C("KZT", "kazakhstani tenge"), "manat": _C("AZN", "azerbaijani manat"),
    "lari": _C("GEL", "georgian lari"), "birr": _C("ETB", "ethiopian birr"),
    "kwacha": _C("ZMW", "zambian kwacha"), "bolivar": _C("VES", "venezuelan bolivar"),
    "boliviano": _C("BOB", "boliviano"), "quetzal": _C("GTQ", "guatemalan quetzal"),
    "lempira": _C("HNL", "honduran lempira"), "cordoba": _C("NIO", "nicaraguan cordoba"),
    "afghani": _C("AFN", "afghani"), "kyat": _C("MMK", "myanmar kyat"), "riel": _C("KHR", "cambodian riel"),
    "dong": _C("VND", "vietnamese dong"), "lei": _C("RON", "romanian leu"), "leu": _C("RON", "romanian leu"),
    "leva": _C("BGN", "bulgarian lev"), "koruna": _C("CZK", "czech koruna"),
    "bitcoin": _C("BTC", "bitcoin"), "ether": _C("ETH", "ether"), "cedi": _C("GHS", "ghanaian cedi"),
    "shilling": _C("KES", "shilling"), "kuna": _C("HRK", "croatian kuna"),
    "us dollar": _C("USD", "dollar"), "u.s. dollar": _C("USD", "dollar"),
    "american dollar": _C("USD", "dollar"), "australian dollar": _C("AUD", "australian dollar"),
    "canadian dollar": _C("CAD", "canadian dollar"), "hong kong dollar": _C("HKD", "hong kong dollar"),
    "new zealand dollar": _C("NZD", "new zealand dollar"), "singapore dollar": _C("SGD", "singapore dollar"),
    "taiwan dollar": _C("TWD", "new taiwan dollar"), "new taiwan dollar": _C("TWD", "new taiwan dollar"),
    "british pound": _C("GBP", "pound sterling"), "egyptian pound": _C("EGP", "egyptian pound"),
    "lebanese pound": _C("LBP", "lebanese pound"), "syrian pound": _C("SYP", "syrian pound"),
    "japanese yen": _C("JPY", "japanese yen"), "chinese yuan": _C("CNY", "chinese yuan"),
    "indian rupee": _C("INR", "indian rupee"), "pakistani rupee": _C("PKR", "pakistani rupee"),
    "sri lankan rupee": _C("LKR", "sri lankan rupee"), "russian ruble": _C("RUB", "russian ruble"),
    "russian rouble": _C("RUB", "russian ruble"), "israeli shekel": _C("ILS", "shekel"),
    "new israeli shekel": _C("ILS", "shekel"), "mexican peso": _C("MXN", "mexican peso"),
    "philippine peso": _C("PHP", "philippine peso"), "argentine peso": _C("ARS", "argentine peso"),
    "chilean peso": _C("CLP", "chilean peso"), "colombian peso": _C("COP", "colombian peso"),
    "swiss franc": _C("CHF", "swiss franc"), "cfa franc": _C("XOF", "cfa franc"),
    "danish krone": _C("DKK", "danish krone"), "danish kroner": _C("DKK", "danish krone"),
    "danish crown": _C("DKK", "danish krone"), "norwegian krone": _C("NOK", "norwegian krone"),
    "norwegian kroner": _C("NOK", "norwegian krone"), "norwegian crown": _C("NOK", "norwegian krone"),
    "swedish krona": _C("SEK", "swedish krona"), "swedish kronor": _C("SEK", "swedish krona"),
    "swedish crown": _C("SEK", "swedish krona"), "czech crown": _C("CZK", "czech koruna"),
    "czech koruna": _C("CZK", "czech koruna"), "turkish lira": _C("TRY", "turkish lira"),
    "brazilian real": _C("BRL", "brazilian real"), "kenyan shilling": _C("KES", "kenyan shilling"),
    "saudi riyal": _C("SAR", "saudi riyal"), "qatari riyal": _C("QAR", "qatari riyal"),
    "emirati dirham": _C("AED", "uae dirham"), "uae dirham": _C("AED", "uae dirham"),
    "iranian rial": _C("IRR", "iranian rial"), "kuwaiti dinar": _C("KWD", "kuwaiti dinar"),
    "iraqi dinar": _C("IQD", "iraqi dinar"), "south korean won": _C("KRW", "south korean won"),
    "south african rand": _C("ZAR", "south african rand"), "cent": _C("USc", "cent"),
    "euro cent": _C("EURc", "euro cent"), "penny": _C("GBp", "penny"), "pence": _C("GBp", "penny"),
    "sen": _C("MYRc", "sen"), "kopeck": _C("RUBc", "kopeck"), "paise": _C("INRc", "paisa"),
}  # fmt: skip

# ----------------------------------------------------- what a number may not be
MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. "
    "dec.".split()
)
#: A number after one of these is a label, not an amount ("Channel 5", "page 12", "Article 7").
LABELS: Final = frozenset(
    "channel chapter page article section paragraph clause room gate route highway interstate flight "
    "apartment apt suite unit floor platform line lane number no no. nos nos. # phase stage level "
    "tier type class category grade act scene part volume vol vol. issue episode season version v "
    "game week round group district ward precinct zone sector area pier terminal runway exit junction "
    "track bus train tram model series mark mk proposition prop amendment resolution title schedule "
    "appendix figure fig fig. table lot item box block division unit page pages option step level day "
    "windows form schedule gen generation formula studio building bldg camp hangar warehouse pavilion "
    "building psalm psalms verse grade zip code".split()
)
#: A number before one of these is part of an address or a code.
STREETS: Final = frozenset(
    "street st st. road rd rd. avenue ave ave. boulevard blvd blvd. drive dr dr. lane ln way court ct "
    "place pl square sq terrace highway hwy parkway pkwy close crescent broadway plaza alley row mews".split()
)
#: Indices that carry a number in their name, in whatever case a text prints them.
NAMED_NUMBERS: Final = frozenset(
    "dax ftse cac nasdaq nikkei russell s&p sp asx kospi stoxx tsx ibex nifty fortune forbes iphone "
    "ipad galaxy windows playstation ps xbox pixel covid formula euro boeing airbus airbus ta kospi".split()
)
CLOCK: Final = frozenset(
    {"am", "pm", "a.m.", "p.m.", "a.m", "p.m", "o'clock", "o’clock", "gmt", "utc", "hours"}
)
TIME_UNITS: Final = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}
)

# ------------------------------------------------------------- the noun phrase
#: Words that end a noun phrase when no syntax is given.
STOPS: Final = frozenset(
    "a an the this that these those and or but nor so yet of in on at by for with from to into onto "
    "over under about after before between during through against among amid around as than per via "
    "without within until since toward towards across behind beyond near off out up down above below "
    "along upon inside outside is are was were be been being am has have had having do does did done "
    "will would can could may might must shall should who whom whose which what when where why how if "
    "because while although though unless i you he she it we they me him her us them my your his its "
    "our their not n't no 's ’s s also then there here now last next today yesterday tomorrow said "
    "says say just only even still already again ever never including included each every both either "
    "neither all some many any such once nearly almost roughly approximately "
    "later earlier ago apart away left came went got took made gave "
    "died killed injured wounded hurt dead missing died arrested worked lived remained voted see "
    "ended".split()
)  # fmt: skip
#: Words that are plural without an "s".
PLURALS: Final = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "police": "police",
    "personnel": "personnel", "troops": "troop", "staff": "staff", "cattle": "cattle", "sheep": "sheep",
    "fish": "fish", "feet": "foot", "teeth": "tooth", "mice": "mouse", "geese": "goose", "lives": "life",
    "wives": "wife", "knives": "knife", "wolves": "wolf", "halves": "half", "shelves": "shelf",
    "thieves": "thief", "leaves": "leaf", "loaves": "loaf", "crises": "crisis", "media": "media",
    "aircraft": "aircraft", "dead": "dead", "injured": "injured", "wounded": "wounded", "crew": "crew",
    "firemen": "fireman", "policemen": "policeman", "gunmen": "gunman", "servicemen": "serviceman",
    "fishermen": "fisherman", "businessmen": "businessman", "congressmen": "congressman",
    "crewmembers": "crewmember", "criteria": "criterion", "phenomena": "phenomenon", "offspring": "offspring",
}  # fmt: skip
#: Nouns that end in "s" and are no plurals, or whose plural is themselves.
NOT_PLURAL: Final = frozenset(
    "us news series species business class across always previous various serious religious dangerous "
    "precious continuous gross less plus minus versus perhaps thus gas bus process address access "
    "success congress express press loss mass glass pass cross boss virus campus status census bonus "
    "focus crisis basis analysis headquarters famous enormous numerous anonymous suspicious religious "
    "nervous defense tennis olympics politics economics physics mathematics overseas los des las yes "
    "his this is was has as its sports hostess illness business witness princess mistress business' "
    "indigenous homeless wireless lens chaos ethos pathos cosmos asthma".split()
)  # fmt: skip
#: What "no" makes a count of zero: people, and what tolls count.
ZERO_NOUNS: Final = frozenset(
    "casualties injuries deaths fatalities victims survivors passengers people arrests civilians "
    "hostages wounded casualty fatality".split()
)
#: Words that turn a bare number into a toll: "12 dead", "50 injured".
TOLL_WORDS: Final = frozenset(
    "dead injured wounded killed missing hurt arrested detained hospitalized hospitalised displaced "
    "homeless rescued stranded survived died".split()
)  # fmt: skip
