"""The handbook as it would read after saving: exactly that, and the handbook that is there is left alone."""

from __future__ import annotations

from handbook.editions.resolve import resolve
from handbook.store.as_written import as_written
from handbook.store.saving import opened, save
from tests.small import ADAPT
from tests.store.walks import OWN, SHARED, walked


def test_it_reads_as_after_saving_and_the_handbook_is_as_before(tmp_path):
    workspace = walked(tmp_path)
    for edition, practice, _file in (OWN, SHARED):
        copy = opened(workspace, edition, practice)
        before = resolve(workspace.handbook, practice, edition)
        copy.set("summary", "Otherwise.")
        copy.say_why("summary", "So.") if copy.shared else None
        copy.add("signs", {"text": "A sign."})
        foreseen = resolve(as_written(workspace, copy), practice, edition)
        assert resolve(workspace.handbook, practice, edition) == before
        save(workspace, copy)
        after = resolve(workspace.handbook, practice, edition)
        assert (foreseen.parts, foreseen.lists, foreseen.practice.status) == (after.parts, after.lists, "published")
        assert foreseen.practice.content == after.practice.content


def test_a_first_change_of_a_practice_is_seen_before_there_is_a_file(tmp_path):
    workspace = walked(tmp_path)
    (tmp_path / ADAPT).unlink()
    copy = opened(workspace, "nl", "build-trust")
    assert as_written(workspace, copy) is workspace.handbook
    copy.set("title", "Bouw vertrouwen op")
    copy.say_why("title", "In het Nederlands.")
    book = as_written(workspace, copy)
    assert resolve(book, "build-trust", "nl").value("title") == "Bouw vertrouwen op"
    assert book.edition("nl").adaptations["build-trust"].file == ADAPT and not (tmp_path / ADAPT).exists()


def test_what_cannot_be_written_is_left_out_of_it(tmp_path):
    workspace = walked(tmp_path)
    copy = opened(workspace, "global", "build-trust")
    copy.set("title", "")
    copy.set("problem", "\u202e")
    copy.set("summary", "Otherwise.")
    found = resolve(as_written(workspace, copy), "build-trust", "global")
    assert (found.value("title"), found.value("summary")) == ("Build trust", "Otherwise.")
    assert "\u202e" not in found.value("problem")
