"""The command line: a command parses, calls one library function, prints. Faults end as words, never as a trace."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress

from handbook.errors import HandbookError


def main() -> None:
    """Run one command; the entry point of the script `handbook`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an old locale cannot show every script: better a ? than a fault
            stream.reconfigure(errors="replace")
    gc.set_threshold(50_000)  # a command is short: collecting garbage of imports costs more than it frees
    # Each module adds its commands, in the order of the help; what a command needs it imports when it runs.
    from handbook.cli import (  # noqa: F401, I001
        editing, demo, drafting, starting, write, adapting, reviewing, shelving, read, following, translating, giving,
        historical, checking, releasing, site,
    )  # fmt: skip
    from handbook.cli.output import complain
    from handbook.cli.program import app

    try:
        app()
    except HandbookError as error:
        complain(str(error))
        _tell_what_was_typed()
        sys.exit(1)
    except KeyboardInterrupt:
        complain("Stopped.")
        _tell_what_was_typed()
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        complain(f"{error.filename or 'The disk'}: {error.strerror or error}.")
        sys.exit(1)
    except Exception:  # noqa: BLE001 - the last door: a policy person is never shown a trace
        import traceback

        complain(f"Something went wrong in the program itself. {report(traceback.format_exc())}")
        _tell_what_was_typed()
        sys.exit(70)
    finally:
        _let_go()


def _tell_what_was_typed() -> None:
    if "handbook.cli.editor" in sys.modules:
        from handbook.cli.editor import kept
        from handbook.cli.output import complain

        if sentence := kept():
            complain(sentence)


def _let_go() -> None:
    """Write out what is left. Where `handbook list | head` has closed our output, there is nobody left to tell."""
    try:
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report(trace: str) -> str:
    """Keep what the engineers need in a file of this machine, and say where it lies."""
    from handbook.store.machine import state_folder

    nobody = "Please tell the engineers which command you used."
    if (folder := state_folder()) is None:
        return nobody
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "last-fault.txt").write_bytes(trace.encode("utf-8", "replace"))
    except OSError:
        return nobody
    return f"Please send {folder / 'last-fault.txt'} to the engineers, with the command you used."
