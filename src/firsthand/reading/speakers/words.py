"""The words by which sources are told apart: pronouns, offices, bodies, what is issued.

Tables and nothing else; every room of this package reads them.
"""

from __future__ import annotations

from firsthand.model.names import COUNTRIES

MALE = frozenset({"he", "him", "himself"})
FEMALE = frozenset({"she", "her", "herself"})
SELF = frozenset({"i", "me", "myself"})
BODY_PRONOUNS = frozenset({"it", "itself"})
GROUP_PRONOUNS = frozenset({"they", "them", "themselves", "we"})
#: Words that stand for several of a group: "many of the accused".
QUANTIFIERS = frozenset("many some several others most few dozens hundreds thousands".split())
RELATIVES = frozenset({"who", "which", "that", "whom"})
PRONOUNS = (
    MALE
    | FEMALE
    | SELF
    | BODY_PRONOUNS
    | GROUP_PRONOUNS
    | RELATIVES
    | {"you", "those", "one", "some", "others", "many", "what", "this", "these", "both"}
)
#: Nouns for one person, by office or work.
ROLES = frozenset(
    "official adviser advisor minister president chief head secretary aide spokesman spokeswoman"
    " spokesperson leader chairman chairwoman director commander governor mayor envoy ambassador"
    " diplomat general lawyer attorney counsel manager executive ceo boss analyst expert professor researcher"
    " scientist doctor witness man woman father mother son daughter brother sister wife husband cousin player"
    " coach actor singer owner founder author writer journalist reporter senator lawmaker congressman"
    " judge prosecutor officer policeman captain pilot resident neighbour neighbor teacher student"
    " actress comedian comedienne model rapper musician billionaire entrepreneur businessman politician athlete artist filmmaker"
    " victim suspect candidate premier chancellor king queen prince pope bishop priest rabbi"
    " economist strategist partner confidant ally attendant dean sheriff commentator boy girl teenager".split()
)
#: Of these, by which one is known whatever happens: "the singer" is whom the report tells of, "the witness" may be anybody.
PROFESSIONS = frozenset(
    "singer actor actress comedian comedienne model star rapper musician author writer scientist researcher professor economist"
    " billionaire entrepreneur businessman politician lawmaker player coach athlete artist filmmaker".split()
)
#: One office under several names.
OFFICES = (
    {"leader", "president", "premier", "chancellor", "chairman", "king", "ruler", "chief"},
    {"official", "adviser", "advisor", "secretary", "minister", "aide", "director", "envoy", "chief", "head"},
    {"spokesman", "spokeswoman", "spokesperson"},
    {"lawyer", "attorney", "counsel"},
    {"chief", "head", "director", "executive", "ceo", "boss", "chairman"},
)
WOMEN = frozenset(
    "woman girl mother daughter sister wife spokeswoman chairwoman actress comedienne queen princess ms mrs miss aunt".split()
)
MEN = frozenset(
    "man boy father son brother husband spokesman chairman king prince mr sir priest pope policeman uncle".split()
)
#: Nouns for a body.
BODIES = frozenset(
    "ministry government agency company firm bank department council office group organization"
    " organisation union party army military police court commission committee newspaper paper daily"
    " magazine outlet broadcaster channel network website service airline university institute bureau"
    " force administration parliament house team club foundation watchdog regulator carrier maker"
    " chain corporation embassy church hospital school association federation league authority board navy"
    " giant retailer operator provider chipmaker supplier utility lender insurer automaker startup".split()
)
#: Nouns that say no more of a body than that it is one.
GENERIC_BODIES = frozenset(
    "company firm bank agency group airline giant carrier maker retailer chain operator provider"
    " chipmaker supplier utility lender insurer automaker startup corporation organization organisation newspaper paper daily authority board".split()
)
#: What somebody issues: its speaker is who issued it.
ISSUED = frozenset(
    "statement release tweet post message announcement letter email note communique memo account feed blog"
    " article column disclosure".split()
)
#: What else can be cited for a matter.
PAPERS = frozenset(
    "data figure record document paper filing report study survey poll law transcript file source list tally".split()
)
#: Pictures, and how they come to the public.
PICTURES = frozenset("photo photograph picture image video footage handout".split())
ISSUING = frozenset(
    "released provided posted published issued shared distributed announced presented unveiled".split()
)
QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
ARTICLES = frozenset(
    {"the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "my", "one", "another", "some"}
)
POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
LINKS = frozenset(
    "of in at for from with on by to about against near who which that where when whose as under".split()
)
ADJECTIVES = frozenset(
    form for forms in COUNTRIES.values() for form in forms if form.endswith(("n", "i", "ish", "ese"))
)
AUXILIARIES = frozenset("is was has had will would can could may might".split())
