"""Examples of every rule, run as tests: what stands in a text, and what is read from it.

``RULES`` maps the name of a rule (a method of :class:`.grammar.Scan`, or a function of its neighbours)
to pairs of a text and the short forms of its quantities; see :func:`short`.
"""

from __future__ import annotations

from typing import Final

from firsthand.model import Quantity, Token
from firsthand.reading.quantities.grammar import find_in
from firsthand.reading.tokens import tokenize


def short(quantity: Quantity) -> str:
    """A quantity on one line: change (unless "="), value or bounds, unit name.

    Example:
        >>> [short(q) for q in read("more than 6,000 workers and $3 to $5 billion")]
        ['> 6000 worker', '3000000000…5000000000 dollar']
    """
    shown = f"{quantity.value:g}" if isinstance(quantity.value, float) else str(quantity.value)
    if quantity.value is None or quantity.convention is not None:
        shown = f"{quantity.low}…{quantity.high}"
    change = "" if quantity.change == "=" else quantity.change + " "
    return f"{change}{shown} {quantity.unit_name}"


def read(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text without syntax."""
    tokens = [
        Token(start=span.start, end=span.end, lemma="", tag="", head=-1, relation="", sentence=0)
        for span in tokenize(text)
    ]
    return find_in(text, tokens, ())


RULES: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "number_at": (
        ("He counted 5,000 crates.", ("5000 crate",)),
        ("twenty-five huts and two hundred and fifty-one tents", ("25 hut", "251 tent")),
        ("four hundred million people", ("400000000 people",)),
        ("a quarter million homes", ("250000 home",)),
        ("half a million homes, a dozen boats, two dozen men", ("500000 home", "12 boat", "24 man")),
        ("one and a half million voters", ("1500000 voter",)),
        ("1,500,000 and 2,00,000 voters and 1'234'567 votes", ("1500000 -", "200000 voter", "1234567 vote")),
        ("15 000 seats and 1 234 567 votes", ("15000 seat", "1234567 vote")),
        ("a mass of 2.5×10^3 kg", ("2500 kilogram",)),
        ("two point five million, zero point zero three percent", ("2500000 -", "0.03 percentage")),
        ("1/16 of a pint and 2½ miles", ("0.0625 pint", "2.5 mile")),
        ("1.5m people, 4.3M sales, 37m of rope", ("1500000 people", "4300000 sale", "37 metre")),
    ),
    "_vague_plural": (
        ("dozens of boats", ("12…120 boat",)),
        ("hundreds of thousands of refugees", ("100000…1000000 refugee",)),
        ("tens of millions of dollars", ("10000000…100000000 dollar",)),
        ("scores of people saw how the scores stood", ("20…200 people",)),
    ),
    "_several": (
        ("several hundred square kilometres", ("300…900 square kilometre",)),
        ("a few thousand farmers", ("3000…9000 farmer",)),
        ("several villages, a handful of men", ("3…9 village", "3…9 man")),
    ),
    "_one_in": (
        ("one in five adults", ("0.2 adult",)),
        ("three out of four teachers", ("0.75 teacher",)),
        ("two-thirds of voters", ("0.666667 voter",)),
        ("half of the members", ("0.5 member",)),
        ("three quarters of the members, the next three quarters", ("0.75 member", "3 quarter")),
        ("a tenth of the staff, 1/10th of it, and half of", ("0.1 staff", "0.1 -", "0.5 -")),
    ),
    "money_before": (
        ("$3.4bn", ("3400000000 dollar",)),
        ("£2m", ("2000000 pound sterling",)),
        ("US$ 10 million", ("10000000 dollar",)),
        ("half a billion euros", ("500000000 euro",)),
        ("Rs 2 crore and Rs. 5,000", ("20000000 indian rupee", "5000 indian rupee")),
        ("A$40 and $US17,246", ("40 australian dollar", "17246 dollar")),
        ("HK $5.4m, RM23.50", ("5400000 hong kong dollar", "23.5 malaysian ringgit")),
        ("USD10m and PS8.1bn", ("10000000 dollar", "8100000000 pound sterling")),
        ("Y=590 billion", ("590000000000 japanese yen",)),
        ("a gap of $-50.8bn", ("-50800000000 dollar",)),
    ),
    "_money_after": (
        ("1,200€ or 110 JPY or 68p", ("1200 euro", "110 japanese yen", "68 penny")),
        ("10.5 million Australian dollars", ("10500000 australian dollar",)),
        ("9 billion shekels", ("9000000000 shekel",)),
    ),
    "unit_at": (
        ("87 mph and 140 km/h", ("87 mile per hour", "140 kilometre per hour")),
        ("a 6.1-inch screen", ("6.1 inch",)),
        ("a five-year plan", ("5 year",)),
        ("12 per cent, 12 percent and 12%", ("12 percentage", "12 percentage", "12 percentage")),
        ("minus 5 degrees Celsius, 3 °C", ("-5 celsius", "3 celsius")),
        ("a density of 1.3 A/cm2", ("1.3 ampere per square centimetre",)),
    ),
    "restated": (
        ("7 miles (11 km)", ("7 mile", "11 kilometre")),
        ("just under 296 hp (224 kW)", ("< 296 horsepower", "< 224 kilowatt")),
        ("over 7 million Danish crowns ($1 million)", ("> 7000000 danish krone", "> 1000000 dollar")),
    ),
    "rate": (
        ("about $800 a month", ("~ 800 dollar per month",)),
        ("$58.24 per barrel, $70-a-share, $1 a head", (
            "58.24 dollar per barrel", "70 dollar per share", "1 dollar per person")),
        ("3,000 tests per day", ("3000 test per day",)),
        ("$6.8 billion a year earlier", ("6800000000 dollar",)),
        ("3 million shekels ($1 million) a year", ("3000000 shekel per year", "1000000 dollar")),
    ),
    "_range_end": (
        ("15-22 miles per hour", ("15…22 mile per hour",)),
        ("between five and seven days", ("5…7 day",)),
        ("$89 to $93 billion", ("89000000000…93000000000 dollar",)),
        ("three or four years", ("3…4 year",)),
        ("1 to 2 thousand people", ("1000…2000 people",)),
        ("ranging from $200 to $4 million", ("200…4000000 dollar",)),
        ("It fell from 208 pounds to 193.", ("193…208 pound-mass",)),
        ("from $36,040 on Monday to $34,935", ("34935…36040 dollar",)),
        ("from 12 to 18-20 billion euros", ("12000000000…20000000000 euro",)),
        ("a drift of 9 m/s to 3 m/s, children aged 5 through 11", (
            "3…9 metre per second", "5…11 year of age")),
        ("It rose 18 cents to 52 cents.", ("up 18 cent", "52 cent")),
        ("It rose five pence to 913 pence.", ("up 5 penny", "913 penny")),
        ("It rose by $4.6 billion to $19 billion.", ("up 4600000000 dollar", "19000000000 dollar")),
    ),
    "_is_contest": (
        ("It ended 2-2.", ("2 -",)),
        ("They won 3-1.", ("1…3 -",)),
        ("Deputies voted 52 to 48.", ("48…52 -",)),
    ),
    "_ratio": (("a ratio of 3:1, at 11:10", ("3 ratio",)),),
    "_age": (
        ("a 50-year-old man and his 18-month-old son", ("50 year of age", "18 month of age")),
        ("Ana Oro, 16, was freed.", ("16 year of age",)),
        ("She is 35.", ("35 year of age",)),
        ("a man aged 71, and two aged 22 and 23", (
            "71 year of age", "22 year of age", "23 year of age")),
    ),
    "_modifier": (
        ("more than 6,000 workers", ("> 6000 worker",)),
        ("at least 12 people", ("> 12 people",)),
        ("as many as 14,000 troops", ("< 14000 troop",)),
        ("up to 500 square miles", ("< 500 square mile",)),
        ("roughly 4,000 workers", ("~ 4000 worker",)),
        ("an estimated 14,000 troops and some 12,000 others", ("~ 14000 troop", "~ 12000 other")),
        ("fewer than 3.5 seconds", ("< 3.5 second",)),
        ("a total of five boats", ("5 boat",)),
        ("nearly 80 boats, just over 80", ("~ 80 boat", "> 80 -")),
        ("They cut up to 700 jobs, and it crept back up to 4.8 percent.", ("< 700 job", "4.8 percentage")),
        ("It won control over 138 villages.", ("138 village",)),
        ("less than or equal to 30 days, >= 5 days", ("< 30 day", "> 5 day")),
    ),
    "_one_unit": (
        ("for more than a mile, at least a month", ("> 1 mile", "> 1 month")),
        ("an hour and a half, nearly a year and a half", ("1.5 hour", "~ 1.5 year")),
        ("a mile away, about a year", ()),
    ),
    "and_a_part": (
        ("two and a half years, a two-and-a-half-hour talk", ("2.5 year", "2.5 hour")),
        ("a million and a half voters", ("1500000 voter",)),
    ),
    "_part_of_scale": (
        ("a quarter of a million homes, three-quarters of a billion euros", ("250000 home", "750000000 euro")),
    ),
    "_half": (
        ("half the town, almost half its teachers", ("0.5 town", "~ 0.5 teacher")),
        ("half a mile, half an hour, half a percentage point", (
            "0.5 mile", "0.5 hour", "0.5 percentage point")),
        ("Sales fell by half, or almost a third.", ("0.5 -", "~ 0.333333 -")),
        ("the other half of the game, half-hearted, by half past", ()),
    ),
    "_or_two": (
        ("a day or two, another boat or two", ("1…2 day", "1…2 boat")),
    ),
    "carried": (
        ("Steel rose by 2 percent but tin fell by 1.", ("up 2 percentage", "down 1 percentage")),
        ("It closed at 1,460 points, and its rival closed at 1,330.", ("1460 point", "1330 point")),
        ("It sold 20 tons at $5 and left 3,000 by the road at 900.", ("20 ton", "5 dollar", "3000 -", "900 -")),
    ),
    "shared_direction": (
        ("Steel was down 2.3%, tin by 2.6%.", ("down 2.3 percentage", "down 2.6 percentage")),
    ),
    "part": (
        ("80 people, including three women and two boys", ("80 people", "3 woman", "2 boy")),
        ("14 people, three of whom were nurses", ("14 people", "3 nurse")),
        ("Of the 12 killed, three were miners.", ("12 killed", "3 -")),
        ("a third of the 600 workers", ("0.333333 worker", "600 worker")),
    ),
    "_stands_alone": (
        ("Three were hurt, and two of the missing were found.", ("3 -", "2 missing")),
        ("a crew of six, a group of one", ("6 -",)),
        ("a toll of nine; all but two died; the two were held", ("9 -",)),
    ),
    "_in_context": (
        ("a capacitor of 2.5 F at 90 F", ("2.5 farad", "90 farad")),
        ("It was 90 F in the shade and the wind blew at 20 kn.", ("90 fahrenheit", "20 knot")),
        ("A ticket cost 150 kn, or 90 kr. in Oslo, or ¥300 in Beijing.", (
            "150 croatian kuna", "90 norwegian krone", "300 chinese yuan")),
    ),
    "_after": (
        ("ten or more ships, one or more gifts", ("> 10 ship", "> 1 gift")),
        ("60-plus cases", ("> 60 case",)),
        ("seven dead and over 50 injured", ("7 dead", "> 50 injured")),
    ),
    "_direction": (
        ("Shares fell 1.5 percent.", ("down 1.5 percentage",)),
        ("Shares were up nearly 57%.", ("up 57 percentage",)),
        ("They will raise output and grow sales by 35 per cent.", ("up 35 percentage",)),
        ("The index added 0.2%, Dow +0.2%.", ("up 0.2 percentage", "up 0.2 percentage")),
    ),
    "_multiplied": (("Profits more than doubled, then halved.", ("up 2 time", "down 0.5 time")),),
    "_zero": (
        ("There were no passengers on the ferry.", ("0 passenger",)),
        ("None survived.", ("0 person",)),
        ("No one was hurt.", ("0 person",)),
        ("No red cards were shown.", ()),
    ),
    "_ordinal": (
        ("the first nine months, the 1988 second quarter", ("9 month", "2 quarter")),
        ("their second meeting", ("2 meeting",)),
        ("the 21st summit, their twenty-first letter", ("21 summit", "21 letter")),
        ("He came second.", ()),
    ),
    "_elided": (("four-, five- and six-cylinder engines", ("4 cylinder", "5 cylinder", "6 cylinder")),),
    "_counted": (
        ("killing three crew and 20 U.S. tourists", ("3 crew", "20 tourist")),
        ("left seven dead, 12 missing", ("7 dead", "12 missing")),
        ("10 of the 12 victims, 64 of Acme's 95 shops", ("10 victim", "12 victim", "64 shop", "95 shop")),
        ("6,000, including 1,000 sappers", ("6000 -", "1000 sapper")),
        ("14,000 troops came; over 6,000 of them fell.", ("14000 troop", "> 6000 troop")),
        ("one of the best ports", ("1 port",)),
        ("eight straight World Cups", ("8 Cup",)),
        ("two new 737 Max jets, two F-16s and 12 MiG-29s", ("2 jet", "2 F-16", "12 MiG-29")),
        ("five new 737 aircraft", ("5 aircraft",)),
    ),
    "is_lookalike": (
        ("the iPhone 11, a 5G phone, the G7, Area 51", ()),
        ("Channel 5, page 12, Flight 370, a Boeing 737, COVID-19", ()),
        ("the S&P 500 and the TA-25 index", ()),
        ("a Boeing 737-800, on 14 and 16 March", ()),
        ("in 2018, on March 29, at 11:10, at 5 pm", ()),
        ("at 16-18 Industrial Avenue and 575 Wilbraham Road", ()),
        ("under section 18C, at example.org?page=20&size=5", ()),
        ("the one who saw it, each one, one another", ()),
    ),
    "skip_code": (
        ("call 1-800-555-0199 or 555-0123 or 0800 1111", ()),
        ("the 9/11 attacks, open 24/7, a 50/50 split, 120/80", ()),
        ("on 18/06/2025, from 192.168.0.1", ()),
        ("number 007 and 3٤ things", ()),
    ),
}  # fmt: skip
