from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.errors import FormError
from handbook.publish import markdown
from handbook.publish.markdown import MOST_BYTES, Renderer, plain, render, render_line

PLAIN_TAGS = {"blockquote", "br", "code", "em", "h4", "h5", "h6", "hr", "li", "p", "pre", "s", "strong", "ul"} | {
    "table",
    "tbody",
    "td",
    "thead",
    "tr",
}
ALLOWED = {
    "a": {"href", "rel"},
    "div": {"class", "tabindex"},
    "ol": {"start"},
    "th": {"scope"},
} | dict.fromkeys(PLAIN_TAGS, frozenset())
DANGEROUS = re.compile(r"^(?!https?://[^/]|mailto:)", re.IGNORECASE)

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script\n>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<p class=banner id=main>x</p>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='//evil.example'>x</a>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<!-- comment --><b>x</b>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "</p></div></body><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]( javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&#10;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript&colon;alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](VbScRiPt:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](data:image/png;base64,AAAA)",
    "[x](file:///etc/passwd)",
    "[x](ftp://evil.example/)",
    "[x](blob:https://evil.example/1)",
    "[x](//evil.example)",
    "[x](///evil.example)",
    "[x](\\\\\\\\evil.example)",
    "[x](/\\evil.example)",
    "[x](https:evil.example)",
    "[x](https:///evil.example)",
    "[x](/relative)",
    "[x](#anchor)",
    "[x](?query)",
    "[x]()",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "[x][1]\n\n[1]: //evil.example 'title'",
    "[1]\n\n[1]: data:text/html,x",
    "![x](http://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "![x](//evil.example/pixel.png)",
    "![x\"onerror=\"alert(1)](http://evil.example/x)",
    "[![x](http://evil.example/a)](javascript:alert(1))",
    "[![x](//evil.example/a)](https://good.example/)",
    "[a [b](javascript:x) c](javascript:y)",
    "[a [b](https://good.example) c](//evil.example)",
    "[[[x](javascript:alert(1))](javascript:alert(1))]",
    "[x](https://good.example 'onmouseover=\"alert(1)')",
    '[x](https://good.example/"onmouseover="alert(1))',
    "[x](https://good.example/\"><script>alert(1)</script>)",
    "[x<script>alert(1)</script>](https://good.example)",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    "<//evil.example>",
    "<file:///etc/passwd>",
    "<x@y.example\"onclick=alert(1)>",
    "```\"><script>alert(1)</script>\nx\n```",
    "```x onload=alert(1)\n</code></pre><script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <script>x</script> | [x](javascript:1) |\n|---|:-:|\n| <img src=x onerror=1> | b |",
    "# <script>alert(1)</script>\n## x {#id .class onclick=alert(1)}",
    "x{: onclick=alert(1)}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "*<b onclick=alert(1)>*",
    "</table><div class=scroll>x",
    "<table><tr><td>x",
    "\x00<script>\x00alert(1)</script>",
    "<scr\x00ipt>alert(1)</script>",
    "\ud800<script>",
    "{{ config }} {% raw %} ${7*7}",
]  # fmt: skip


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.strange: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    def handle_decl(self, decl: str) -> None:
        self.strange.append(decl)

    def handle_pi(self, data: str) -> None:
        self.strange.append(data)

    def unknown_decl(self, data: str) -> None:
        self.strange.append(data)


def assert_harmless(source: str) -> None:
    page = Page(source)
    assert not page.strange
    for tag, attributes in page.elements:
        assert tag in ALLOWED, source
        assert set(attributes) <= set(ALLOWED[tag]), source
        if tag == "a":
            assert attributes["rel"] == "noreferrer"
            assert not DANGEROUS.match(attributes["href"] or ""), source
        if tag == "div":
            assert attributes == {"class": "scroll", "tabindex": "0"}


def slow(text: str) -> str:
    return markdown._block_html(text)


