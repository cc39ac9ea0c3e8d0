"""Hand the words of a field of the form to the editor of one's choice, and take them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.handover import handed_over as handed_over  # named here for those who hand over a whole file
from tui.handover import kept_in as kept_in
from tui.handover import to_editor_and_back
from tui.names import spoken
from tui.rows import FormRow, Way
from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host


def in_editor(desk: Host) -> None:
    """Hand over the words of the field with the focus, or their reason; what comes back is one change."""
    screen, copy = desk.desk_screen, desk.copy
    path = screen.form.path if screen else ""
    row = screen.form.row(path) if screen else None
    if screen is None or copy is None or row is None or row.way is not Way.WORDS:
        picked = row is not None and row.way is Way.PICK
        desk.say(_("It is picked from a list: Enter opens it.") if picked else _("Go to a field of words first."))
        return
    reason = desk.focused is not None and desk.focused.parent is not None and desk.focused.parent.has_class("why")
    to_editor_and_back(
        desk, (row.why or "") if reason else copy.now.text(path), lambda said: _taken(desk, row, said, reason=reason),
        _("Taken back from your editor: {field}. ^Z undoes it.", field=spoken(path)),
        several_lines=row.several_lines and not reason,
    )  # fmt: skip


def _taken(desk: Host, row: FormRow, said: str, *, reason: bool) -> bool:
    """Put them into the working copy and show them; whether they stand there now."""
    copy, screen = desk.copy, desk.desk_screen
    if copy is None or screen is None:
        return False
    if reason:
        desk.reasoned(row.path, said)
    else:
        desk.change(lambda copy: copy.set(row.path, said))
    screen.form.put(row.path)
    if reason:
        screen.form.to_reason(row.path)
    else:
        screen.form.go(row.path)
    now = screen.form.row(row.path)
    return (copy.now.text(row.path) if not reason else now.why if now else "") == said
