"""What libyaml says about a broken file, turned into what a policy person can act on."""

from __future__ import annotations

_QUOTE = "Put the text in quotes, or write it as a block: key: >- with the text indented below."
_START = "Indent with spaces; put a text that begins with such a sign in quotes."
_INDENT = "Compare the spaces at the beginning of this line with those of the lines around it."

# The beginning of libyaml's or PyYAML's words -> (what is wrong, what to do).
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "A colon followed by a space stands in a text without quotes.", _QUOTE),
    ("found character that cannot start any token", "A tab, @, ` or % begins something here.", _START),
    ("found character '\\t'", "A tab stands where only spaces may.", "Indent with spaces."),
    ("found a tab character", "A tab stands where only spaces may.", "Indent with spaces."),
    ("found unexpected end of stream", "A quotation mark is opened here and never closed.", "Close it, or double it."),
    ("did not find expected node content", "A comma or bracket stands where a text should.", _QUOTE),
    ("found invalid Unicode", "An escape in double quotes names no character.", "Double the backslash."),
    ("found unexpected document indicator", "A quotation mark is opened here and never closed.", "Close it."),
    ("found unexpected ':'", "A colon stands in a list in brackets without quotes.", _QUOTE),
    ("did not find expected ',' or", "A bracket or brace opened here is not closed, or lacks a comma.", "Close it."),
    ("expected ',' or", "A bracket or brace opened here is not closed, or lacks a comma.", "Close it."),
    ("did not find expected '-' indicator", "This line does not fit into the list above it.", _INDENT),
    ("did not find expected key", "This line does not fit to the keys above it.", _INDENT),
    ("expected <block end>", "This line does not fit to the lines above it.", _INDENT),
    ("could not find expected ':'", "A key is not followed by a colon.", "Write key: text, or indent the text."),
    ("block sequence entries are not allowed", "A dash begins a list where none can stand.", _INDENT),
    ("found unknown escape", "A backslash in double quotes begins no known escape.", "Double the backslash."),
    ("did not find expected hexdecimal", "An escape in double quotes is not complete.", "Double the backslash."),
    ("did not find expected <document start>", "Something stands behind the end of the content.", _INDENT),
    ("found undefined tag", "An exclamation mark begins a text without quotes.", _QUOTE),
    ("did not find expected alphabetic or numeric", "An & or * begins a text without quotes.", _QUOTE),
    ("did not find expected tag", "An exclamation mark begins a text without quotes.", _QUOTE),
    ("did not find URI escaped", "An exclamation mark begins a text without quotes.", _QUOTE),
    ("did not find expected comment or line break", "Text stands on the line of > or |.", "Put it on the next line."),
    ("found unknown directive", "A line begins with %.", _QUOTE),
    ("found incompatible YAML", "A %YAML line stands at the top.", "Remove it."),
    ("found duplicate %", "Lines that begin with % stand at the top.", "Remove them."),
)


def plain_words(problem: str) -> tuple[str, str, bool]:
    """What is wrong, what to do, and whether the place to show is where it opens; the parser's words if ours lack."""
    for beginning, what, todo in _WORDS:
        if problem.startswith(beginning):
            return what, todo, "opened" in what
    return f"This is not YAML ({problem or 'it breaks off'}).", "Compare it with a file that works.", False