SIGNS = "#*_`[]()<>!|~-+=:\\&\"'\n\t {}.1a"
WORDS = [
    "word",
    "the rules",
    "التشاور",
    "é",
    "http://a.example",
    "https://a.example/(",
    "javascript:",
    "//",
    "<b>",
    "^",
    "@",
]
STARTS = ["\n\n", "    ", "1. ", "- ", "](", "![", "|-|", "---", "```", "\r\n"]
UNSEEN = ["&#x202e;", "&nbsp;", "\xa0", "\x0b", "\x1b", "\u202e"]
signs = st.sampled_from([*SIGNS, *WORDS, *STARTS, *UNSEEN])
anything = st.one_of(st.lists(signs, max_size=30).map("".join), st.text(max_size=60))
QUIET = ["word", "Two words", "é", "التشاور؟", "1", "1.", "a:b", "\xa0", "—", "  ", "\n\n", *" \n.,()\"'>-+=!]{|#%@"]
quiet = st.lists(st.sampled_from(QUIET), max_size=20).map("".join)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_dangerous_comes_out(attack: str) -> None:
    assert_harmless(render(attack))
    assert_harmless(render_line(attack))
    assert_harmless(render(f"- > {attack}\n\nx"))
    assert_harmless(render_line(f"**{attack}** {attack}"))


def test_there_are_enough_attacks() -> None:
    assert len(set(ATTACKS)) >= 60


@given(anything)
def test_whatever_is_written_nothing_dangerous_comes_out(text: str) -> None:
    assert_harmless(render(text))
    assert_harmless(render_line(text))


@settings(max_examples=500)
@given(st.one_of(quiet, anything))
def test_the_fast_path_makes_what_the_slow_one_makes(text: str) -> None:
    assert Renderer().block(text) == slow(text)
    assert Renderer().line(text) == markdown._line_html(text.strip())


@given(st.one_of(quiet, anything))
def test_plain_text_says_what_the_page_says(text: str) -> None:
    def bare(words: str) -> str:
        return re.sub(r"[\s\-|]|\d+\.", "", words)

    assert bare(Page(render(text)).words) == bare(plain(text))


@given(anything)
def test_plain_text_has_nothing_a_terminal_obeys(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", plain(text))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", html.unescape(render(text)))


def test_a_quiet_text_never_reaches_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "_markdown", None)
    assert render("Consult early (before drafting),\nthen decide.\n\nAsk again.\n") == (
        "<p>Consult early (before drafting),\nthen decide.</p>\n<p>Ask again.</p>"
    )
    assert render_line("1. Costs > gains - always") == "1. Costs &gt; gains - always"
    assert plain("Consult\nearly.\n") == "Consult early."


@pytest.mark.parametrize(
    ("text", "made"),
    [
        pytest.param("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>", id="inline"),
        pytest.param("# One\n\n### Two", "<h4>One</h4>\n<h6>Two</h6>", id="headings"),
        pytest.param("###### Six", "<h4>Six</h4>", id="the highest heading"),
        pytest.param("One\n===", "<h4>One</h4>", id="underlined heading"),
        pytest.param("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>', id="numbers"),
        pytest.param("a  \nb", "<p>a<br>\nb</p>", id="hard break"),
        pytest.param("```py\n<x>\n```", "<pre><code>&lt;x&gt;\n</code></pre>", id="code"),
        pytest.param("![a *b*](http://x.example/y.png) c", "<p>a b c</p>", id="image"),
        pytest.param("[a *b*](//x.example)", "<p>a <em>b</em></p>", id="link without a scheme"),
        pytest.param("http://x.example", "<p>http://x.example</p>", id="no linkify"),
        pytest.param("a&#x202e;b", "<p>ab</p>", id="direction override"),
        pytest.param(
            "[a](HTTPS://x.example)", '<p><a href="HTTPS://x.example" rel="noreferrer">a</a></p>', id="capital scheme"
        ),
        pytest.param(
            "<x@y.example>", '<p><a href="mailto:x@y.example" rel="noreferrer">x@y.example</a></p>', id="mail"
        ),
        pytest.param("", "", id="empty"),
        pytest.param("\n \n", "", id="blank"),
    ],
)
def test_blocks(text: str, made: str) -> None:
    assert render(text) == made


def test_a_table_scrolls_and_its_heads_are_heads() -> None:
    made = render("| a | b |\n|:-:|---|\n| 1 | 2 |")
    assert made.startswith('<div class="scroll" tabindex="0"><table>')
    assert made.endswith("</table></div>")
    assert '<th scope="col">a</th>' in made
    assert "style" not in made


def test_a_line_has_no_blocks() -> None:
    assert render_line("# 1. *a*\n- b") == "# 1. <em>a</em>\n- b"
    assert render_line("  a & b  ") == "a &amp; b"


def test_a_text_in_another_language_says_so() -> None:
    assert render("نص", lang="ar") == '<div lang="ar" dir="rtl">\n<p>نص</p>\n</div>'
    assert render("x", lang="pt-BR").startswith('<div lang="pt-BR" dir="ltr">')
    assert render("x", lang='"><script>').startswith('<div lang="&quot;&gt;&lt;script&gt;" dir="auto">')
    assert render("", lang="ar") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a *b*\n[c](http://x.example) `d`", "a b c d", id="inline"),
        pytest.param("# H\n\nP\n\n> Q", "H\n\nP\n\nQ", id="blocks"),
        pytest.param("- a\n- b\n  - c\n\nd", "- a\n- b\n  - c\n\nd", id="lists"),
        pytest.param("3. a\n4. b\n   more", "3. a\n4. b more", id="numbers"),
        pytest.param("| a | b |\n|---|---|\n| 1 | 2 |\n\nx", "a | b\n1 | 2\n\nx", id="table"),
        pytest.param("```\na\n  b\n```\nx", "a\n  b\n\nx", id="code"),
        pytest.param("![alt *x*](http://y.example/z)", "alt x", id="image"),
        pytest.param("a  \nb", "a\nb", id="hard break"),
        pytest.param("R&amp;D &lt;b&gt;", "R&D <b>", id="entities"),
    ],
)
def test_plain(text: str, said: str) -> None:
    assert plain(text) == said


