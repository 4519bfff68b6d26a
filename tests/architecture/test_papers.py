"""What the repository says about itself is true and leads somewhere."""

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

from retailcrm.cli.parser import parser

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def anchors(path: Path) -> set[str]:
    """The names a link may jump to: headings in lower case, words joined by hyphens."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def links() -> list[tuple[Path, str]]:
    found = [(p, link) for p in PAPERS for link in LINK.findall(p.read_text(encoding="utf-8"))]
    return [(paper, link) for paper, link in found if not re.match(r"https?:|mailto:", link)]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_paper_leads_to_a_file_and_a_heading_that_exist(paper: Path) -> None:
    broken = []
    for _, link in (pair for pair in links() if pair[0] == paper):
        name, _, anchor = link.partition("#")
        target = (paper.parent / name).resolve() if name else paper
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_two_headings_of_a_paper_answer_to_the_same_link(paper: Path) -> None:
    if paper.name == "CHANGELOG.md":
        return  # every version has the same few
    headings = re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [name for name, times in Counter(h.lower() for h in headings).items() if times > 1] == []


def commands(paper: Path) -> list[str]:
    """Lines of a paper that a reader would type, each way of `a | b` by itself."""
    text = re.sub(r"\\\n\s*", "", paper.read_text(encoding="utf-8"))
    told = re.findall(r"^ {4,}(?:[A-Z_]+=\S+ )?(retailcrm .+)$", text, flags=re.MULTILINE)
    found = []
    for line in (re.split(r"\s{3,}|\s#", one)[0] for one in told):
        first, *others = line.split(" | ")
        found += [first, *(" ".join([*first.split()[:2], one]) for one in others)]
    return found


def test_the_program_understands_every_command_that_a_paper_tells() -> None:
    told = [line for paper in PAPERS for line in commands(paper)]
    assert "retailcrm check" in {re.sub(r" --shop \S+", "", line) for line in told}
    grammar, refused = parser(), []
    for line in told:
        try:
            grammar.parse_args(shlex.split(line)[1:])
        except SystemExit as end:
            refused += [line] if end.code else []
    assert refused == []


def test_the_readme_names_the_two_commands_and_the_makefile_has_them() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(
        r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    for command in ("run", "test"):
        assert f"make {command}" in readme
        assert command in targets


def test_the_changelog_lists_versions_newest_first_under_known_headings() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert heads[0] == "[Unreleased]"
    dated = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - \d{4}-\d\d-\d\d", head) for head in heads[1:]]
    assert None not in dated
    versions = [tuple(int(n) for n in match.groups()) for match in dated if match]
    assert versions == sorted(versions, reverse=True)
    kinds = set(re.findall(r"^### (.+)$", text, flags=re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_acceptance_script_runs_the_checks_and_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert "make check test" in script.read_text(encoding="utf-8")
    assert script.stat().st_mode & 0o111


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
