"""PO files out and in: other programs may wrap and sort them, and no newer text of ours is ever lost."""

from __future__ import annotations

import shutil
import subprocess

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.editions.translate import Standing, translated, translations
from handbook.errors import DecisionError, ReadError
from handbook.exchange.po import MOST_BYTES, MOST_OF_ENTRY, exported, imported
from handbook.model.fields import CAP
from tests.editions.build import edition, handbook, practice
from tests.editions.test_translate import SUMMARY, SWAHILI, carried

# What a writer of PO files could stumble over, and what Markdown, HTML and other scripts bring.
HARD = [
    "\u200f",
    '"',
    "\\",
    "\\n",
    "\\\\",
    "\t",
    " ",
    "  \n",
    "\n\n",
    "--",
    "#. was:",
    "<b>",
    "%s",
    "ثقة",
    "é",
    "1. one",
    "\u200f",
]
TEXTS = st.lists(
    st.one_of(st.sampled_from(HARD), st.text("abc -", min_size=1, max_size=12)), min_size=1, max_size=20
).map(lambda parts: "x" + "".join(parts))
NEW = "Meet weekly. Keep your word."


def kenya(summary=SUMMARY, said=None, of=SUMMARY, **content):
    held = {("sw", "trust"): {"summary": (said, of)}} if said else None
    return handbook(
        edition("global", "", practice(summary=summary, **content)),
        edition("ke", "global", languages=("en", "sw"), translations=held, bases=(of,)),
    )


def sent(book, lang="sw", where="ke"):
    return polib.pofile(exported(translations(book, where, lang), edition=where, lang=lang) + "\n")


def entry(file, path="summary", name="trust"):
    return next(one for one in file if one.msgctxt == f"{name}#{path}")


def received(book, file, **how):
    return imported(book, "ke", "sw", str(file).encode(), "ke.po", **how)


def taken(book, file, **how):
    found = received(book, file, **how)
    for plan in found.plans:
        book = carried(book, "ke", plan)
    return book, found


def unit(book, path="summary"):
    return {one.path: one for one in translations(book, "ke", "sw")}[path]


def test_an_entry_has_original_translation_and_a_line_for_the_translator():
    one = entry(sent(kenya(said=SWAHILI)))
    assert (one.msgid, one.msgstr, one.fuzzy) == (SUMMARY, SWAHILI, False)
    assert one.comment.split("\n")[0] == f"was: {fingerprint(SWAHILI)}"
    assert "Build trust · Summary (en)" in one.comment and "courtesy" in one.comment


def test_the_header_says_the_language_as_gettext_does():
    book = handbook(edition("br", "", practice(lang="en"), languages=("pt-BR", "en")))
    file = sent(book, "pt-BR", "br")
    assert file.metadata["Language"] == "pt_BR" and "Plural-Forms" not in file.metadata
    assert imported(book, "br", "pt-BR", str(file).encode(), "x.po").plans == []


def test_an_outdated_translation_is_fuzzy_and_shows_what_it_was_made_from():
    one = entry(sent(kenya(NEW, SWAHILI)))
    assert one.fuzzy and one.previous_msgid == SUMMARY and (one.msgid, one.msgstr) == (NEW, SWAHILI)


def test_values_and_ids_never_leave():
    assert not [one for one in sent(kenya(maturity="ended")) if "groups" in one.msgctxt or "maturity" in one.msgctxt]


def test_a_new_translation_is_taken_in_as_courtesy():
    book, file = kenya(), sent(kenya())
    entry(file).msgstr = SWAHILI
    book, found = taken(book, file)
    assert found.taken == [("trust", "summary")] and not found.skipped
    assert (unit(book).standing, unit(book).text, unit(book).kind) == (Standing.FRESH, SWAHILI, "courtesy")


def test_kind_and_body_are_those_that_were_said():
    file = sent(kenya())
    entry(file).msgstr = SWAHILI
    book, _ = taken(kenya(), file, kind="authoritative", by="The ministry")
    assert (unit(book).kind, unit(book).by) == ("authoritative", "The ministry")


def test_fuzzy_empty_and_obsolete_entries_are_left():
    file = sent(kenya())
    entry(file).msgstr, entry(file).flags = SWAHILI, ["fuzzy"]
    gone = entry(file, "title")
    gone.msgstr, gone.obsolete = "Imani", True
    found = received(kenya(), file)
    assert (found.plans, found.unfinished, found.skipped) == ([], 1, [])


def test_no_longer_fuzzy_means_that_it_still_fits():
    book = kenya(NEW, SWAHILI)
    file = sent(book)
    entry(file).flags = []
    book, found = taken(book, file)
    assert found.taken == [("trust", "summary")]
    assert (unit(book).standing, unit(book).text) == (Standing.FRESH, SWAHILI)
    assert taken(book, file)[1].plans == []


