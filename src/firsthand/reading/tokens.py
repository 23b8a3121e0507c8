"""Words and marks with their offsets, cut as Universal Dependencies cuts English.

Clitics stand alone ("Shoigu" "’s", "did" "n’t"), hyphens and slashes are tokens, a number keeps its
separators ("5,000", "3.4", "11:10"), a unit glued to a number is cut off ("3.4" "bn"), abbreviations
keep their point ("U.S.", "Mr.", "a.m."). Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model import Span

_ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Rev|Hon|Gov|Sen|Rep|Pres|Amb|Supt|Insp"
    r"|St|Jr|Sr|Inc|Corp|Co|Ltd|Bros|vs|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|approx|est|etc|al|Ave|Blvd|Ft|Mt)\."
)
_TOKEN = re.compile(
    rf"""
    (?P<abbreviation>\b{_ABBREVIATION}(?=\s|[,;:)”’"']|$))
  | (?P<initials>\b(?:[A-Za-z]\.){{2,}})
  | (?P<initial>\b[A-Z]\.(?=\s[A-Z]))
  | (?P<ordinal>\d+(?:,\d{{3}})*(?:st|nd|rd|th)\b)
  | (?P<number>\d+(?:[.,:]\d+)*)
  | (?P<clitic>(?<=\w)[nN]['’][tT]\b|(?<=\w)['’](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b)
  | (?P<negated>[^\W\d_]+?(?=[nN]['’][tT]\b))
  | (?P<word>[^\W\d_]+(?:[^\W_]+)*(?:_\w+)*)
  | (?P<dots>\.{{2,}}|-{{2,}})
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)


def tokenize(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the tokens of ``text[start:end]`` in order, with offsets into ``text``.

    Example:
        >>> text = "Mr. Shoigu’s aide didn't say $3.4bn."
        >>> [span.of(text) for span in tokenize(text)]
        ['Mr.', 'Shoigu', '’s', 'aide', 'did', "n't", 'say', '$', '3.4', 'bn', '.']
    """
    stop = len(text) if end is None else end
    for found in _TOKEN.finditer(text, start, stop):
        yield Span(found.start(), found.end())
