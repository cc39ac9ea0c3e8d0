"""Reviews on disk: two who write at once are both heard, and no word of it leaves with what the edition hands on."""

from __future__ import annotations

import tempfile
import threading
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.checks.runner import check
from handbook.editions.adapt import adapted
from handbook.editions.review import approved, asked, commented, may_publish, published, said_now, settled, stands
from handbook.errors import ChangedOnDisk, DecisionError, FormError, ReadError, SaveRefused
from handbook.exchange.proposal import entry, glossed, improvement
from handbook.exchange.proposal_file import file_of, written
from handbook.model.adaptation import Change
from handbook.model.review import Done, Review, Standing
from handbook.publish.build import build
from handbook.search import find
from handbook.store import reviews as store
from handbook.store.plans import carry_out
from handbook.store.releasing import pack, release
from handbook.store.reviews import noted, review_of, reviews, set_right, step
from handbook.store.scan import scan
from handbook.store.workspace import Workspace
from tests.small import FILES, NL, PUBLISH, SUMMARY, TRUST, small, write

DAY = "2026-11-22"
FILE = "practices/global/reviews/build-trust.yaml"
SECRET = "Quokkas"  # a word of a comment that stands nowhere else
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40).filter(
    str.strip
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(small(tmp_path))


def said(text: str, unit: str = "summary", by: str = "AK") -> store.Verb:
    return lambda review: commented(review, text, unit=unit, by=by, on=DAY)


def texts(review: Review) -> list[str]:
    return [comment.text for comment in review.comments]


def test_what_is_said_lies_in_a_file_beside_the_practice(workspace: Workspace) -> None:
    assert review_of(workspace, "global", "build-trust") == Review("build-trust", file=FILE)
    before = (workspace.root / TRUST).read_bytes()
    assert noted(workspace, "global", "build-trust", said("Name one aim.")) == FILE
    assert noted(workspace, "nl", "nl/hub", said("Voor wie?")) == "practices/nl/reviews/nl.hub.yaml"
    held = (workspace.root / FILE).read_text()
    assert held.startswith("# What editors and reviewers say") and "text: Name one aim." in held
    assert (workspace.root / TRUST).read_bytes() == before
    for name, practice in (("global", "build-trust"), ("nl", "nl/hub")):
        assert [one.practice for one in reviews(workspace, name)] == [practice]
        assert reviews(Workspace.open(workspace.root), name) == [review_of(workspace, name, practice)]


def test_a_file_that_is_touched_by_hand_keeps_what_is_in_it(workspace: Workspace) -> None:
    noted(workspace, "global", "build-trust", said("One."))
    path = workspace.root / FILE
    path.write_text(f"{path.read_text()}# Ours.\nx_own: {{kept: 'yes'}}\n")
    noted(workspace, "global", "build-trust", said("Two."))
    noted(workspace, "global", "build-trust", lambda review: settled(review, "c1", by="AK", on=DAY, answer="Done."))
    assert "# Ours." in path.read_text() and "kept: 'yes'" in path.read_text()
    review = review_of(workspace, "global", "build-trust")
    assert texts(review) == ["One.", "Two."] and [one.id for one in review.open] == ["c2"]


def test_a_check_knows_such_files_and_a_comment_changes_no_digest(workspace: Workspace) -> None:
    before, digest = check(workspace), workspace.digest("global", "build-trust")
    noted(workspace, "global", "build-trust", said("yes"))
    noted(workspace, "global", "build-trust", said("12:30\n\n- no\n- 1.10"))
    assert check(Workspace.open(workspace.root)) == before and workspace.unquoted == []
    assert workspace.digest("global", "build-trust") == digest


def test_a_file_of_a_wrong_form_is_told_of_and_never_written_over(workspace: Workspace) -> None:
    for broken in ("format: '1'\nreviews: build-trust\nstate: perhaps\n", "state: [\n"):
        write(workspace.root / FILE, broken)
        found = check(Workspace.open(workspace.root))
        assert [finding.file for finding in found] == [FILE]
        with pytest.raises((FormError, ReadError)):
            noted(workspace, "global", "build-trust", said("One."))
        assert (workspace.root / FILE).read_text() == broken


@settings(max_examples=30)
@given(st.lists(st.tuples(LINES, st.lists(LINES, max_size=2)), min_size=1, max_size=4))
def test_two_editors_at_once_are_both_heard(turns: list[tuple[str, list[str]]]) -> None:
    """While one is writing, the other does so as often as he likes: no comment is lost, and each has its own id."""
    with tempfile.TemporaryDirectory() as folder:
        root = small(Path(folder))
        one, other = Workspace.open(root), Workspace.open(root)
        wanted: list[str] = []
        for text, between in turns:
            waiting = list(between)

            def while_others_write(review: Review, text: str = text, waiting: list[str] = waiting) -> store.Edits:
                edits = said(text)(review)
                if waiting:
                    noted(other, "global", "build-trust", said(waiting.pop(), by="BK"))
                return edits

            noted(one, "global", "build-trust", while_others_write)
            wanted += [text, *between]
        for workspace in (one, other, Workspace.open(root)):
            review = review_of(workspace, "global", "build-trust")
            assert sorted(texts(review)) == sorted(text.strip() for text in wanted)
            assert [comment.id for comment in review.comments] == [f"c{n}" for n in range(1, len(wanted) + 1)]


def test_many_at_once_are_all_heard(workspace: Workspace) -> None:
    def write_five(name: str) -> None:
        mine = Workspace.open(workspace.root, cache=False)
        for count in range(5):
            noted(mine, "global", "build-trust", said(f"{name} {count}", by=name))

    names = ["AK", "BK", "CK"]
    threads = [threading.Thread(target=write_five, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heard = texts(review_of(workspace, "global", "build-trust"))
    assert sorted(heard) == sorted(f"{name} {count}" for name in names for count in range(5))


def test_who_never_comes_to_write_is_told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(*_: object, **__: object) -> None:
        raise ChangedOnDisk("Someone else has changed it.")

    monkeypatch.setattr(Workspace, "create", changed)
    with pytest.raises(SaveRefused, match="all the while"):
        noted(workspace, "global", "build-trust", said("One."))


def test_a_full_file_says_what_to_do(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(workspace, "global", "build-trust", said("One."))
    monkeypatch.setattr(store, "_MOST_SAID", 1)
    with pytest.raises(SaveRefused, match="full"):
        noted(workspace, "global", "build-trust", said("Two."))
    assert texts(review_of(workspace, "global", "build-trust")) == ["One."]


def test_where_the_file_is_full_no_step_is_taken(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(workspace, "global", "publish-results", said("One."))
    noted(workspace, "global", "build-trust", said("One."))
    monkeypatch.setattr(store, "_MOST_SAID", 1)
    before = {file: (workspace.root / file).read_bytes() for file in (PUBLISH, TRUST)}
    with pytest.raises(SaveRefused, match="full"):
        seen = workspace.digest("global", "publish-results")
        step(workspace, "global", "publish-results", Done.ASKED, partial(asked, by="AK", on=DAY), seen=seen)
    with pytest.raises(SaveRefused, match="full"):
        seen, right = workspace.digest("global", "build-trust"), SUMMARY.replace("other", "ohter")
        set_right(workspace, "global", "build-trust", "summary", right, by="AK", on=DAY, seen=seen)
    assert {file: (workspace.root / file).read_bytes() for file in before} == before


def test_as_much_as_a_file_takes_can_be_read_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest file that is not refused yet is still one that the handbook reads."""
    comment = dict.fromkeys(("on", "settled"), "2026-11-22") | {"by": "AK", "settled_by": "AK", "answer": "Done."}
    comments = [{"id": f"c{n}", "unit": "summary", "text": "Say for whom.", **comment} for n in range(1, 200)]
    line = {"on": DAY, "by": "AK", "what": "small-correction", "note": "One.", "units": [f"steps/s{n}" for n in "abcd"]}
    tree = {"format": "1", "reviews": "build-trust", "state": "none", "comments": comments, "log": [line] * 200}
    workspace.create(FILE, tree)  # type: ignore[arg-type]
    noted(workspace, "global", "build-trust", said("x" * 2_000))
    assert len(review_of(workspace, "global", "build-trust").comments) == 200


def test_a_step_sets_the_status_and_says_so(workspace: Workspace) -> None:
    def take(done: Done, verb: store.Verb) -> list[str]:
        seen = workspace.digest("global", "publish-results")
        return step(workspace, "global", "publish-results", done, verb, seen=seen)

    def status() -> str:
        return workspace.handbook.edition("global").practices["publish-results"].status

    def waits() -> list[str]:
        review = review_of(workspace, "global", "publish-results")
        return may_publish(workspace.handbook, "global", "publish-results", review)

    file = "practices/global/reviews/publish-results.yaml"
    assert take(Done.ASKED, partial(asked, by="AK", on=DAY)) == [PUBLISH, file] and status() == "in-review"
    of = said_now(workspace.handbook, "global", "publish-results")
    assert take(Done.APPROVED, partial(approved, by="legal", on=DAY, of=of)) == [file]
    assert waits()[:3] == ["“The problem” is empty.", "“Steps” is empty.", "“Checklist” is empty."]
    assert take(Done.PUBLISHED, partial(published, by="AK", on=DAY)) == [PUBLISH, file] and status() == "published"
    review = review_of(workspace, "global", "publish-results")
    assert stands(workspace.handbook, "global", review), "a status is not what was approved"
    assert [line.what for line in review.log] == [Done.ASKED, Done.APPROVED, Done.PUBLISHED]


def test_a_step_that_is_refused_leaves_everything_as_it_was(workspace: Workspace) -> None:
    seen = workspace.digest("global", "publish-results")
    before = (workspace.root / PUBLISH).read_bytes()
    with pytest.raises(DecisionError):
        step(workspace, "global", "publish-results", Done.ASKED, partial(asked, by="", on=DAY), seen=seen)
    write(workspace.root / PUBLISH, before + b"maturity: ended\n")
    with pytest.raises(ChangedOnDisk):
        step(workspace, "global", "publish-results", Done.ASKED, partial(asked, by="AK", on=DAY), seen=seen)
    assert (workspace.root / PUBLISH).read_bytes() == before + b"maturity: ended\n"
    assert review_of(workspace, "global", "publish-results").state is Standing.NONE


def test_a_small_correction_is_made_and_logged(workspace: Workspace) -> None:
    noted(workspace, "global", "build-trust", partial(asked, by="AK", on=DAY))
    of = said_now(workspace.handbook, "global", "build-trust")
    noted(workspace, "global", "build-trust", partial(approved, by="legal", on=DAY, of=of))
    seen = workspace.digest("global", "build-trust")
    right = SUMMARY.replace("other", "ohter")
    told, files = set_right(workspace, "global", "build-trust", "summary", right, by="AK", on=DAY, seen=seen)
    assert files == [TRUST, FILE] and told == "Summary: “other” became “ohter”."
    assert (workspace.root / TRUST).read_text() == FILES[TRUST].replace("other", "ohter", 1)
    review = review_of(workspace, "global", "build-trust")
    assert review.log[-1].note == told and stands(workspace.handbook, "global", review)
    with pytest.raises(DecisionError, match="more than a small correction"):
        set_right(workspace, "global", "build-trust", "summary", "Meet never.", by="AK", on=DAY, seen="")


@pytest.fixture
def whispered(tmp_path: Path) -> Workspace:
    """Comments on every practice of both editions, and a sentence in the log."""
    root = small(tmp_path, {NL: f"{FILES[NL]}licence: CC-BY-4.0\n"})
    workspace = Workspace.open(root)
    change = Change(text="Kom vaker.", why="Zo is het.")
    carry_out(workspace, "nl", adapted(workspace.handbook, "nl", "build-trust", "summary", change))
    for edition, practice in (("global", "build-trust"), ("nl", "build-trust"), ("nl", "nl/hub")):
        noted(workspace, edition, practice, said(f"{SECRET} first.", by=SECRET))
        noted(workspace, edition, practice, partial(asked, by=SECRET, on=DAY, note=f"{SECRET}?"))
    return workspace


def test_no_release_and_no_pack_holds_a_word_of_it(whispered: Workspace) -> None:
    made = release(whispered, "global", note="First.", marks={}, sign=None, dry_run=False)
    assert made is not None
    written = [path for path in (whispered.root / "practices/global/releases").rglob("*") if path.is_file()]
    assert written and not any(SECRET.encode() in path.read_bytes() for path in written)
    _, data, _ = pack(whispered, "global", "")
    path = whispered.root / "out.handbook"
    path.write_bytes(data)
    with ZipFile(path) as held:
        assert held.namelist() and not any(SECRET.encode() in held.read(name) for name in held.namelist())


def test_no_proposal_holds_a_word_of_it(whispered: Workspace) -> None:
    proposals = [
        glossed(improvement(whispered.handbook, "nl", "build-trust", "summary", date=DAY), {"summary": "Come often."}),
        glossed(entry(whispered.handbook, "nl", "nl/hub", date=DAY), {"nl/hub": "One desk."}),
    ]
    for proposal in proposals:
        assert SECRET not in f"{written(proposal).decode()} {file_of(proposal)} {proposal}"


def test_no_page_and_no_search_holds_a_word_of_it(whispered: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert all(one.well for one in build(whispered, ["global", "nl"], out))
    pages = [path for path in out.rglob("*") if path.is_file()]
    assert pages and not [path for path in pages if SECRET.encode() in path.read_bytes()]
    assert find(whispered, SECRET, edition="", most=20) == []


def test_the_files_are_looked_for_where_others_are(workspace: Workspace) -> None:
    write(workspace.root / "practices/global/reviews/x.yml", "a: b\n")
    scan(workspace.root, workspace.manifest.folders, workspace.cache)
    assert [one.file for one in workspace.broken] == ["practices/global/reviews/x.yml"]
