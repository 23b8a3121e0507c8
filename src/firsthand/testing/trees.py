"""Readings with hand-made syntax, for tests of what stands on syntax.

One line is one sentence; one word is ``surface|lemma|TAG|head|relation`` (head counts from 1 in the
sentence, 0 is the root), shortened to ``surface|TAG|head|relation`` where the lemma is the surface in
lower case.
"""

from __future__ import annotations

from firsthand.model import Reading, Report, Span, Token


def a_parsed_reading(sentences: str, **report: object) -> Reading:
    """A reading of the sentences with their syntax, and nothing else found in it.

    Example:
        >>> reading = a_parsed_reading("Rain|NOUN|2|nsubj fell|fall|VERB|0|root .|PUNCT|2|punct")
        >>> reading.report.text, reading.tokens[1].lemma, reading.tokens[0].head
        ('Rain fell .', 'fall', 1)
    """
    text = ""
    tokens: list[Token] = []
    spans: list[Span] = []
    for number, line in enumerate(line.strip() for line in sentences.strip().splitlines()):
        first = len(tokens)
        begin = len(text)
        for word in line.split():
            parts = word.split("|")
            if len(parts) == 4:
                parts.insert(1, parts[0].lower())
            surface, lemma, tag, head, relation = parts
            start = len(text)
            text += surface
            up = int(head)
            tokens.append(Token(start, len(text), lemma, tag, first + up - 1 if up else -1, relation, number))
            text += " "
        spans.append(Span(begin, len(text) - 1))
        text = text[:-1] + "\n"
    text = text[:-1] if text.endswith("\n") else text
    made = Report(id=str(report.pop("id", "r1")), text=text, **report)  # type: ignore[arg-type]
    return Reading(report=made, sentences=tuple(spans), tokens=tuple(tokens))
