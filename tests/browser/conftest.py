"""A real browser, and what must not happen in it: errors on its console, failed responses."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Playwright's sync interface runs an event loop, in which Django refuses the database otherwise.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    return {"args": list(ARGS), **({"executable_path": path} if path else {})}


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """What went wrong in the page so far; anything left at the end fails the test.

    A breach of the content security policy is an error on the console. Read this before axe
    runs, which injects styles of its own.
    """
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("response", lambda r: found.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    yield found
    assert found == []


def violations(page: Page) -> list[str]:
    """What axe finds, as rule and element."""
    results = Axe().run(page)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in results.response["violations"]
        for node in rule["nodes"]
    ]