def test_a_newer_translation_of_ours_stands_and_is_told():
    file = sent(kenya(said="Kutana."))
    entry(file).msgstr = "Kutaneni leo."
    found = received(kenya(said=SWAHILI), file)
    assert found.plans == [] and [(one.path, "stands" in one.why) for one in found.skipped] == [("summary", True)]


def test_a_translation_that_came_up_meanwhile_stands_too():
    file = sent(kenya())
    entry(file).msgstr = "Kutaneni leo."
    assert received(kenya(said=SWAHILI), file).plans == []
    assert received(kenya(NEW, said=SWAHILI), file).plans == []  # also where it is outdated itself


def test_what_the_translator_left_alone_never_brings_old_words_back():
    file = sent(kenya(said="Kutana."))
    found = received(kenya(said=SWAHILI), file)
    assert (found.plans, found.skipped) == ([], [])


def test_without_our_comments_nothing_of_ours_is_replaced():
    file = sent(kenya(said="Kutana."))
    for one in file:
        one.comment = ""
    entry(file).msgstr = SWAHILI
    entry(file, "title").msgstr = "Jenga uaminifu"
    found = received(kenya(said="Kutana."), file)
    assert found.taken == [("trust", "title")] and [one.path for one in found.skipped] == ["summary"]


def test_a_translation_of_older_words_is_kept_as_outdated_where_we_have_none():
    file = sent(kenya())
    entry(file).msgstr = SWAHILI
    book, found = taken(kenya(NEW), file)
    assert found.plans[0].bases == (SUMMARY,)
    assert (unit(book).standing, unit(book).text, unit(book).before) == (Standing.OUTDATED, SWAHILI, SUMMARY)
    assert taken(book, file)[1].plans == []


def test_a_translation_of_older_words_never_replaces_one_of_the_present_ones():
    file = sent(kenya(said="Kutana."))
    entry(file).msgstr = SWAHILI
    found = received(kenya(NEW, said="Kutana.", of=NEW), file)
    assert found.plans == [] and "older words" in found.skipped[0].why


def test_an_item_taken_in_meanwhile_is_found_under_its_old_id():
    ours = {"trust": {"additions": {"checklist": [{"id": "ke/ask", "text": "Ask twice.", "why": "w"}]}}}
    before = handbook(
        edition("global", "", practice()), edition("ke", "global", languages=("en", "sw"), adaptations=ours)
    )
    file = sent(before)
    entry(file, "checklist/ke/ask.text").msgstr = "Uliza mara mbili."
    book, found = taken(kenya(checklist=[{"id": "ask", "text": "Ask twice.", "from": "ke/ask"}]), file)
    assert found.taken == [("trust", "checklist/ask.text")]
    assert unit(book, "checklist/ask.text").standing is Standing.FRESH


@pytest.mark.parametrize("context", ["trust#summery", "trust#groups", "nothing#summary", "trust", None])
def test_entries_that_we_do_not_know_are_told(context):
    file = sent(kenya())
    file.append(polib.POEntry(msgctxt=context, msgid="Something", msgstr="Kitu"))
    found = received(kenya(), file)
    assert found.plans == [] and "no such unit" in found.skipped[0].why


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"msgstr": "a\x0bb"}, "U+000B"), ({"msgstr": "x" * (CAP + 1)}, "bytes"), ({"msgid_plural": "s"}, "plural")],
)
def test_one_entry_that_cannot_be_stored_does_not_stop_the_others(changed, words):
    file = sent(kenya())
    entry(file, "title").msgstr = "Jenga uaminifu"
    entry(file).msgstr = SWAHILI
    for name, value in changed.items():
        setattr(entry(file), name, value)
    if "msgid_plural" in changed:
        entry(file).msgstr, entry(file).msgstr_plural = "", {0: "a", 1: "b"}
    found = received(kenya(), file)
    assert found.taken == [("trust", "title")]
    assert words in found.skipped[0].why


def test_an_entry_that_stands_twice_is_taken_once():
    file = sent(kenya())
    entry(file).msgstr = SWAHILI
    file.append(polib.POEntry(msgctxt="trust#summary", msgid=SUMMARY, msgstr="Nyingine"))
    book, found = taken(kenya(), file)
    assert unit(book).text == SWAHILI and "twice" in found.skipped[0].why


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'msgid "a\nmsgstr "b"\n', 1),
        (b'msgid "a"\nmsgstr "b\n', 2),
        (b'msgid "a"\nmsgstr "b"c"\n', 2),
        (b'msgid "a"\nwhat is this\n', 2),
        (b'msgid ""\nmsgstr ""\n\n#| "x"\n#|\n', 5),
        (b'# \xe2\x80\xae\nmsgid "a"\nmsgstr ""\n', 1),
        (b'#\nmsgid "a"\nmsgstr "\xff"\n', 3),
        (b'msgid "a"\nmsgstr "b\x0b"\n', 2),
        (b"\x00" * 9, 1),
        (b"{}", 1),
    ],
)
def test_what_is_no_po_file_is_refused_with_its_line(data, line):
    with pytest.raises(ReadError) as told:
        imported(kenya(), "ke", "sw", data, "ke.po")
    assert told.value.where and (told.value.where.file, told.value.where.line) == ("ke.po", line)
    assert told.value.todo


