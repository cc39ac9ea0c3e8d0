"""Links: which practices lead here, where this one leads, and what else names it. Enter opens one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from handbook.editions.linked import Link, links_from, links_to
from handbook.errors import HandbookError
from tui.beside import Beside
from tui.names import named
from tui.speech import _, count
from tui.to_fix import told
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from tui.host import Host

_Found = tuple[str, Row]  # the practice a row opens, and the row


def number(desk: Host) -> str:
    """None stands beside the tab: all practices are looked at to find it, and that is done when it is opened."""
    return ""


def holds(desk: Host) -> Beside:
    """Other practices that lead here, those this one leads to, then what is said of this one itself."""
    assert desk.copy is not None  # noqa: S101 - a tab holds something only with a practice open
    book, edition, practice = desk.workspace.handbook, desk.edition, desk.copy.practice
    try:
        to, away = links_to(book, edition, practice), links_from(book, edition, practice)
    except HandbookError as error:
        return Beside(told(error))
    to = [one for one in to if one.edition == edition or one.practice in desk.names.titles or not one.practice]
    others = [one for one in to if one.practice not in ("", practice)]
    here, there = list(_by_practice(desk, others, "to")), list(_by_practice(desk, away, "from"))
    also = list(_also(desk, [one for one in to if one.practice in ("", practice)]))
    desk.linked = {row.key: name for name, row in (*here, *there)}
    said = [count("{number} practice refers here.", "{number} practices refer here.", len(here))]
    if there:
        said.append(count("It refers to {number} other.", "It refers to {number} others.", len(there)))
    if also:
        said.append(_("Also: what editions here say of this practice itself."))
    return Beside(" ".join(said), [row for _name, row in (*here, *there, *also)])


def chosen(desk: Host, key: str) -> None:
    """Open the practice."""
    if practice := desk.linked.get(key):
        desk.open_practice(practice)


def _by_practice(desk: Host, links: Iterable[Link], which: Literal["to", "from"]) -> Iterator[_Found]:
    """Each practice once, called as the library calls it, with all the ways in which it is linked."""
    ways: dict[str, dict[str, None]] = {}
    titles: dict[str, str] = {}
    for one in links:
        ways.setdefault(one.practice, {})[one.words] = None
        titles.setdefault(one.practice, desk.names.titles.get(one.practice) or one.title)
    for practice, found in ways.items():
        words = _(", ").join(found)
        yield (
            practice,
            Row(
                f"{which} {practice}",
                titles[practice],
                (words if which == "to" else _("named here: {words}", words=words),),
            ),
        )


def _also(desk: Host, links: Iterable[Link]) -> Iterator[_Found]:
    """Adaptations, translations and lines of an inventory: by whom, and in which words."""
    for n, one in enumerate(links):
        edition = named(desk.workspace.handbook.edition(one.edition))
        said = one.words if one.practice else _("{words}, “{title}”", words=one.words, title=one.title)
        yield "", Row(f"also {n}", _("Also: {edition}", edition=edition), (said,))
