"""The two commands find out by themselves what a bare system lacks."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFSCREEN = ("libEGL.so.1", "libGL.so.1", "libxkbcommon.so.0", "libfontconfig.so.1",
             "libdbus-1.so.3", "libglib-2.0.so.0")  # fmt: skip


class Machine:
    """A system made of stand-ins for the programs that the script asks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "installed"
        self.has(*OFFSCREEN)
        self.user(0)
        self.program("apt-get", f'echo "$*" >> {self.log}')
        self.program("sudo", "exit 1")
        self.program("uname", "echo Linux")
        self.program("python9", "exit 0")

    def program(self, name: str, does: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        path.chmod(0o755)

    def has(self, *libraries: str) -> None:
        self.program("ldconfig", "echo '" + " ".join(libraries) + "'")

    def user(self, number: int) -> None:
        self.program("id", f"echo {number}")

    def prepare(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", ROOT / "tools" / "system.sh", *words],
            env={"PATH": f"{self.folder}:/usr/bin:/bin", "PYTHON": "python9"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def installed(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_system_that_has_everything_is_left_alone(machine: Machine) -> None:
    done = machine.prepare()
    assert (done.returncode, done.stdout, done.stderr, machine.installed) == (0, "", "", "")


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    machine.has(*OFFSCREEN[1:])
    assert machine.prepare().returncode == 0
    assert re.search(r"install .*libegl1", machine.installed)
    assert "libgl1" not in machine.installed


def test_a_window_needs_more_than_drawing_without_one(machine: Machine) -> None:
    assert machine.prepare("window").returncode == 0
    for package in ("libxcb-cursor0", "libxcb-icccm4", "libxkbcommon-x11-0"):
        assert package in machine.installed


def test_who_may_not_install_is_told_everything_in_one_line(machine: Machine) -> None:
    machine.has(*OFFSCREEN[2:])
    machine.user(1000)
    done = machine.prepare()
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert "libegl1 libgl1" in done.stderr
    assert machine.installed == ""


def test_who_may_use_sudo_need_not_be_root(machine: Machine) -> None:
    machine.has(*OFFSCREEN[1:])
    machine.user(1000)
    machine.program("sudo", '[ "$1" = -n ] && exit 0; exec "$@"')
    assert machine.prepare().returncode == 0
    assert "libegl1" in machine.installed


def test_a_python_that_cannot_make_environments_gets_the_package_that_can(
    machine: Machine,
) -> None:
    machine.program("python9", "exit 1")
    assert machine.prepare().returncode == 0
    assert "python3-venv" in machine.installed


@pytest.mark.parametrize("lies_in", ["here", "nowhere"])
def test_a_python_without_its_library_as_a_file_gets_one_to_build_with(
    lies_in: str, machine: Machine, tmp_path: Path
) -> None:
    name = "libpython3.11.so.1.0"
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / name).touch()
    machine.program("python9", f"echo {tmp_path / lies_in / name}")
    assert machine.prepare("build").returncode == 0
    assert "libxcb-cursor0" in machine.installed
    assert ("libpython3.11" in machine.installed) is (lies_in == "nowhere")
