"""Rewrites only the nodes that changed: every other character, comments and blank lines with it, stays where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.store import yamlemit
from handbook.store.yamlread import Node, item_name
from handbook.store.yamlspot import Entry, Spot, block_indent, survey

_Pair = tuple[str, Node, Entry | None]  # a key or nothing, what shall stand there, and what stands there now


def spliced(text: str, old: Node, new: Node, *, cautious: bool = False) -> str:
    """The text, which ends in a line end, with what differs between two trees rewritten in place.

    A cautious splice puts every new text into double quotes and rewrites a changed list in brackets as a whole.
    """
    root = survey(text)
    writer = _Writer(text, "\r\n" if "\r\n" in text else "\n", cautious)
    if not root.flow and new:
        body = writer.block(root, old, new)
    elif root.flow:
        body = writer.flow(root, old, new)
    else:
        body = "{}" + writer.eol
    return text[: root.start] + body + text[root.end :]


@dataclass(frozen=True, slots=True)
class _Writer:
    text: str
    eol: str
    cautious: bool

    def block(self, spot: Spot, old: Node, new: Node) -> str:
        """A mapping or list in block form, from its first key or dash to its last line end."""
        parts: list[str] = []
        left = self._comments_left(spot, old, new)
        for key, value, now in _pairs(spot, old, new):
            lead = left.pop(id(now), "") if now else ""
            if not lead.endswith(" " * spot.column):
                lead += " " * spot.column
            parts.append((lead if parts else lead.lstrip()) + self._entry(spot, key, value, now, old))
        return "".join(parts) + "".join(left.values())

    def _comments_left(self, spot: Spot, old: Node, new: Node) -> dict[int, str]:
        """What stands above each entry; comments above one that goes away move to the next, or to the end."""
        kept = {id(now) for _, _, now in _pairs(spot, old, new)}
        leads: dict[int, str] = {}
        orphaned, at = "", spot.start
        for now in spot.entries:
            lead = self.text[at : now.start]
            at = now.end
            if id(now) in kept:
                leads[id(now)] = orphaned + lead
                orphaned = ""
            elif "#" in lead:
                orphaned += lead[: lead.rfind("\n") + 1]
        if orphaned:
            leads[0] = orphaned
        return leads

    def _entry(self, spot: Spot, key: str, value: Node, now: Entry | None, old: Node) -> str:
        """One key or item of a block, to its line end."""
        if now is None:
            return self._new_entry(spot, key, value)
        before = _value_of(old, spot, now)
        if before == value:
            return self.text[now.start : now.end]
        there = now.value
        if type(value) is there.kind and not isinstance(value, str) and (value or there.flow):
            if not there.flow:
                return self.text[now.start : there.start] + self.block(there, before, value)
            if there.entries:
                return (
                    self.text[now.start : there.start]
                    + self.flow(there, before, value)
                    + self.text[there.end : now.end]
                )
        return self._replaced(spot, now, value)

    def _new_entry(self, spot: Spot, key: str, value: Node) -> str:
        if spot.kind is dict:
            lines = yamlemit.entry(key, value, spot.column)
        elif isinstance(value, dict) and spot.entries and spot.entries[-1].value.flow and _short(value):
            lines = [f"{' ' * spot.column}- {yamlemit.flow(value)}"]
        else:
            lines = yamlemit.list_item(value, spot.column)
        if self.cautious:
            head = f"{yamlemit.key_text(key)}: " if spot.kind is dict else "- "
            lines = [" " * spot.column + head + self._careful(value)]
        return "".join(line + self.eol for line in lines)[spot.column :]

    def _replaced(self, spot: Spot, now: Entry, value: Node) -> str:
        """An entry whose value is written anew behind its own key; a comment on its line stays."""
        there = now.value
        between, rest = self._around(now)
        used = now.mark - now.start + spot.column + 1
        head, tail = self._restyled(there, spot.column, used, value)
        if "+" in head[:3] and tail and self.text[now.end :].lstrip("\r").startswith("\n"):
            # A block that keeps its last line ends would take in the blank lines that follow.
            head, tail = self._careful(value), []
        if not head and tail and spot.kind is list:
            between, head, tail = " ", tail[0].lstrip(" "), tail[1:]
        start = self.text[now.start : now.mark]
        line = start + (between if head else between.rstrip()) + head + rest
        return "".join(part + self.eol for part in [line.rstrip() if not head else line, *tail])

    def _around(self, now: Entry) -> tuple[str, str]:
        """What stands between the colon and the value, and behind the value on its line."""
        there = now.value
        between = self.text[now.mark : there.start]
        if there.kind is not str and not there.flow:
            comment = between.split("\n")[0].rstrip() if "#" in between else ""
            return " ", comment
        if there.style in ("|", ">"):
            header = self.text[there.start : there.end].split("\n")[0].rstrip()
            rest = header.lstrip("|>+-0123456789")
        else:
            rest = self.text[there.end : now.end].rstrip("\r\n")
        return (between if "#" in between else " "), rest

    def _restyled(self, there: Spot, column: int, used: int, value: Node) -> yamlemit.Piece:
        """A value in the style of the one it takes the place of, where that style can carry it."""
        if self.cautious:
            return self._careful(value), []
        if not isinstance(value, str) or there.kind is not str or there.end == there.start:
            return yamlemit.piece(value, column, used)
        raw = self.text[there.start : there.end]
        if there.style in ("|", ">"):
            indent = block_indent(raw) if block_indent(raw) > column else 0
            block = yamlemit.folded(value, column, indent, _width(raw)) if there.style == ">" else None
            return block or yamlemit.literal(value, column, indent) or (yamlemit.inline(value, flow=False), [])
        line = yamlemit.inline(value, there.style, flow=False)
        was_long = "\n" not in raw and used + len(raw) > yamlemit.WIDTH
        outgrown = used + len(line) > yamlemit.WIDTH and not was_long
        if "\n" in value or outgrown or raw in ('""', "''"):
            return yamlemit.new_text(value, column, used)
        return line, []

    def flow(self, spot: Spot, old: Node, new: Node) -> str:
        """A mapping or list in braces or brackets, from the opening one to the closing one."""
        if self.cautious:
            return self._careful(new)
        if not new or not spot.entries:
            return yamlemit.flow(new)
        parts: list[str] = []
        gaps, end = self._gaps(spot, old, new)
        for key, value, now in _pairs(spot, old, new):
            gap = gaps.get(id(now), "") if now else ""
            if parts:
                parts.append(gap if "," in gap else ", " + gap.lstrip())
            else:
                opening = self.text[spot.start : spot.entries[0].start]
                parts.append(opening + (gap.replace(",", "", 1) if "#" in gap and now is not spot.entries[0] else ""))
            parts.append(self._flow_entry(spot, key, value, now, old))
        return "".join(parts) + end + self.text[spot.entries[-1].end : spot.end]

    def _gaps(self, spot: Spot, old: Node, new: Node) -> tuple[dict[int, str], str]:
        """What stands in front of each entry in brackets; comments in front of one that goes away are kept."""
        kept = {id(now) for _, _, now in _pairs(spot, old, new)}
        gaps: dict[int, str] = {}
        orphaned, at = "", spot.start + 1
        for now in spot.entries:
            gap = self.text[at : now.start]
            at = now.end
            if id(now) in kept:
                gaps[id(now)] = orphaned + (gap.replace(",", "", 1) if orphaned else gap)
                orphaned = ""
            elif "#" in gap:
                orphaned += gap.replace(",", "", 1) if orphaned else gap
        return gaps, orphaned

    def _flow_entry(self, spot: Spot, key: str, value: Node, now: Entry | None, old: Node) -> str:
        front = f"{yamlemit.key_text(key)}: " if spot.kind is dict else ""
        if now is None:
            return front + yamlemit.flow(value)
        before = _value_of(old, spot, now)
        if before == value:
            return self.text[now.start : now.end]
        there = now.value
        if there.end > there.start:
            front = self.text[now.start : there.start]
        if type(value) is not there.kind:
            return front + yamlemit.flow(value)
        if isinstance(value, str):
            return front + yamlemit.inline(value, there.style, flow=True)
        return front + self.flow(there, before, value)

    def _careful(self, node: Node) -> str:
        if isinstance(node, str):
            return yamlemit.double(node)
        if isinstance(node, list):
            return "[" + ", ".join(self._careful(item) for item in node) + "]"
        return "{" + ", ".join(f"{yamlemit.double(key)}: {self._careful(value)}" for key, value in node.items()) + "}"


def _width(raw: str) -> int:
    """How wide a folded text was filled, so that its first lines stay as they are when its end changes."""
    lines = raw.splitlines()[1:]
    return min(max(60, *map(len, lines)), 120) if len(lines) > 1 else yamlemit.WIDTH


def _short(value: dict[str, Node]) -> bool:
    line = yamlemit.flow(value)
    return len(line) <= yamlemit.WIDTH and "\\n" not in line


def _value_of(old: Node, spot: Spot, now: Entry) -> Node:
    """What an entry says now."""
    if isinstance(old, dict):
        return old[now.key]
    return old[spot.entries.index(now)] if isinstance(old, list) else old


def _pairs(spot: Spot, old: Node, new: Node) -> list[_Pair]:
    """What shall stand in a mapping or list, in its order, beside what stands there now."""
    if isinstance(new, dict):
        return _key_pairs(spot, new)
    if isinstance(new, list) and isinstance(old, list):
        return _item_pairs(spot, old, new)
    return []


def _key_pairs(spot: Spot, new: dict[str, Node]) -> list[_Pair]:
    """Keys that are there keep their order; a new one comes behind the one it follows in the new tree."""
    there = {now.key: now for now in spot.entries}
    order = [key for key in there if key in new]
    behind = ""
    for key in new:
        if key not in there:
            order.insert(order.index(behind) + 1 if behind in order else 0, key)
        behind = key
    return [(key, new[key], there.get(key)) for key in order]


def _item_pairs(spot: Spot, old: list[Node], new: list[Node]) -> list[_Pair]:
    """Items are the same by id or by text; one that has neither twin stands for the old one at its place."""
    free = dict(zip(_identities(old), spot.entries, strict=True))
    places = dict(zip(free, range(len(old)), strict=True))
    found = [(item, free.pop(identity, None)) for identity, item in zip(_identities(new), new, strict=True)]
    unused = {places[identity]: now for identity, now in free.items()}
    return [("", item, now or unused.get(place)) for place, (item, now) in enumerate(found)]


def _identities(items: list[Node]) -> Iterator[tuple[str, str, int]]:
    """A name for each item that no other item of the list bears: twins are counted."""
    seen: Counter[tuple[str, str]] = Counter()
    for item in items:
        name = ("text", item) if isinstance(item, str) else (type(item).__name__, item_name(item))
        seen[name] += 1
        yield (*name, seen[name])
