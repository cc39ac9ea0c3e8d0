"""The tabs of the rail: what they say of the practice, and where a row leads."""

from __future__ import annotations

from handbook.publish.terminal import page_as_text
from tests.small import HUB, PUBLISH, TRUST, small, write
from tests.tui.running import running, until
from tui.rail import editions, evidence, links, to_fix
from tui.widgets.text import Text


async def test_a_statement_that_has_no_place_yet_is_told_without_one(tmp_path):
    async with running(small(tmp_path), "global", "build-trust") as (desk, pilot):
        desk.change(lambda copy: copy.add("evidence", {"kind": "opinion", "says": "It works."}, id="e1"))
        desk.look()
        said = str(evidence.holds(desk).text)
        assert "It works." in said and "lines" not in said and not said.endswith(", ")
        evidence.chosen(desk, "evidence/e1.says")
        await until(pilot, lambda: desk.place == "evidence/e1.says", "the statement in the form")


async def test_a_row_leads_to_its_field_also_within_an_item_that_is_closed(tmp_path):
    async with running(small(tmp_path), "global", "build-trust") as (desk, pilot):
        to_fix.chosen(desk, "steps/invite.phase#comment")
        await until(pilot, lambda: desk.place == "steps/invite.phase", "the part")
        editions.chosen(desk, "summary")
        await until(pilot, lambda: desk.place == "summary", "the summary")


STOCK = """\
format: "1"
lang: nl
inventory:
  - {id: one, of: build-trust, status: present, text: Ten people., as_of: "2026-01-02"}
"""


async def test_links_count_other_practices_once_and_call_them_as_the_library_does(tmp_path):
    related = "related:\n  - {id: build-trust, relation: needs, why: So.}\n"
    root = small(tmp_path, {"practices/nl/inventory.yaml": STOCK})
    for file in (HUB, PUBLISH):
        write(root / file, (root / file).read_text() + related)
    write(root / PUBLISH, (root / PUBLISH).read_text() + "replaced_by: [build-trust]\n")
    write(root / TRUST, (root / TRUST).read_text() + related.replace("build-trust", "publish-results"))
    async with running(root, practice="build-trust") as (desk, pilot):
        desk.names.titles = {**desk.names.titles, "publish-results": "Maak bekend"}
        held = links.holds(desk)
        assert str(held.text).startswith("2 practices refer here. It refers to 1 other. Also:")
        assert [(row.title, row.notes[0]) for row in held.rows] == [
            ("Verzamel meldingen op één plek", "Read with: needs"),
            ("Maak bekend", "Read with: needs, Replaced by"),
            ("Maak bekend", "named here: Read with: needs"),
            ("Also: Dutch edition", "Adapted: 4 changes"),
            ("Also: Dutch edition", "Inventory: present, “Ten people.”"),
        ]
        links.chosen(desk, held.rows[-1].key)
        assert desk.copy.practice == "build-trust", "what is no practice opens none"
        links.chosen(desk, held.rows[0].key)
        await until(pilot, lambda: desk.copy.practice == "nl/hub", "the practice")


async def test_the_preview_says_what_the_page_says_in_its_words_and_folded(tmp_path):
    async with running(small(tmp_path), practice="build-trust") as (desk, pilot):
        await until(pilot, lambda: "Bouw vertrouwen op" in preview(desk), "the preview")
        for said in ("Bel eerst.", "Hotline", "Zo werkt het.", "Hier aangepast", "F4 shows the whole page."):
            assert said in preview(desk)
        pieces = page_as_text(desk.book, "nl", "build-trust")
        left_out = [one.text for one in pieces if one.text not in preview(desk)]
        assert left_out and not [one.text for one in page_as_text(desk.book, "nl", "build-trust", folded=True)
                                 if one.text not in preview(desk)]  # fmt: skip
        desk.typed("summary", "Zien jullie *mij*?")
        desk.reasoned("summary", "Zo zegt men het hier.")
        await until(pilot, lambda: "Zien jullie mij?" in preview(desk), "what is not saved yet")
        desk.open_practice("nl/hub")
        await until(pilot, lambda: "Verzamel meldingen op één plek" in preview(desk), "another one")


def preview(desk):
    """What the tab shows."""
    return str(desk.desk_screen.query_one("#shown", Text).content)
