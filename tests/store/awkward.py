"""Texts that YAML readers and writers are known to trip over: one frozen list for the tests of the writer."""

from __future__ import annotations

from itertools import product

TYPED = """
    y Y n N yes Yes YES no No NO on On ON off Off OFF true True TRUE false False FALSE null Null NULL ~ = <<
    0 1 -1 +1 00 07 08 014 0b1 0o7 0o17 0x1F 1_000 -1_0 1. .5 1.10 1.5e3 1e3 1E-3 -.5 +.5 .inf .Inf -.INF .nan .NaN 12:30
    190:20:30 12:30.5 2024 2024-01-02 2024-1-2 2024-13-45 2024-01-02T03:04:05Z 2001-12-14t21:59:43.10-05:00 1e 0x 0b 0o _1 1_
    1,000 +1,5 - -- --- ---- . .. ... .... ? : , :: ?? nb nn NO! 141-145 1.2.3 v1 +49 -x
""".split()

INDICATORS = [sign + rest for sign, rest in product("-?:,[]{}#&*!|>'\"%@`~=<.\\/$^()_;+", ["", "x", " x", ": x", " #x"])]
INSIDE = [f"a{sign}b" for sign in [*"-?:,[]{}#&*!|>'\"%@`\\", ": ", " #", "# ", " :", "::", ", ", " - ", "\t", "  ", "{{", "}}"]]
ENDING = [f"a{sign}" for sign in [*"-?:,[]{}#&*!|>'\"%@`\\", " ", "  ", "\t", " #", ": ", "\n", "\n\n", "\n\n\n", " \n", "\n "]]
BEGINNING = [f"{sign}a" for sign in [" ", "  ", "\t", "\n", "\n\n", " \n", "\n ", "\t\n", "---\n", "--- ", "...\n", "%YAML 1.2\n", "# "]]
LINES = [
    first.join(["", middle]) + last
    for first, middle, last in product(
        ["one\n", "one\n\n", "one  \n", "  one\n", "- one\n", "# one\n", "one:\n"],
        ["two", "  two", "\ttwo", "- two", "> two", "   ", "---", "```\n  code\n```", "two\n\n\n  three"],
        ["", "\n", "\n\n", " "],
    )
]
SCRIPTS = [
    "نص عربي: مع نقطتين",
    "نص‏ مع ‎ علامات",
    "# نص",
    "עברית - test",
    "e\u0301 combining",
    "\u0301 first",
    "हिन्दी",
    "中文：标点",
    "🌍",
    "🌍: x",
    "👩‍👩‍👧 family",
    "\xa0no-break",
    "no-break\xa0",
    "soft\xadhyphen",
    "\u200bzero width",
    "\u3000ideographic space",
    "ﬁ ligature",
    "𝔘nicode",
    "“quotes” ‘and’ «guillemets»",
    "\u2003em space\u2003",
]
QUOTES = ["'", '"', "''", '""', "'a'", '"a"', "it's", 'say "x"', "'a' \"b\"", "a'\"", "\\n", "\\", "\\\\", "a\\", '\\"', "'''", '"""']
LONG = [
    "word " * 100 + "end",
    "word  " * 60 + "end",
    "x" * 500,
    "x" * 2_000,
    "no: " * 60 + "x",
    "# " * 80 + "x",
    "- " * 80 + "x",
    "a " * 3_000 + "b",
    "word " * 60,
    " word" * 60,
    ("word " * 60).strip() + "\n\n" + ("more " * 60).strip() + "\n",
    ("word " * 60).strip() + "\n  indented " + "more " * 30 + "x\n",
    "نص " * 100 + "نهاية",
]
WORDS = ["", " ", "   ", "\t", "\n", "\n\n", " \n ", "a b", "https://example.org/?a=b#c", "C:\\path", "key: value", "{a: b}", "[a, b]"]

AWKWARD = list(dict.fromkeys(TYPED + INDICATORS + INSIDE + ENDING + BEGINNING + LINES + SCRIPTS + QUOTES + LONG + WORDS))
