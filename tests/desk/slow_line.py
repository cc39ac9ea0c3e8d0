"""A line with a delay, as from a far country: runs a program, and lets each key and each answer take its time.

`python slow_line.py SECONDS PROGRAM WORD…` in a terminal. Ends with the program, or when the terminal goes.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
import tty
from collections import deque
from contextlib import suppress


def run(delay: float, command: list[str]) -> None:
    """Run the command behind the line."""
    pid, end = pty.fork()
    if not pid:
        os.execvp(command[0], command)
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
    fcntl.ioctl(end, termios.TIOCSWINSZ, size)
    tty.setraw(0)
    under_way: deque[tuple[float, int, bytes]] = deque()
    with suppress(OSError):  # one of the two ends is gone
        while True:
            while under_way and under_way[0][0] <= time.monotonic():
                _when, to, data = under_way.popleft()
                os.write(to, data)
            wait = under_way[0][0] - time.monotonic() if under_way else 1.0
            for ready in select.select([0, end], [], [], max(wait, 0))[0]:
                data = os.read(ready, 1 << 16)
                if not data:
                    return
                under_way.append((time.monotonic() + delay, end if ready == 0 else 1, data))
    for _when, to, data in under_way:
        if to == 1:
            os.write(1, data)


if __name__ == "__main__":
    run(float(sys.argv[1]), sys.argv[2:])
