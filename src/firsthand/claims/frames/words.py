"""Words that frames are told by: of denying, saying, planning and doubting, and those without a matter of their own."""

from __future__ import annotations

from firsthand.model import Token

CLAUSAL = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj", "conj"})
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
#: Verbs that deny what they govern.
DENIALS = frozenset({"deny", "dispute", "reject", "refute", "rebut", "contradict", "disavow", "dismiss"})
#: Verbs that answer an assertion: who uses them says that somebody asserts the contrary.
CONTESTING = frozenset({"deny", "dispute", "refute", "rebut", "contradict", "disavow"})
#: What is denied to somebody, and not said to be untrue.
REFUSED = frozenset(
    "access entry visa licence license permit permission bail parole request application appeal leave admission asylum"
    " passage right service coverage treatment care funding credit loan".split()
)
#: Nouns for what somebody has said, by which it is denied.
REPORTS = frozenset(
    "report claim allegation accusation statement suggestion account assertion charge rumour rumor story concern fear"
    " criticism notion".split()
)
#: What is said of a statement to deny it.
FALSEHOODS = frozenset(
    "false untrue baseless unfounded groundless fabricated fake bogus incorrect inaccurate hoax lie fabrication".split()
)
#: Words that negate the clause they hang from.
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "cannot", "none"})
#: Verbs of speech, which under a negation make an attribution that somebody did *not* speak.
SPEECH = frozenset(
    {"say", "report", "mention", "confirm", "announce", "tell", "state", "claim", "comment", "specify"}
)
#: Those of them by which one tells news: who is said not to have told it is at odds with who is said to
#: have. Not confirming or not saying how is no denial.
REPORTING = frozenset({"report", "mention", "announce"})
#: Verbs whose subject is the origin of what they govern, whether or not they count as speech.
STATING = frozenset(
    "say tell claim deny pledge promise vow expect announce warn estimate predict decline refuse confirm admit acknowledge report"
    " reject dispute accuse insist argue suggest believe call urge dismiss disclose reveal plan declare state".split()
)
#: And all by which somebody speaks, thinks or takes a stand, with a noun behind.
TELLING = (
    STATING
    | SPEECH
    | DENIALS
    | frozenset(
        "quote cite tweet write post add note agree demand ask praise criticize criticise condemn describe want hope fear"
        " think know see doubt question support oppose welcome recommend propose offer claim blame threaten thank"
        " discuss mention stress underline emphasize emphasise highlight publish release issue show find object"
        " complain lament mourn regret apologize apologise order seek request consider back favor favour defend"
        " identify name allege assert maintain contend share include list contain detail outline"
        " wonder reiterate echo portray brand attribute denounce".split()
    )
)
PLANNING = frozenset(
    {"will", "shall", "plan", "agree", "intend", "decide", "pledge", "promise", "vow", "expect", "schedule"}
)
DOUBTING = frozenset({"may", "might", "could", "possibly", "perhaps", "allegedly", "suspect", "likely"})
ESTIMATING = frozenset({"estimate", "estimated", "believe", "reckon", "about", "roughly", "some", "around"})
#: Verbs that doubt what they govern.
DOUBTS = frozenset({"doubt", "question"})
#: Words that open a question: what they open asserts nothing, but for the clause that governs it.
ASKING = frozenset("who whom whose what why how whether if".split())
#: Marks of a clause that says what would be, not what is.
CONDITIONS = frozenset("if unless whether lest".split())
#: Nouns for what may not be so, with a clause of what it is: "rumours that the dam would burst".
UNSURE = frozenset(
    "allegation rumor rumour speculation suspicion possibility chance risk likelihood prospect doubt hint suggestion".split()
)
#: Words that carry no matter of their own.
LIGHT = frozenset(
    "be have do will would shall should may might can could must the a an this that these those it"
    " its he him his she her they them their we us our i me my you your who whom whose which what and"
    " or but nor so if when while as than then to of in on at by for from with into over under after"
    " before about between through during against among out up down off not n't n’t ’s 's no also"
    " there here just only very more most such other another some any each all both own same too now"
    " still even further later earlier get make take go come say tell mr mrs ms one".split()
)


def base_of(lemma: str, words: frozenset[str]) -> str:
    """The lemma, or the word of ``words`` that it is a past form of, where lemmatising failed."""
    forms = (lemma, lemma.removesuffix("d"), lemma.removesuffix("ed"), lemma.removesuffix("ied") + "y")
    return next((form for form in forms if form in words), lemma)


def is_content(token: Token) -> bool:
    """Whether the word has a matter of its own."""
    return (
        token.tag in ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "")
        and token.lemma.lower() not in LIGHT
        and any(character.isalnum() for character in token.lemma)
    )
