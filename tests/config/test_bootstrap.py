"""The first run, with a real virtual environment and pip, on a package of one file."""

import ast
import base64
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = sys._base_executable

pytestmark = pytest.mark.skipif(
    not importlib.util.find_spec("ensurepip"), reason="this Python cannot make environments"
)

COMMANDS = """
import sys
def execute_from_command_line(arguments):
    print("django", VERSION, *arguments[1:], "in", sys.prefix.rsplit("/", 1)[-1])
"""


def pack(folder: Path, version: str) -> str:
    """A wheel called Django that says what it was asked; its line for a requirements file."""
    name = f"django-{version}"
    files = {
        "django/__init__.py": "",
        "django/core/__init__.py": "",
        "django/core/exceptions.py": "class ImproperlyConfigured(Exception): pass\n",
        "django/core/management.py": f"VERSION = {version!r}\n{COMMANDS}",
        f"{name}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: django\nVersion: {version}\n",
        f"{name}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [
        f"{path},sha256={urlsafe(hashlib.sha256(text.encode()).digest())},{len(text)}"
        for path, text in files.items()
    ]
    files[f"{name}.dist-info/RECORD"] = "\n".join([*record, f"{name}.dist-info/RECORD,,"]) + "\n"
    wheel = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return f"./{wheel.name} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def urlsafe(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A copy of the project as far as the first run goes."""
    (tmp_path / "tests").mkdir()
    shutil.copy(PROJECT / "manage.py", tmp_path)
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    (tmp_path / "requirements.txt").write_text(pack(tmp_path, "5.2.1"))
    return tmp_path


def run(folder: Path, *arguments: str, python: tuple[str, ...] = (SYSTEM_PYTHON, "manage.py")):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
    return subprocess.run(
        [*python, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_installs_once_and_starts_again_inside(fresh: Path):
    first = run(fresh, "greet", "--loud")
    assert first.stdout == "django 5.2.1 greet --loud in .venv\n"
    assert first.stderr.startswith("Making a virtual environment in ")
    second = run(fresh, "greet")
    assert (second.stdout, second.stderr) == ("django 5.2.1 greet in .venv\n", "")

    (fresh / "requirements.txt").write_text(pack(fresh, "5.2.2"))
    third = run(fresh, "greet")
    assert third.stdout == "django 5.2.2 greet in .venv\n"
    assert "Making a virtual environment" not in third.stderr

    (fresh / "tests" / "requirements.txt").write_text(pack(fresh, "5.2.3"))
    assert run(fresh, "test").stdout == "django 5.2.3 test in .venv\n"
    assert run(fresh, "greet").stderr == ""


def test_a_package_that_is_not_the_pinned_one_is_refused(fresh: Path):
    requirements = fresh / "requirements.txt"
    requirements.write_text(requirements.read_text()[:-5] + "0000\n")
    refused = run(fresh, "greet")
    assert "its hash differs" in refused.stderr.splitlines()[-1]
    assert refused.returncode == 1
    assert not (fresh / ".venv" / "dateline-installed").exists()


def test_a_python_without_venv_is_told_which_package_to_install(fresh: Path):
    without = (
        "import importlib.util as u, runpy, sys\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'ensurepip' else find(name, *rest)\n"
        "sys.path.insert(0, '')\n"
        "runpy.run_path('manage.py', run_name='__main__')\n"
    )
    refused = run(fresh, "greet", python=(SYSTEM_PYTHON, "-c", without))
    version = "{}.{}".format(*sys.version_info)
    assert f"apt install python{version}-venv" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert not (fresh / ".venv").exists()


def test_nothing_is_installed_when_that_is_wished(fresh: Path):
    environment = {**os.environ, "DATELINE_NO_BOOTSTRAP": "1"}
    usual = subprocess.run(
        [SYSTEM_PYTHON, "-S", "manage.py", "greet"],
        cwd=fresh,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert usual.stderr.splitlines()[-1].startswith("ImportError: Couldn't import Django.")
    assert not (fresh / ".venv").exists()


def test_a_folder_in_the_way_is_left_alone(fresh: Path):
    (fresh / ".venv").mkdir()
    (fresh / ".venv" / "diary.txt").write_text("mine")
    refused = run(fresh, "greet")
    assert refused.stderr.endswith(
        "is in the way and not a virtual environment: move it elsewhere.\n"
    )
    assert [path.name for path in (fresh / ".venv").iterdir()] == ["diary.txt"]


def test_an_old_python_can_read_as_far_as_the_refusal():
    source = (PROJECT / "manage.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert source.index("sys.version_info <") < source.index("from config")
