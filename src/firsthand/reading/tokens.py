"""Words and marks with their offsets, cut as Universal Dependencies cuts English.

Clitics stand alone ("Shoigu" "’s", "did" "n’t"), hyphens and slashes are tokens, a number keeps its
separators ("5,000", "3.4", "11:10"), a unit glued to a number is cut off ("3.4" "bn"), abbreviations
keep their point ("U.S.", "Mr.", "a.m."). Linear in the text.
"""

from __future__ import annotations

import re

from firsthand.model import Span

_ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Rev|Hon|Gov|Sen|Rep|Pres|Amb|Supt|Insp"
    r"|St|Jr|Sr|Inc|Corp|Co|Ltd|Bros|vs|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|approx|est|etc|al|Ave|Blvd|Ft|Mt)\."
)
# The plain cases come first, since nearly all tokens are plain and the first alternative that fits is
# taken; each says by what follows that no later one could fit better. The space before a token belongs to
# the match, not to the token: else every alternative would be tried at every space.
_TOKEN = re.compile(
    rf"""
    \s?(
        [A-Za-z]+(?=[\s,])                                     # a plain word
      | [,;:?!()“”"$%]
      | \.+
      | [A-Za-z]+(?![\w.'’])                                   # a plain word before another mark
      | \d+(?=[\s,-](?!\d))                                    # plain digits
      | \b{_ABBREVIATION}(?=\s|[,;:)”’"']|$)
      | \b(?:[A-Za-z]\.){{2,}}                                 # "U.S.", "a.m."
      | \b[A-Z]\.(?=\s[A-Z])                                   # "J. Doe"
      | \d+(?:,\d{{3}})*(?:st|nd|rd|th)\b
      | \d+(?:[.,:]\d+)*
      | (?<=\w)[nN]['’][tT]\b
      | (?<=\w)['’](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b
      | [^\W\d_]+?(?=[nN]['’][tT]\b)                           # what "n't" follows
      | [^\W\d_]+(?:[^\W_]+)*(?:_\w+)*
      | -{{2,}}
      | \S
    )
    """,
    re.VERBOSE,
)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The tokens of ``text[start:end]`` in order, with offsets into ``text``.

    Example:
        >>> text = "Mr. Shoigu’s aide didn't say $3.4bn."
        >>> [span.of(text) for span in tokenize(text)]
        ['Mr.', 'Shoigu', '’s', 'aide', 'did', "n't", 'say', '$', '3.4', 'bn', '.']
    """
    stop = len(text) if end is None else end
    return [Span(*found.span(1)) for found in _TOKEN.finditer(text, start, stop)]
