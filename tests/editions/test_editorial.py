"""A correction is editorial; whatever could change what is asked of whom, how much and how strictly, is not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handbook.editions.editorial import is_editorial
from handbook.model.fields import CAP

LONG = (
    "The secretariat should publish the results of every meeting within 30 days, unless a member of RIPE NCC objects,"
    " and it must not name the speakers at https://example.org/list without their consent."
)
PLAIN = ["secretariat", "publish", "results", "meeting", "member", "objects", "speakers", "consent", "language"]
NEGATIONS = ["not", "never", "no", "without", "unless", "cannot"]
STRICT = ["must", "should", "may", "shall", "need", "can", "only", "all"]

texts = st.lists(st.sampled_from([*PLAIN, *NEGATIONS, *STRICT, "12", "RIPE", "the", "a", "5%", "a.org"]), max_size=12)


def test_words_that_say_the_same_in_other_lines_are_editorial_in_any_language():
    for lang in ("en", "fi", "ar", "zh"):
        assert is_editorial("One line\nand another, too.", "One line and\nanother  too.\r\n", lang) == ""


@pytest.mark.parametrize(
    ("before", "after", "lang"),
    [
        ("Publish the reslts of every meeting.", "Publish the results of every meeting.", "en"),
        ("Ask the secertariat for a list first.", "Ask the secretariat for a list first.", "en"),
        ("Ask the organisation which runs it.", "Ask the organization which runs it.", "en"),
        ("Publish results of each meeting.", "Publish the results of each meeting.", "en"),
        ("meet often: it helps", "Meet often. It helps.", "en"),
        ("Meet in a co-operative way.", "Meet in a cooperative way.", "en"),
        ("Don't wait for them.", "Don’t wait for them.", "en"),
        ("Vraag het secretariaat om lijsten.", "Vraag het secretariaat om lijsten!", "nl"),
        ("Vraag de secretariat om een lijst.", "Vraag de secretaraat om een lijst.", "nl"),
        ("Publique os resultdos da reunião hoje.", "Publique os resultados da reunião hoje.", "pt-BR"),
        ("اعقدوا اجتماعًا كل شهر", "اعقدوا اجتماعًا كل شهر.", "ar"),
        ("kutana kila mwezi", "Kutana, kila mwezi.", "sw"),
    ],
)
def test_a_correction_is_editorial(before, after, lang):
    assert is_editorial(before, after, lang) == ""


@pytest.mark.parametrize(
    ("before", "after", "lang", "named"),
    [
        ("Answer within 30 days.", "Answer within 31 days.", "en", "“30” became “31”"),
        ("Pay .5 percent.", "Pay 5 percent.", "en", "numbers"),
        ("Pay 5% of it.", "Pay 5 of it.", "en", "numbers"),
        ("Pay 5 % of it.", "Pay 5 of it.", "en", "signs"),
        ("Meet on 2016-12-01.", "Meet on 2016-01-12.", "en", "numbers"),
        ("Ask two members.", "Ask ten members.", "en", "How much"),
        ("Ask all members here.", "Ask any members here.", "en", "How much"),
        ("You shall not pass it on.", "You shall pass it on.", "en", "“not” went"),
        ("They don't publish it.", "They do publish it.", "en", "denied"),
        ("You should ask first.", "You must ask first.", "en", "“should” became “must”"),
        ("The shell remains here today.", "The shall remains here today.", "en", "“shell” became “shall”"),
        ("Names and addresses are kept.", "Names or addresses are kept.", "en", "The condition, or what belongs"),
        (
            "You need a plan and a list.",
            "You want a plan and a list.",
            "en",
            "be done is said otherwise: “need” became “want”",
        ),
        (
            "Have it agreed here.",
            "Have it agreed and settled by all here.",
            "en",
            "otherwise: “and settled by all” came in",
        ),
        (
            "Meet if it helps.",
            "Meet when it helps.",
            "en",
            "The condition, or what belongs together, is said otherwise: “if”",
        ),
        ("Ask 30 members.", "Ask 5 of 30 members.", "en", "“5” came in"),
        ("Ask partners early.", "Ask early partners.", "en", "in another order"),
        ("See https://a.org/x for it.", "See https://a.org/y for it.", "en", "link"),
        ("See [it](https://a.org).", "See it.", "en", "link"),
        ("Write to a@b.org today.", "Write to a@c.org today.", "en", "link"),
        ("Run `list all` for it.", "Run `lost all` for it.", "en", "code"),
        ("Ask the Ministry of Justice.", "Ask the Ministry of Justise.", "en", "name another"),
        ("Ask RIPE NCC for a list.", "Ask RIPE NIC for a list.", "en", "name another"),
        ("Tell US offices of it.", "Tell us offices of it.", "en", "name another"),
        ("These data are public here.", "These data are secret here.", "en", "another word"),
        ("It is a legal measure here.", "It is an illegal measure here.", "en", "another word"),
        ("This is a moral question.", "This is an amoral question.", "en", "another word"),
        ("The risks increase here now.", "The risks decrease here now.", "en", "another word"),
        ("The members answered it.", "The member answered it.", "en", "another word"),
        ("Meet often.", "Meet often, and early.", "en", "said otherwise"),
        ("Meet often with partners.", "Meet often with new partners.", "en", "more words: “new” came in"),
        ("Is it allowed here?", "It is allowed here.", "en", "signs"),
        ("Meld het niet aan anderen.", "Meld het aan anderen.", "nl", "“niet” went"),
        ("Es wurde veröffentlicht hier.", "Es würde veröffentlicht hier.", "de", "said otherwise"),
        ("Deve publicar os resultados.", "Pode publicar os resultados.", "pt-BR", "said otherwise"),
        ("No publiquen los nombres.", "Publiquen los nombres.", "es", "“No” went"),
        ("Vous devez publier la liste.", "Vous pouvez publier la liste.", "fr", "another word"),
        ("Ne publiez pas la liste.", "Ne publiez la liste.", "fr", "“pas” went"),
        ("لا يجب النشر هنا", "يجب النشر هنا", "ar", "denied"),
        ("يجب النشر هنا", "يجوز النشر هنا", "ar", "said otherwise"),
        ("Lazima atoe orodha.", "Anaweza kutoa orodha.", "sw", "said otherwise"),
        ("Wanachama watalipa ada.", "Wanachama walilipa ada.", "sw", "another word"),
        ("Julkaise tulokset ajoissa.", "Julkaise tulosket ajoissa.", "fi", "another word"),
        ("किताब यहाँ है", "किताबे यहाँ है", "hi", "another word"),
    ],
)
def test_what_changes_the_meaning_is_not_and_the_reason_is_told(before, after, lang, named):
    assert named in is_editorial(before, after, lang)
    assert is_editorial(after, before, lang)


def test_many_corrections_at_once_are_more_than_a_correction():
    before = "The secertariat publihes reslts of meetngs for mmebers and obsrvers of the forum each year."
    after = "The secretariat publishes results of meetings for members and observers of the forum each year."
    assert "more than a correction" in is_editorial(before, after, "en")


def test_a_text_beyond_what_a_file_may_hold_is_not_looked_through():
    assert "too long" in is_editorial("a" * (CAP + 1), "a", "en")


def test_a_reason_quotes_few_words_of_a_long_one():
    after = "Ask them when the year begins and again in summer, so that each of the partners knows what is wanted."
    reason = is_editorial("Ask them.", after, "en")
    assert "“… year begins and again in summer …” came in" in reason and "condition" in reason


@given(st.lists(st.sampled_from(PLAIN), min_size=3, max_size=12), st.sampled_from([*NEGATIONS, *STRICT]), st.data())
def test_dropping_a_negation_or_a_must_is_never_editorial(words, strict, data):
    place = data.draw(st.integers(0, len(words)))
    said = " ".join([*words[:place], strict, *words[place:]])
    assert is_editorial(said, " ".join(words), "en")
    assert is_editorial(" ".join(words), said, "en")


@given(st.text("0123456789.,%-€ ", min_size=1), st.integers(0, 9), st.data())
def test_changing_a_digit_never_is(number, digit, data):
    places = [place for place, letter in enumerate(number) if letter.isdigit()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    other = f"{number[:place]}{digit}{number[place + 1 :]}"
    assume(other != number)
    for lang in ("en", "fi"):
        assert is_editorial(f"Answer within {number} days.", f"Answer within {other} days.", lang)


@given(st.data())
def test_one_letter_inside_a_word_of_a_long_sentence_is(data):
    words = LONG.split()
    place = data.draw(st.sampled_from([at for at, word in enumerate(words) if word.strip(",.") in PLAIN]))
    at = data.draw(st.integers(1, len(words[place].strip(",.")) - 3))
    wrong = words[place][:at] + data.draw(st.sampled_from("xqz")) + words[place][at + 1 :]
    assert is_editorial(" ".join([*words[:place], wrong, *words[place + 1 :]]), LONG, "en") == ""


@given(texts, texts, st.sampled_from(["en", "nl", "fi"]))
def test_it_is_the_same_both_ways_and_a_text_is_no_change_of_itself(before, after, lang):
    old, new = " ".join(before), " ".join(after)
    assert bool(is_editorial(old, new, lang)) == bool(is_editorial(new, old, lang))
    assert is_editorial(old, old, lang) == ""


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["en", "ar", "xx", ""]))
def test_any_two_texts_can_be_compared(before, after, lang):
    assert bool(is_editorial(before, after, lang)) == bool(is_editorial(after, before, lang))
