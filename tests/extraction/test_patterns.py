"""No pattern of the engine can run away: each is given to a checker of regular expressions."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import pytest
from regexploit.ast.sre import SreOpParser
from regexploit.redos import find

from timeline import dates, extraction
from timeline.extraction.when.find import _GRAMMAR


def patterns_of(package: ModuleType) -> Iterator[re.Pattern[str]]:
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, re.Pattern):
                yield value


class Parser(SreOpParser):
    """Takes what never goes back for what may: whoever passes that is safe without."""

    from_POSSESSIVE_REPEAT = SreOpParser.from_MAX_REPEAT  # noqa: N815


def ways_to_blow_up(pattern: re.Pattern[str]) -> list[str]:
    parsed = Parser().parse_sre(pattern.pattern, pattern.flags)
    return [found.example() for found in find(parsed)]


def test_the_checker_knows_a_bad_pattern():
    assert ways_to_blow_up(re.compile(r"[a-z]*[a-z]*[a-z]*1"))


@pytest.mark.parametrize("package", [dates, extraction], ids=["dates", "extraction"])
def test_no_pattern_of_a_module_can_blow_up(package):
    patterns = {(p.pattern, p.flags): p for p in patterns_of(package)}
    assert len(patterns) > 3
    assert {p.pattern: ways_to_blow_up(p) for p in patterns.values() if ways_to_blow_up(p)} == {}


def test_no_rule_of_the_time_grammar_can_blow_up_or_repeats():
    patterns = list(_GRAMMAR.patterns())
    assert len(patterns) > 150
    assert [p.pattern for p in patterns if ways_to_blow_up(p)] == []
    assert [p.pattern for p in patterns if "*" in p.pattern or "+" in p.pattern] == []
