"""Whom the words of a sentence mean: states, people, bodies, with the names the tables know."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.coreference import Memory
from timeline.extraction.document import Document
from timeline.extraction.entries import ActorEntry, NameMatch, PlaceEntry
from timeline.extraction.gazetteer import Gazetteer
from timeline.extraction.referents import Person, Referent

# Nouns for people who act for the state or the group that is named beside them.
_OFFICIALS: Final = frozenset(
    "government official authority ministry minister ambassador envoy delegation diplomat "
    "spokesman spokeswoman spokesperson leader parliament lawmaker legislator cabinet "
    "administration negotiator prosecutor president premier chancellor king queen monarch prince "
    "emir secretary mediator emissary court judge representative leadership regime consul "
    "congress senate legislature mission team embassy aide adviser advisor deputy mp senator "
    "politician chief head commander general colonel admiral marshal bank company firm airline "
    "newspaper media television radio agency party chairman counterpart inspector nation country "
    "kingdom republic state".split()
)
_FORCES: Final = frozenset(
    "troop force soldier army navy police military warplane jet plane aircraft helicopter ship "
    "warship commando agent gunman rebel guerrilla militant fighter militia insurgent tank unit "
    "battalion brigade marine paratrooper submarine artillery missile drone rocket terrorist "
    "separatist extremist officer guard peacekeeper pilot policeman bomber contingent fleet "
    "carrier sniper security serviceman airstrike strike".split()
)
_CROWD: Final = frozenset(
    "protester demonstrator worker student voter farmer settler people citizen national resident "
    "civilian refugee miner crowd supporter opponent activist prisoner hostage man woman child "
    "villager mob journalist union migrant opposition delegate muslim christian jew catholic "
    "monk family passenger group thousand hundred dozen million teacher".split()
)
_HOME: Final = frozenset(
    "government police army parliament cabinet military authority president premier minister "
    "ministry navy opposition".split()
)
_ORGANISATION: Final = frozenset(
    "bank party ministry court corp corp. inc inc. co co. ltd ltd. company group union agency "
    "council committee commission organization organisation association front army movement "
    "federation league institute university department bureau airlines airways motors times "
    "post gazette daily news tribune herald congress parliament senate assembly board office "
    "authority fund foundation force forces police guard corporation industries systems plc "
    "liberation brigade brigades alliance society center centre network television radio".split()
)
_TITLES: Final = frozenset(
    "president minister secretary ambassador envoy general gen. gen colonel col. king queen "
    "prince princess senator sen. rep. gov. governor mayor chancellor premier spokesman "
    "spokeswoman chairman director chief leader commander judge mr. mr mrs. mrs ms. ms dr. dr "
    "prof. sheik sheikh pope archbishop cardinal bishop capt. captain maj. major lt. adm. "
    "admiral sgt. marshal treasurer deputy attorney comrade ayatollah emperor sultan emir "
    "congressman lawmaker adviser aide official lord sir dame executive".split()
)
_AN_OFFICE: Final = frozenset(
    "president minister premier chancellor king queen secretary pope "
    "emperor monarch emir sultan leader chief head ayatollah".split()
)
# Names that the tables give to one state's institution and that others have as well.
_OF_ANY_STATE: Final = frozenset(
    ("congress", "senate", "house of representatives", "supreme court", "national guard",
     "state department", "justice department", "treasury", "coast guard", "marines",
     "house of commons", "house of lords", "central bank", "parliament", "labour", "labour party",
     "conservatives", "conservative party", "democrats", "republicans")
)  # fmt: skip
# Where a name of which nothing is known may still be that of somebody.
_NAMING: Final = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "poss"))
_NO_NAME: Final = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday resolution article act treaty war "
    "day street road avenue square lawn house hall hotel airport river lake valley mountain "
    "island islands bay sea gulf strait canal bridge park stadium province district county state "
    "city north south east west century summit conference convention accord agreement prize "
    "games cup olympics plan project operation law code god internet covid".split()
)
# "The two leaders", "both governments": the two persons or states last named.
_PAIRED: Final = {
    **dict.fromkeys(("leader", "president", "premier", "statesman", "man"), "person"),
    **dict.fromkeys(("country", "state", "nation", "government", "side", "neighbour", "neighbor",
                     "minister", "army", "ally", "power", "capital", "foe", "rival"), "state"),
}  # fmt: skip
_LEADS: Final = 2  # of each sort
_INNER: Final = frozenset("of with against to between among on for toward towards and".split())


@dataclass
class Cast:
    """The names of one article, and what each of its nouns means."""

    document: Document
    gazetteer: Gazetteer
    names: tuple[NameMatch, ...]
    home: str  # the country of the dateline, "" when there is none
    _surnames: dict[str, Person] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    _cache: dict[tuple[int, int], Referent | None] = field(default_factory=dict)
    _marks: dict[int, dict[int, NameMatch]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return self.document.published_on

    def note(self, trees: Sequence[Tree]) -> None:
        """Read through the article once, so that later surnames and pronouns find their people."""
        for tree in trees:
            self._mark(tree)
        for match in self.names:
            for entry in match.actors[:1]:
                if entry.kind == "person" and " " in match.surface.strip():
                    for surname in _surnames(match.surface):
                        self._surnames.setdefault(surname, Person.of(entry))
        in_trees = {id(match) for marks in self._marks.values() for match in marks.values()}
        for match in self.names:
            if match.actors and id(match) not in in_trees:
                self._note_name(match)
        for tree in trees:
            for token in tree.tokens:
                if token.is_noun and not (token.dep == "compound" and token.is_name):
                    found = self.refer(tree, token.i)
                    if found and found.actors:
                        self.memory.note(
                            token.start,
                            found,
                            is_subject=token.dep in ("nsubj", "nsubjpass"),
                            titles=_titles(tree, token) if found.kind == "person" else frozenset(),
                        )

    def _note_name(self, match: NameMatch) -> None:
        """Remember a name in a sentence that was not parsed."""
        entry = self.gazetteer.narrow(match.actors, self.on)[0]
        if match.form == "name" and not match.needs_context:
            referent = Referent(self.with_state(Person.of(entry)), entry.name, entry.kind)
            self.memory.note(match.start, referent, is_subject=False, titles=frozenset())

    def name_at(self, tree: Tree, i: int) -> NameMatch | None:
        """Return the known name that a token belongs to."""
        return self._mark(tree).get(i)

    def between(self, start: int, end: int) -> tuple[NameMatch, ...]:
        """Return the known names in [start, end) of the text, in order."""
        first = bisect_left(self.names, start, key=lambda m: m.start)
        return self.names[first : bisect_left(self.names, end, key=lambda m: m.start)]

    def _mark(self, tree: Tree) -> dict[int, NameMatch]:
        if tree.index not in self._marks:
            self._marks[tree.index] = {
                i: match
                for match in self.between(tree.sentence.start, tree.sentence.end)
                for i in tree.at(match.start, match.end)
            }
        return self._marks[tree.index]

    def refer(self, tree: Tree, i: int) -> Referent | None:
        """Return what a noun or pronoun means; None when it is nobody and nothing known."""
        key = (tree.index, i)
        if key not in self._cache:
            self._cache[key] = None  # a noun that hangs on itself ends here
            self._cache[key] = self._refer(tree, i)
        return self._cache[key]

    def _refer(self, tree: Tree, i: int) -> Referent | None:
        token = tree.tokens[i]
        if token.tag in ("PRP", "PRP$"):
            return self.memory.pronoun(token.lower, token.start)
        match = self.name_at(tree, i)
        if match:
            return self._named(tree, token, match)
        if token.is_name and token.dep == "compound" and tree.tokens[token.head].is_name:
            return None  # "Mikhail" of "Mikhail Sytenko"
        if token.is_name:
            return self._unknown(tree, token) or self._common(tree, token)
        if token.is_noun or token.tag in ("JJ", "CD", "DT"):
            return self._common(tree, token)
        return None

    # --- names ----------------------------------------------------------------------------

    def _named(self, tree: Tree, token: Token, match: NameMatch) -> Referent | None:
        place = self.place_of(match)
        if match.form == "place" or not match.actors:
            if match.needs_context:
                return None
            return Referent((), match.surface, "place", place=place)
        entry = self.gazetteer.narrow(match.actors, self.on)[0]
        if self._is_elsewhere(match, entry):
            return self._common(tree, token)
        if match.needs_context and match.surface.split()[-1] not in self._surnames:
            return None
        if entry.kind == "person" and _comes_later(entry, self.on) and not place:
            return self._unknown(tree, token)  # "Secretary Vance" of 1978 is no later Vance
        known = self._surnames.get(match.surface)
        if entry.kind == "person" and known:
            # The full name that this article gave decides, known to the tables or not.
            return Referent(self.with_state(known), known.name, "person")
        label = entry.name if entry.kind in ("person", "state", "body") else match.surface
        if match.form == "seat":
            label = match.surface
        if match.form == "demonym":
            label = match.surface
        if match.form == "demonym" and any(t.lower == "ethnic" for t in tree.children(token.i)):
            people = Person(match.surface, "", "group", "")
            return Referent((people,), f"ethnic {match.surface}", "crowd", is_plural=True)
        plural = token.tag in ("NNS", "NNPS") and entry.kind == "state"
        return Referent(self.with_state(Person.of(entry)), label, entry.kind, plural, place)

    def _is_elsewhere(self, match: NameMatch, entry: ActorEntry) -> bool:
        """Whether "Congress" is not the one the tables know, as the article is about others."""
        return (
            entry.kind == "organisation"
            and match.surface.lower() in _OF_ANY_STATE
            and self.focus.get(entry.country, 9) > 0
            and self.home != entry.country
        )

    def with_state(self, person: Person) -> tuple[Person, ...]:
        """Return an actor and the state acted for, or the body whose office it holds."""
        if person.kind == "person" and (body := self.gazetteer.body_of(person.slug, self.on)):
            return (person, Person.of(body))
        if person.kind == "state" or not person.country or person.kind in ("group", "company"):
            return (person,)
        state = self.state(person.country)
        return (person, state) if state and state != person else (person,)

    def place_of(self, match: NameMatch) -> PlaceEntry | None:
        """Return the place that a name means: of several, one in a country the article names."""
        if len(match.places) > 1:
            named = self._countries_named
            return next((p for p in match.places if p.country in named), match.places[0])
        return match.places[0] if match.places else None

    @cached_property
    def _countries_named(self) -> frozenset[str]:
        named = {a.country for m in self.names for a in m.actors[:1] if a.kind == "state"}
        return frozenset(named | {self.home}) - {""}

    @cached_property
    def focus(self) -> dict[str, int]:
        """Return the countries that the article names, the most named at 0, the next at 1."""
        count = Counter[str]()
        for match in self.names:
            if match.places and not match.needs_context:
                country = match.places[0].country
            else:
                country = match.actors[0].country if match.actors else ""
            if country:
                count[country] += 1
        return {country: rank for rank, (country, _) in enumerate(count.most_common())}

    @cached_property
    def leads(self) -> tuple[tuple[str, Referent], ...]:
        """Return whom the article names most of each sort: ("lead:state 0", the first of them)."""
        found: list[tuple[str, Referent]] = []
        ranks = Counter[str]()
        for referent in self.memory.most_named():
            kind = referent.actors[0].kind
            sort = kind if kind in ("state", "person") else "body"
            if ranks[sort] < _LEADS:
                found.append((f"lead:{sort} {ranks[sort]}", referent))
            ranks[sort] += 1
        return tuple(found)

    def mention_count(self, person: Person) -> int:
        """Return how often the article names somebody."""
        return self.memory.count(person.name)

    def state(self, country: str) -> Person | None:
        """Return the state of a country code, as it was called on the day of publication."""
        entry = self.gazetteer.state(country)
        return Person.of(entry) if entry else None

    def _unknown(self, tree: Tree, token: Token) -> Referent | None:
        """Return somebody whom no table knows but whose name and title the text gives."""
        run = _name_run(tree, token.i, self._mark(tree))
        words = [tree.tokens[i].text for i in run]
        before = self._mark(tree).get(run[0] - 1)
        named = before.actors[0] if before and before.actors else None
        if before and named and _is_in(words[-1], named) and not _comes_later(named, self.on):
            return self._named(tree, token, before)  # "Chairman Mao" is known, "Zedong" follows
        surname = words[-1]
        if len(run) == 1 and surname in self._surnames:
            person = self._surnames[surname]
            return Referent(self.with_state(person), person.name, person.kind)
        if any(w.lower() in _ORGANISATION for w in words):
            if len(run) < 2:
                return None
            name = " ".join(_without_form(words))
            country = self._country_beside(tree, token.i)
            return Referent((Person(name, "", "organisation", country),), name, "organisation")
        titled = [n for n, w in enumerate(words[:-1]) if w.lower() in _TITLES]
        title = words[titled[-1]].lower() if titled else ""
        if titled:
            words, run = words[titled[-1] + 1 :], run[titled[-1] + 1 :]
        title = title or self._title(tree, token, run)
        is_given = len(words) > 1 and words[0] in self.gazetteer.given_names
        if not words or any(len(w) < 2 for w in words[-1:]):
            return None
        if not (title or is_given or _is_person(tree, token)):
            return self._some_name(tree, token, words)
        country = self._country_beside(tree, token.i)
        if not country and title in _AN_OFFICE | {"treasurer", "senator", "governor"}:
            country = self.home
        person = Person(" ".join(words), "", "person", country)
        if len(words) > 1:
            for name in _surnames(person.name):
                self._surnames.setdefault(name, person)
        elif words[-1] in self._surnames:
            person = self._surnames[words[-1]]
        return Referent(self.with_state(person), person.name, "person")

    def _some_name(self, tree: Tree, token: Token, words: Sequence[str]) -> Referent | None:
        """Return a name of which only its capitals are known, a firm or a person perhaps."""
        if token.i == 0 or not all(w[:1].isupper() and w.isalpha() for w in words):
            return None
        if token.dep not in _NAMING or words[-1].lower() in _NO_NAME:
            return None
        name = " ".join(words)
        return Referent((Person(name, "", "organisation", ""),), name, "name")

    def _title(self, tree: Tree, token: Token, run: Sequence[int]) -> str:
        """Return the title before or the role after a name: "envoy X", "X, the premier"."""
        first = run[0] if run else token.i
        before = tree.tokens[first - 1] if first else None
        if before and before.lower.rstrip(".") + "." * before.lower.endswith(".") in _TITLES:
            return before.lower
        for child in tree.children(token.i, "appos", "compound", "nmod"):
            if (lemma := _lemma(child)) in _OFFICIALS or lemma in _TITLES:
                return lemma
        above = tree.tokens[token.head]
        if token.dep == "appos" and _lemma(above) in _OFFICIALS:
            return _lemma(above)
        return ""

    def _country_beside(self, tree: Tree, i: int) -> str:
        """Return the country of what stands beside a name: "Soviet envoy X", "X of Iran"."""
        token = tree.tokens[i]
        beside = [i, *(c.i for c in tree.children(i, "appos"))]
        if token.dep == "appos":
            beside.append(token.head)
        for at in beside:
            for child in tree.children(at, "amod", "compound", "nmod", "poss", "prep"):
                nouns = (
                    [t.i for t in tree.children(child.i, "pobj")]
                    if child.dep == "prep"
                    else [child.i]
                )
                if child.dep == "prep" and child.lower not in ("of", "for"):
                    continue
                for noun in nouns:
                    match = self.name_at(tree, noun)
                    if match and match.actors and match.actors[0].country:
                        return match.actors[0].country
        return ""

    # --- common nouns ---------------------------------------------------------------------

    def _common(self, tree: Tree, token: Token) -> Referent | None:
        """Return whom "the Russian president", "Israeli troops" or "three soldiers" means."""
        lemma = _lemma(token)
        owner = self._owner(tree, token.i)
        if owner and owner.actors:
            found = self._office(tree, token, owner)
            if found:
                return found
        if token.is_name and lemma in ("state", "nation", "country", "republic"):
            return None
        kind = (
            "official" if lemma in _OFFICIALS
            else "force" if lemma in _FORCES
            else "crowd" if lemma in _CROWD else ""
        )  # fmt: skip
        if not (owner and owner.actors) and (again := self._again(tree, token, lemma)):
            return again
        if not kind:
            return None
        actors: tuple[Person, ...] = ()
        for child in tree.children(token.i, "appos"):
            named = self.refer(tree, child.i) if child.is_noun else None
            if named and named.kind == "person":
                return named
        if owner and owner.actors:
            actors = owner.actors
        elif lemma in _HOME and self.home and token.tag == "NN":
            state = self.state(self.home)
            actors = (state,) if state else ()
        label = noun_phrase(tree, token.i, self)
        return Referent(
            actors, label, kind, token.tag in ("NNS", "NNPS") or lemma in ("police", "people")
        )

    def _again(self, tree: Tree, token: Token, lemma: str) -> Referent | None:
        """Return whom "the king" or "the court" takes up again."""
        if not any(t.lower in ("the", "this", "that") for t in tree.children(token.i, "det")):
            return None
        if token.tag in ("NNS", "NNPS"):
            is_pair = any(
                t.lower in ("two", "both") for t in tree.children(token.i, "nummod", "det")
            )
            if is_pair and lemma in _PAIRED:
                pair = self.memory.pair(token.start, _PAIRED[lemma])
                actors = tuple(dict.fromkeys(a for r in pair for a in r.actors))
                label = " and ".join(r.label for r in pair)
                kind = _PAIRED[lemma]
                return Referent(actors, label, kind, is_plural=True) if len(pair) == 2 else None
            return None
        if lemma in _AN_OFFICE or lemma in _TITLES:
            return self.memory.role(lemma, token.start)
        return self.memory.body(lemma, token.start) if lemma in _ORGANISATION else None

    def _owner(self, tree: Tree, i: int) -> Referent | None:
        for child in tree.children(i, "amod", "compound", "nmod", "poss", "prep"):
            if child.dep == "prep":
                if child.lower in ("of", "from", "for", "to") and (
                    noun := tree.child(child.i, "pobj")
                ):
                    found = self.refer(tree, noun.i)
                    if found and found.actors:
                        return found
                continue
            match = self.name_at(tree, child.i)
            if match and match.actors:
                return self._named(tree, child, match)
            if child.dep == "poss":
                found = self.refer(tree, child.i)
                if found and found.actors:
                    return found
        return None

    def _office(self, tree: Tree, token: Token, owner: Referent) -> Referent | None:
        """Return who held the office that a role noun names, on the day of publication."""
        if _lemma(token) not in _AN_OFFICE or token.tag in ("NNS", "NNPS"):
            return None
        country = next((a.country for a in owner.actors if a.kind == "state"), "")
        words = [
            t.lower
            for t in tree.children(token.i, "compound", "amod")
            if not self.name_at(tree, t.i)
        ]
        if any(w in ("former", "ex", "late", "next", "deputy", "new", "vice") for w in words):
            return None
        entry = self.gazetteer.holder(" ".join([*words, token.lower]), country, self.on)
        if not entry:
            return None
        return Referent(self.with_state(Person.of(entry)), entry.name, "person")

    # --- who takes part -------------------------------------------------------------------

    def inside(self, tree: Tree, i: int, depth: int = 0) -> Iterator[Referent]:
        """Yield those named within a noun phrase, from its modifiers and complements."""
        for child in tree.children(i, "amod", "compound", "nmod", "poss", "appos", "prep", "conj"):
            if child.dep == "prep":
                if child.lower in _INNER and depth < 3:
                    for noun in tree.children(child.i, "pobj"):
                        for j in tree.joined(noun.i):
                            if found := self.refer(tree, j):
                                yield found
                            yield from self.inside(tree, j, depth + 1)
                continue
            match = self.name_at(tree, child.i)
            if match and match.actors:
                if found := self._named(tree, child, match):
                    yield found
            elif child.dep == "poss" and (found := self.refer(tree, child.i)):
                yield found
            if child.dep in ("conj", "poss", "compound", "amod", "appos") and depth < 3:
                yield from self.inside(tree, child.i, depth + 1)


def _without_form(words: Sequence[str]) -> Sequence[str]:
    """Return the name of a firm as people say it: "Halla Steel Corp." is Halla Steel."""
    while len(words) > 1 and words[-1].lower().rstrip(".") in _FORMS:
        words = words[:-1]
    return words


_FORMS: Final = frozenset("corp inc co ltd plc sa ag spa gmbh nv llc".split())


def _surnames(name: str) -> tuple[str, ...]:
    """Return what a person may be called later: "al-Bashir" is also "Bashir"."""
    last = name.rsplit(maxsplit=1)[-1]
    article, hyphen, rest = last.partition("-")
    return (last, rest) if hyphen and article.lower() in ("al", "el", "ul", "ol") else (last,)


def _is_in(word: str, entry: ActorEntry) -> bool:
    return word in entry.name.split()


def _comes_later(entry: ActorEntry, on: date) -> bool:
    """Whether somebody first held an office long after a day."""
    begins = [n.from_on for n in entry.names if n.from_on]
    return bool(begins) and min(begins).year - on.year > _CAREER


_CAREER: Final = 15  # years in which somebody may be in the news before the first office known


def _is_person(tree: Tree, token: Token) -> bool:
    """Whether a name is told of as a person: "who", an age, or by speaking."""
    if any(
        t.tag == "WP" for clause in tree.children(token.i, "relcl") for t in tree.children(clause.i)
    ):
        return True
    if any(t.lower.isdigit() or t.lower == "aged" for t in tree.children(token.i, "appos", "amod")):
        return True
    return token.dep == "nsubj" and tree.tokens[token.head].lower in _PERSONAL


_PERSONAL: Final = frozenset("said says told added recalled explained added wrote asked".split())


def _titles(tree: Tree, token: Token) -> frozenset[str]:
    """Return the titles that stand with a name: "King Hussein", "X, the premier"."""
    before = {t.lower for t in tree.tokens[max(0, token.i - 4) : token.i + 1]}
    beside = {_lemma(t) for t in tree.children(token.i, "appos", "compound")}
    return frozenset((before | beside) & (_TITLES | _AN_OFFICE))


def _lemma(token: Token) -> str:
    lower = token.lower
    if token.tag in ("NNS", "NNPS"):
        if lower.endswith("men"):
            return lower[:-3] + "man"
        if lower.endswith("ies"):
            return lower[:-3] + "y"
        if lower == "children":
            return "child"
        if lower.endswith("s") and lower != "forces":
            return lower[:-1]
        if lower == "forces":
            return "force"
    return lower


def _name_run(tree: Tree, i: int, marks: dict[int, NameMatch]) -> list[int]:
    """Return the capitalised words that make up a name ending in a token."""
    run = [i]
    while run[0] and tree.tokens[run[0] - 1].is_name and run[0] - 1 not in marks:
        before = tree.tokens[run[0] - 1]
        if before.head not in run and before.head != tree.tokens[run[0]].head:
            break
        run.insert(0, before.i)
    return run


_DROPPED: Final = frozenset(
    ("det", "predet", "relcl", "acl", "appos", "punct", "cc", "conj", "advcl")
)


def noun_phrase(tree: Tree, i: int, cast: Cast | None = None) -> str:
    """Return a noun with what stands before it, without article: "Israeli troops"."""
    kept = [i]
    at = i
    while at > tree.tokens[i].first:
        at -= 1
        token = tree.tokens[at]
        above = token
        while above.head not in (i, above.i):
            above = tree.tokens[above.head]
        if above.dep in _DROPPED or above.dep == "prep" or token.tag == "PRP$":
            break
        kept.insert(0, at)
    return tree.text(kept[0], kept[-1])
