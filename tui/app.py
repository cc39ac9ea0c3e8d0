"""The desk as a program: its screens, keys, actions and palette, over the host that loads, saves and checks."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter

from handbook.errors import HandbookError
from handbook.store.presence import BEAT_SECONDS
from handbook.store.workspace import Workspace
from tui.actions import ACTIONS
from tui.beside import TABS
from tui.gate import NothingActs
from tui.host import Host
from tui.look import THEMES, at_start
from tui.screens.desk import DeskScreen
from tui.screens.page import Page
from tui.signals import Ending
from tui.speech import _, speak_as_asked
from tui.turns import Turns

DISK_SECONDS = 3.0  # how often the file of the open practice is looked at

_GATE = NothingActs()


class Desk(Host):
    """The editors' desk over one edition of a workspace."""

    CSS_PATH = "desk.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (96, "-mid"), (128, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(one.key, f"act('{one.id}')", show=False, priority=True) for one in ACTIONS if one.key),
        Binding("ctrl+p", "command_palette", show=False, priority=True),
        Binding("ctrl+c", "act('stop')", show=False, priority=True),
    ]

    def __init__(self, workspace: Workspace, edition: str, practice: str = "", *, among: Sequence[str] = ()) -> None:
        speak_as_asked()
        self._turns = Turns(self, super().on_event)
        self._at_work: set[str] = set()  # actions that wait for something or somebody
        theme = at_start()
        super().__init__(workspace, edition, practice, among=among, few=theme.ansi)
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that a file holds acts on the terminal, whichever widget draws it."""
        return [*super().get_line_filters(), _GATE]

    def on_mount(self) -> None:
        """Show the desk; what takes longer is done behind it."""
        self.push_screen(DeskScreen())
        self.set_interval(BEAT_SECONDS, self.presence.beat)
        self.set_interval(1.0, self.tell_standing)
        self.set_interval(DISK_SECONDS, self.look_at_disk)
        loop = asyncio.get_running_loop()
        # A KILL finds what is typed on disk already; these two leave the time to keep the last of it.
        self._ending = Ending(self.keeper.flush, lambda: loop.call_soon_threadsafe(self.exit))

    def ready(self) -> None:
        """The desk stands: fill the library, open what was asked for, offer what was left unfinished."""
        self.load_library()
        self.begin()

    def on_unmount(self) -> None:
        """It has ended."""
        self._ending.let_go()

    def _handle_exception(self, error: Exception) -> None:
        """No editor is shown a trace: what was typed is kept, and whoever started us says so in words."""
        self.fault = getattr(error, "error", error)  # of what failed in the background, what failed there
        self.keeper.flush()
        self.exit(return_code=70)

    # Actions.

    async def action_act(self, name: str) -> None:
        """A key of an action. What was typed before it counts, also where a slow line brings both at once."""
        await self._keys_taken()
        if isinstance(self.screen, Page):
            self.screen.take_in()
        self.act(name)

    async def on_event(self, event: events.Event) -> None:
        """Keys take turns."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._turns.take(event)
        else:
            await super().on_event(event)

    async def _keys_taken(self) -> None:
        focused = self.focused
        if focused is None or not focused.is_attached:
            return
        done = asyncio.Event()
        focused.call_later(done.set)  # behind the keys that wait there
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), 1)

    def act(self, name: str, *given: object) -> None:
        """Carry out an action, or say why not now."""
        own = getattr(self.screen, f"act_{name}", None)
        if own is not None:
            own(*given)
            return
        action = next((one for one in ACTIONS if one.id == name), None)
        if action is None or not isinstance(self.screen, DeskScreen | Page):
            return
        if not isinstance(self.screen, DeskScreen) and not action.anywhere:
            self.say(_("Finish this page first. Esc goes back and changes nothing."))
            return
        if reason := action.why_not(self):
            self.say(_("{action} is off: {reason}", action=_(action.words), reason=reason))
            return
        if name in self._at_work:  # pressed twice, or looking still
            return
        module, _colon, function = action.does.partition(":")
        try:
            # At once, before the next key: what is typed after "/" belongs to the filter.
            done = getattr(import_module(f"tui.doing.{module}"), function)(self, *given)
        except HandbookError as error:
            self.say(self.told(error))
            return
        if inspect.isawaitable(done):
            self._at_work.add(name)
            self.run_worker(self._wait_for(name, done), group="actions", exit_on_error=True)

    async def _wait_for(self, name: str, done: Awaitable[object]) -> None:
        try:
            await done
            self.settle_sent(done=True)
        except HandbookError as error:
            self.settle_sent(done=False)
            self.say(self.told(error))
        finally:
            self._at_work.discard(name)

    def chosen_beside(self, tab: str, key: str) -> None:
        """A row of a tab of the rail was chosen."""
        next(one for one in TABS if one.id == tab).chosen(self, key)

    def action_command_palette(self) -> None:
        """All actions, to be found by their words."""
        from tui.palette import Palette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(providers=[Palette], placeholder=_("Type what you want to do")))
