"""The library speaks English until a program says otherwise, and then no English sentence is left on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from handbook.editions import released as words
from handbook.editions.changed_since import Held, changed_since, stand
from handbook.editions.linked import links_from, links_to
from handbook.editions.news import news, sentences
from handbook.errors import HandbookError
from handbook.exchange import in_words, taken
from handbook.exchange.proposal import Proposal, ProposedUnit
from handbook.model.units import spoken
from handbook.store.commit import commit, uncommitted
from handbook.store.commit_sentence import proposed
from handbook.store.history import history
from handbook.store.journal import Journal
from handbook.store.presence import Presence
from handbook.store.pushing import push
from handbook.store.releasing import release as released
from handbook.store.sync import sync
from handbook.wording import N_, _, count, pair, speak
from tests.small import PUBLISH, SUMMARY, TRUST
from tests.store.released import following, retitled, shared
from tests.store.repositories import git, opened, record, repository, rewrite
from tui.speech import speak_as_asked

# Words that no French sentence holds.
ENGLISH = re.compile(
    r"\b(?:the|of|and|was|were|is|are|has|have|had|with|you|your|nothing|from|which|that|this|what|it|changed|added"
    r"|taken|reads?|new|begun|used|since|there|here|by|not|no)\b",
    re.IGNORECASE,
)
# What is quoted or named: content, commands and paths stay as they are.
CONTENT = re.compile(r"«[^»]*»|`[^`]*`|/\S+|handbook \w+|git [a-z].*|\w+@\w+")


class Shouted(NullTranslations):
    """A language that shouts, and counts from none as one."""

    def gettext(self, message: str) -> str:
        return message.upper().replace("{NAME}", "{name}")

    def ngettext(self, one: str, many: str, number: int) -> str:
        return one if number < 2 else f"{many}!"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    speak(NullTranslations())
    yield
    speak(NullTranslations())


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    speak_as_asked()


def is_french(*said: str, content: tuple[str, ...] = ()) -> bool:
    """Whether something is said, and nothing of it in English."""
    for one in said:
        bare = one
        for kept in content:
            bare = bare.replace(kept, "")
        found = ENGLISH.findall(CONTENT.sub("", bare))
        assert one and not found, (one, found)
    return bool(said)


def test_it_is_english_until_a_program_says_otherwise():
    assert _("Back to {name}", name="{name}") == "Back to {name}" and _("{") == "{"
    assert count("{number} step", "{number} steps", 1) == "1 step" and _("") == ""
    speak(Shouted())
    assert _("Back to {name}", name="her") == "BACK TO her" and _("") == "", "never the head of a catalog"
    assert [count(*pair("{number} step", "{number} steps"), n) for n in (0, 1, 2)] == ["0 step", "1 step", "2 steps!"]
    assert N_("Back") == "Back"
    speak(NullTranslations())
    assert _("Back") == "Back"


def test_history_and_links_are_french(french, tmp_path):
    root = repository(tmp_path / "w")
    rewrite(root, TRUST, SUMMARY, "Meet every week, before you need each other.")
    rewrite(root, TRUST, "status: published", "status: withdrawn")
    record(root, "Mieux")
    workspace = opened(root)
    lines = [one for moment in history(workspace, "global", "build-trust") for one in moment.changes]
    assert is_french(*(one.sentence for one in lines))
    assert "Résumé\u00a0: 2 phrases modifiées" in {one.sentence for one in lines}
    here = [one.words for end in (links_to, links_from) for one in end(workspace.handbook, "global", "build-trust")]
    assert is_french(*here)


def test_an_adaptation_that_came_is_told_in_french(french, tmp_path):
    workspace = opened(repository(tmp_path / "w"))
    book = workspace.handbook
    held = book.edition("nl").adaptations["build-trust"]
    before, now = (stand(book, "nl", "build-trust", one) for one in (Held(), Held(adaptation=held)))
    assert is_french(*(one.sentence for one in changed_since(before, now)), content=("Dat is hier al zo.",))


def test_a_commit_its_sentence_and_what_git_refuses_are_french(french, tmp_path):
    root = repository(tmp_path / "w")
    rewrite(root, TRUST, SUMMARY, "Meet.")
    rewrite(root, TRUST, "Invite ten people.", "Invite twelve people.")
    workspace = opened(root)
    said = proposed(workspace, uncommitted(workspace, "global"))
    assert said == "Build trust : résumé, étapes" and is_french(said, content=("Build trust",))
    (root / PUBLISH).unlink()
    both = proposed(opened(root), uncommitted(opened(root), "global"))
    assert is_french(both, content=("Build trust", "Publish the results"))
    done = commit(workspace, uncommitted(workspace, "global"), said)
    assert is_french(done.sentence)
    for refused in (lambda: push(opened(root)), lambda: commit(opened(root), [TRUST], said)):
        with pytest.raises(HandbookError) as error:
            refused()
        assert is_french(error.value.what) and (not error.value.todo or is_french(error.value.todo))
    git(root, "remote", "add", "origin", str(tmp_path / "gone.git"))
    with pytest.raises(HandbookError) as error:
        push(opened(root))
    assert str(error.value).endswith("Rien n’a été envoyé. Regardez son adresse\u00a0: git remote -v")


def test_what_a_release_means_is_french(french, tmp_path):
    following(shared(tmp_path, 1))
    retitled(tmp_path, 2)
    looked = sync(opened(tmp_path), "nl", dry_run=True)
    title = str(looked.release.chain[-1].content["title"])
    told = [taken.headed(looked, dry_run=True), *taken.meant(looked), *sentences(news(None, looked.release.chain,
            looked.edition))]  # fmt: skip
    assert is_french(*told, content=(title,))
    made = released(opened(tmp_path), "nl", dry_run=True)
    held = [line.written() for line in made.changes]
    told = [one for _title, lines in words.changelog(held, made.chain, None) for one in lines]
    assert is_french(words.first_or_since([line["kind"] for line in held], made.chain, made.before), *told)


def test_a_proposal_is_told_in_french(french):
    units = (ProposedUnit("summary", "Meet.", why="Mieux."), ProposedUnit("groups", add=("isp",), remove=("irt",)))
    made = Proposal("improvement", "nl", "global", "build-trust", "fr", "CC BY 4.0", "2026-11-22", units=units)
    lines = [
        "".join(part for _kind, part in line.parts)
        for line in (*in_words.headed(made, "Nederland"), *in_words.contents(made))
    ]
    assert is_french(*lines[1:], _(in_words.PRIVATE), content=("Meet.", "isp", "irt", "CC BY 4.0"))
    assert "Nouveau\u00a0: Meet." in lines and "avec isp, sans irt" in lines


def test_typing_that_is_not_safe_is_told_in_french(french, tmp_path, monkeypatch):
    blocked = tmp_path / "machine"
    blocked.write_text("a file where a folder must be")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    with pytest.raises(HandbookError) as error:
        Journal(blocked, Presence(blocked)).keep("global", "build-trust", {"summary": "Meet."})
    assert error.value.what.startswith("Ce que vous écrivez n’est PAS en sûreté")
    assert is_french(error.value.what, error.value.todo)


def test_what_is_written_into_files_stays_as_it_is(french, tmp_path):
    """A name of a field in a file that others read is English whatever its editor speaks."""
    assert spoken("summary") == "Summary" and spoken("summary", _) == "Résumé"
