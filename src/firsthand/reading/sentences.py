"""Sentences of a report, as spans.

Lines that end a paragraph end a sentence; inside a paragraph nupunkt (an unsupervised splitter after
Kiss and Strunk 2006) proposes boundaries, and a table of what news abbreviates takes wrong ones back.
Glued sentences ("…of mines.N. Korea") are parted. Linear in the text.

Public: :func:`split_sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.model import Noise, Span

#: Abbreviations after which a capital letter does not begin a sentence.
_NEVER_FINAL = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cpt|Cmdr|Sgt|Cpl|Adm|Rev|Fr|Hon|Gov|Sen|Rep|Reps|Sens|Pres"
    r"|Amb|Supt|Insp|St|Ste|Mt|Ft|No|Nos|vs|approx|est|ca|cf|Art|Sec|Brig|Pvt|Messrs|Atty|Det|Msgr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)"
    r"|(?:^|[\s(“\"‘'])[A-Z]|\b[A-Z]\.[A-Z])\.$"
)
#: Abbreviations that end a sentence only before a word that begins one.
_SOMETIMES_FINAL = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|Jr|Sr|U\.S|U\.N|U\.K|E\.U|D\.C|a\.m|p\.m|etc|al|Bros|Ave|Blvd)\.$"
)
_STARTERS = frozenset(
    "the a an he she it they we i you but and in on at by for from with as if when while after before"
    " this that these those there his her its their our my however meanwhile according both some many"
    " more most other no not what who where why how since until although though".split()
)
_GLUED = re.compile(r"(?<=[a-z0-9\)\]”\"’'])[.!?][”\"’']?(?=[A-Z“\"‘][\w’'.“\"‘-]*\s)")
MOST_CHARACTERS = 8_000  #: of a stretch that the splitter sees at once
NEAR = 60  #: characters on either side of a boundary that tell whether it is one
_CLOSING = "”\"’')]»"


def split_sentences(text: str, noise: Sequence[Noise] = ()) -> tuple[Span, ...]:
    """Split a text into sentences.

    Args:
        text: The report's text.
        noise: What is no part of the report; no sentence crosses its borders, and it gives none.

    Returns:
        Spans in order, without white space at their ends, none overlapping another.

    Cost: linear in the text.

    Example:
        >>> text = "N. Arvia sent 40 men. “We go. Now,” said Gen. Oro.Then rain came."
        >>> [span.of(text) for span in split_sentences(text)]
        ['N. Arvia sent 40 men.', '“We go.', 'Now,” said Gen. Oro.', 'Then rain came.']
    """
    out: list[Span] = []
    for block in _blocks(text, noise):
        out.extend(_split_block(text, block))
    return tuple(out)


def _blocks(text: str, noise: Sequence[Noise]) -> list[Span]:
    """Paragraphs outside noise. A hard-wrapped text keeps its lines together."""
    wrapped = _is_hard_wrapped(text)
    breaks = re.compile(r"\n[ \t\r]*\n\s*" if wrapped else r"[\n\r\u2028\u2029\x0b\x0c]+")
    cuts = [0]
    for found in breaks.finditer(text):
        cuts += [found.start(), found.end()]
    cuts.append(len(text))
    blocks = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]
    holes = sorted((n.start, n.end) for n in noise)
    out: list[Span] = []
    passed = 0  #: holes that end before this block, and so before every later one
    for block in blocks:
        at = block.start
        while passed < len(holes) and holes[passed][1] <= block.start:
            passed += 1
        for k in range(passed, len(holes)):
            start, end = holes[k]
            if start >= block.end:
                break
            if end <= at:
                continue
            if start > at:
                out.append(Span(at, start))
            at = max(at, end)
        if at < block.end:
            out.append(Span(at, block.end))
    return [t for t in (block.trimmed(text) for block in out) if len(t)]


def _is_hard_wrapped(text: str) -> bool:
    """Whether single line ends fall inside sentences: most lines are long and end without a stop."""
    lines = [line.strip() for line in text.splitlines()]
    full = [line for line in lines if 50 <= len(line) <= 100]
    if len(full) < 6 or len(full) < 0.6 * sum(bool(line) for line in lines):
        return False
    open_ended = sum(line[-1].isalnum() or line[-1] in ",;-" for line in full)
    return open_ended > 0.6 * len(full)


def _split_block(text: str, block: Span) -> list[Span]:
    return [span for stretch in _stretches(text, block) for span in _split_stretch(text, stretch)]


def _stretches(text: str, block: Span) -> list[Span]:
    """A paragraph, cut where it is longer than any: the splitter's cost is not linear in odd text."""
    out: list[Span] = []
    start = block.start
    while block.end - start > MOST_CHARACTERS:
        limit = start + MOST_CHARACTERS
        stops = [text.rfind(mark, start + 1, limit) + 1 for mark in (". ", "? ", "! ", ".” ", '." ')]
        end = max(stops) or text.rfind(" ", start + 1, limit) + 1 or limit
        out.append(Span(start, end))
        start = end
    out.append(Span(start, block.end))
    return out


def _split_stretch(text: str, stretch: Span) -> list[Span]:
    import nupunkt

    words = stretch.of(text)
    ends = {end for _, end in nupunkt.sent_spans(words)}
    ends |= {found.end() for found in _GLUED.finditer(words)}
    ends.add(len(words))
    out: list[Span] = []
    at = 0
    for end in sorted(ends):
        if end < len(words) and not _ends(words[max(at, end - NEAR) : end], words[end : end + NEAR]):
            continue
        span = Span(stretch.start + at, stretch.start + end).trimmed(text)
        if len(span):
            out.append(span)
        at = end
    return out


def _ends(head: str, rest: str) -> bool:
    """Whether a sentence ends between ``head`` and ``rest``."""
    head, rest = head.rstrip(), rest.lstrip()
    if not head or not rest:
        return True
    bare = head.rstrip(_CLOSING)
    if _NEVER_FINAL.search(bare[-14:]) and bare[-1:] == ".":
        return False
    if _SOMETIMES_FINAL.search(bare[-8:]):
        first = re.match(r"[\W_]*(\w+)", rest)
        return bool(first and first.group(1)[0].isupper() and first.group(1).lower() in _STARTERS)
    # A quotation that ends in ?” or !” goes on into a small letter: “Why?” he asked.
    return not rest.lstrip("“\"‘'([ ")[:1].islower()
