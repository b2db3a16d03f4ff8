"""How likely a finding is right: the signs of a happening and of the date it may have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.extraction.attach import Dated
from timeline.extraction.findings import Kind
from timeline.extraction.weights import model
from timeline.extraction.what import Happening, is_actor
from timeline.extraction.who import Cast

_FEW: Final = 3
_NEAR_TOP: Final = 6


def signs_of(happening: Happening, others: Sequence[Happening], cast: Cast) -> tuple[str, ...]:
    """Return what speaks for and against a happening, whatever its date."""
    tree = happening.tree
    token = tree.tokens[happening.top]
    form = "noun" if happening.verb < 0 else "carried" if happening.at != happening.verb else "verb"
    kind, status = happening.kind, happening.status
    known = "listed" if happening.trigger.word else "unlisted"
    signs = [
        f"{form} {kind}",
        f"{form} {status}",
        f"{kind} {status}",
        f"{known} {form}",
        f"{known} {kind}",
        f"{form} {token.dep}",
        f"{form} {token.tag}",
        f"{kind} {token.dep}",
        f"does {happening.lemma}",
        f"object {bool(happening.clause.objects)} {form}",
        f"object {bool(happening.clause.objects)} {kind}",
        f"{'quoted' if happening.is_quoted else 'told'} {form}",
        f"subject {_who(happening, cast)} {form}",
        f"subject {_who(happening, cast)} {kind}",
        f"happenings {min(len(others), 5)}",
        f"sentence {_where(tree.index)}",
        f"sentence {_where(tree.index)} {kind}",
    ]
    signs += _beside(happening, others)
    return tuple(signs)


def _who(happening: Happening, cast: Cast) -> str:
    """Return what sort of somebody acts: the kind of the first known subject."""
    tree = happening.tree
    for i in happening.clause.subjects:
        referent = cast.refer(tree, i)
        if is_actor(referent) and referent:
            how = "they" if tree.tokens[i].tag[:3] == "PRP" else referent.kind
            return how if referent.actors else f"some {referent.kind}"
    return "thing" if happening.clause.subjects else "nobody"


def _where(index: int) -> str:
    return str(index) if index < _FEW else "early" if index < _NEAR_TOP else "later"


def _beside(happening: Happening, others: Sequence[Happening]) -> list[str]:
    """Return how it stands to what else the sentence tells."""
    tree, kind = happening.tree, happening.kind
    above = {t.i for t in tree.up(happening.top)}
    signs = []
    for other in others:
        if other.top == happening.top:
            continue
        if other.top in above:
            link = tree.tokens[happening.top].dep
            signs.append(f"under {other.kind}")
            signs.append(f"{kind} under {other.kind}")
            signs.append(f"under {'statement' if other.kind is Kind.STATEMENT else 'deed'} {link}")
        elif happening.top in {t.i for t in tree.up(other.top)}:
            signs.append(f"over {other.kind}")
            signs.append(f"{kind} over {other.kind}")
            signs.append(f"{kind} over {'noun' if other.verb < 0 else 'verb'}")
        elif other.kind is kind:
            signs.append(f"{'first' if happening.at < other.at else 'next'} of one kind")
        else:
            signs.append(f"{'first' if happening.at < other.at else 'next'} of several")
    return list(dict.fromkeys(signs))


def signs_with(happening: Happening, signs: Sequence[str], dated: Dated) -> tuple[str, ...]:
    """Return the signs of a happening together with those of one date it may have."""
    form = "noun" if happening.verb < 0 else "verb"
    source = dated.source
    crossed = (
        f"from {source}",
        f"from {source} {form} {happening.kind}",
        f"from {source} {form} {happening.status}",
        f"from {source} {'bare' if happening.needs_date else 'free'}",
        f"from {source} {'quoted' if happening.is_quoted else 'told'}",
        f"from {source} {'listed' if happening.trigger.word else 'unlisted'}",
        f"from {source} {happening.tree.tokens[happening.top].dep}",
    )
    return (*signs, *dated.signs, *crossed)


def likelihood(signs: Sequence[str], *, of: str = "finding") -> float:
    """Return how likely a finding is, 0-1, by the models fitted on labelled texts.

    `of` is "finding" for an event of that date, "right" for one whose kind is right as well.
    """
    return model(of).probability(signs)
