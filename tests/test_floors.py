"""The picture of imports stays a layered house: docs/architecture.md, "The floors"."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FLOORS = {
    "timeline.dates": 0,
    "timeline.extraction": 0,
    "timeline.index": 0,
    "timeline.compression": 0,
    "timeline.models": 1,
    "timeline.articles": 2,
    "timeline.candidates": 2,
    "timeline.review": 2,
    "timeline.reading": 2,
    "timeline.exchange": 2,
    "timeline.filters": 3,
    "timeline.http": 3,
    "timeline.caching": 3,
    "timeline.views": 4,
    "timeline.admin": 4,
    "timeline.management": 4,
    "timeline.templatetags": 4,
    "timeline.urls": 5,
    "timeline.apps": 5,
    "config": 5,
}
SIDEWAYS = {
    ("timeline.extraction", "timeline.dates"),
    ("timeline.index", "timeline.dates"),
    ("timeline.review", "timeline.candidates"),
    ("timeline.candidates", "timeline.articles"),
    ("timeline.exchange", "timeline.articles"),
    ("timeline.filters", "timeline.reading"),
    ("timeline.caching", "timeline.http"),
    ("timeline.urls", "timeline.views"),
    ("config", "timeline.urls"),
}
PURE_FLOOR_REFUSES = ("django", "psycopg", "socket", "requests", "urllib.request", "http")


def modules():
    for top in ("timeline", "config"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" not in path.parts and "sample" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield name.removesuffix(".__init__"), path


def room(module):
    return next((r for r in FLOORS if module == r or module.startswith(f"{r}.")), None)


def imports(path, *, anywhere):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if anywhere else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda part: str(part)[-40:])
def test_a_module_imports_only_from_floors_below_its_own(module, path):
    here = room(module)
    if here is None:
        assert module in {"timeline", "config"}, f"{module} stands on no floor: add it to FLOORS"
        return
    for imported in imports(path, anywhere=True):
        there = room(imported)
        if there is None or there == here:
            continue
        below = FLOORS[there] < FLOORS[here]
        assert below or (here, there) in SIDEWAYS, f"{module} imports {imported}"


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda part: str(part)[-40:])
def test_the_lowest_floor_knows_neither_django_nor_the_network(module, path):
    if FLOORS.get(room(module)) != 0:
        return
    for imported in imports(path, anywhere=True):
        refused = [p for p in PURE_FLOOR_REFUSES if imported == p or imported.startswith(f"{p}.")]
        assert not refused, f"{module} imports {imported}"


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda part: str(part)[-40:])
def test_no_import_hides_inside_a_function(module, path):
    hidden = set(imports(path, anywhere=True)) - set(imports(path, anywhere=False))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    # `if TYPE_CHECKING:` and `try:` at the top of a module are in the open.
    for node in tree.body:
        if isinstance(node, ast.If | ast.Try):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import):
                    hidden -= {alias.name for alias in inner.names}
                elif isinstance(inner, ast.ImportFrom):
                    hidden -= {inner.module, *(f"{inner.module}.{a.name}" for a in inner.names)}
    assert not hidden, f"{module} hides {sorted(hidden)}"


def test_no_module_is_a_lumber_room():
    refused = {"utils", "helpers", "services", "base", "misc", "common"}
    django_wants = {"config.postgres.base"}  # the name it looks for in a database backend
    names = {module for module, _ in modules()} - django_wants
    assert not [name for name in names if name.rsplit(".", 1)[-1] in refused]