COSTLY = [
    pytest.param("[" * MOST_BYTES, id="brackets in a row"),
    pytest.param("[x" * (MOST_BYTES // 2), id="brackets apart"),
    pytest.param("![" * (MOST_BYTES // 2), id="images"),
    pytest.param("|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "a\n" * 5000, id="a table that fills up"),
]


@pytest.mark.parametrize("text", COSTLY)
def test_a_text_that_would_take_seconds_is_shown_as_it_stands(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "_markdown", None)
    assert Page(render(text)).words.split() == text.split()
    assert Page(render_line(text)).words.split() == text.split()
    assert plain(text) == text.strip()
    assert_harmless(render(text + "<script>") if len(text) < MOST_BYTES - 8 else render(text))


def test_ordinary_brackets_are_links() -> None:
    text = "[a](https://x.example) " * 300
    assert render(text).count("<a ") == 300


def test_one_reference_cannot_be_used_thousands_of_times() -> None:
    definition = "\n\n[a]: https://x.example/" + "z" * 40
    assert render("[a] " * 50 + definition).count("<a ") == 50
    over = render("[a] " * 51 + definition)
    assert "<a " not in over
    assert over.startswith("<p>[a] [a] ")
    assert "<a " not in render("![a] " * 51 + definition)


def test_output_has_a_limit() -> None:
    text = "|" * 61 + "\n" + "|-" * 60 + "|\n" + "a\n" * 100
    made = render(text)
    assert len(made) <= 20 * len(text) + 1000
    assert "<table>" not in made


def test_a_text_too_long_for_a_field_is_refused_in_words() -> None:
    for text in ("a" * (MOST_BYTES + 1), "ش" * (MOST_BYTES // 2 + 1)):
        with pytest.raises(FormError, match="longer than the 16,384"):
            render(text)
        with pytest.raises(FormError):
            render_line(text)
        assert plain(text) == text
    assert render("ش" * (MOST_BYTES // 2)).startswith("<p>")


def test_fragments_survive_a_run() -> None:
    first = Renderer()
    made = [first.block("*a*"), first.line("*a*"), first.block("*a*"), first.block("quiet")]
    assert made[0] == made[2] == "<p><em>a</em></p>"
    assert (first.hits, len(first.fresh)) == (1, 2)
    again = Renderer(first.fresh)
    assert [again.block("*a*"), again.line("*a*")] == made[:2]
    assert (again.hits, again.fresh) == (2, {})


def test_a_known_fragment_is_used_without_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Renderer()
    made = render("a *b*", cache=first)
    monkeypatch.setattr(markdown, "_markdown", None)
    assert render("a *b*", cache=Renderer(dict(first.fresh))) == made