def test_a_file_in_another_language_or_too_large_is_refused():
    with pytest.raises(ReadError, match="“es”"):
        imported(kenya(), "ke", "sw", b'msgid ""\nmsgstr "Language: es\\n"\n', "es.po")
    with pytest.raises(ReadError, match="larger"):
        imported(kenya(), "ke", "sw", b"#" * (MOST_BYTES + 1), "ke.po")
    with pytest.raises(DecisionError, match="no pages in “nb”"):
        imported(kenya(), "ke", "nb", b"", "nb.po")


@pytest.mark.parametrize("line", ['"\\n"', "#. a", "# a", '#| "a"', '#~ "a"', '#. a\nmsgid ""'])
def test_an_entry_without_end_is_refused_before_it_costs_time(line):
    data = 'msgctxt "a"\n#| msgid ""\nmsgid ""\nmsgstr ""\n' + f"\n{line}\n" * MOST_OF_ENTRY
    with pytest.raises(ReadError, match="An entry has more"):
        imported(kenya(), "ke", "sw", data.encode(), "ke.po")


def test_the_name_of_a_file_is_not_opened(tmp_path):
    there = tmp_path / "secret.po"
    there.write_text('msgctxt "trust#summary"\nmsgid "x"\nmsgstr "secret"\n')
    with pytest.raises(ReadError):
        imported(kenya(), "ke", "sw", str(there).encode(), "ke.po")


def test_windows_line_ends_a_bom_and_html_are_only_text():
    file = sent(kenya())
    entry(file).msgstr = "<script>alert(1)</script>\r\nSiku."
    data = b"\xef\xbb\xbf" + str(file).replace("\n", "\r\n").encode()
    found = imported(kenya(), "ke", "sw", data, "ke.po")
    assert unit(carried(kenya(), "ke", found.plans[0])).text == "<script>alert(1)</script>\nSiku."


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="needs the programs of gettext")
def test_the_programs_of_gettext_read_it_and_what_they_write_changes_nothing(tmp_path):
    book = kenya(NEW, 'Kutaneni "leo" \\ kesho.\n\n- moja\n- mbili', title="\n".join(HARD))
    there = tmp_path / "ke.po"
    there.write_text(str(sent(book)), encoding="utf-8")
    command = ["msgcat", "--sort-output", "--width=30", "--output-file=-", there]
    written = subprocess.run(command, capture_output=True, check=True).stdout
    found = imported(book, "ke", "sw", written, "ke.po")
    assert (found.plans, found.skipped, found.unfinished) == ([], [], 1)


# The laws.

BOOKS = st.builds(
    lambda summary, title, said, of: kenya(summary, said, of, title=title), TEXTS, TEXTS, st.none() | TEXTS, TEXTS
)


@given(BOOKS, st.sampled_from([0, 20, 60, 200]), st.randoms(use_true_random=False))
def test_law_a_file_that_another_program_has_saved_changes_nothing(book, width, random):
    file = sent(book)
    file.wrapwidth = width
    random.shuffle(file)
    found = received(book, file)
    assert (found.plans, found.skipped) == ([], [])


@given(BOOKS, TEXTS, TEXTS, st.sampled_from([0, 20, 78]))
def test_law_what_is_filled_in_is_fresh_and_comes_in_once(book, summary, title, width):
    file = sent(book)
    file.wrapwidth = width
    for one in file:
        one.msgstr = {"trust#summary": summary, "trust#title": title}.get(one.msgctxt, "Neno.")
        one.flags = []
    once, found = taken(book, file)
    assert not found.skipped
    assert {one.standing for one in translations(once, "ke", "sw")} == {Standing.FRESH}
    assert fingerprint(unit(once).text) == fingerprint(summary)
    assert received(once, file).plans == []


@given(TEXTS, TEXTS, TEXTS, st.booleans(), st.booleans())
def test_law_no_text_of_ours_written_since_is_ever_replaced(exported_text, ours, theirs, before, changed):
    then = kenya(said=exported_text) if before else kenya()
    file = sent(then)
    entry(file).msgstr, entry(file).flags = theirs, []
    now = kenya(NEW if changed else SUMMARY, exported_text if before else None)
    now = carried(now, "ke", translated(now, "ke", "trust", "sw", {"summary": ours}))
    after, _ = taken(now, file)
    written_since = not before or fingerprint(ours) != fingerprint(exported_text)
    if written_since or changed:
        assert unit(after).text == unit(now).text
