from __future__ import annotations

import copy
import json

import pytest

from tests.journeys.ten_years import fork, ours
from tests.journeys.ten_years.judge import Judge, Score, added_up
from tests.journeys.ten_years.make_histories import LOCAL, SEEDS, YEARS, made_history, made_start, written
from tests.journeys.ten_years.shared import History, Shared, change, history, history_file, start, units
from tests.journeys.ten_years.written import page, parsed


def test_the_committed_histories_are_those_the_generator_makes():
    practices = made_start()
    assert start() == practices
    for seed in SEEDS:
        assert history_file(seed).read_text(encoding="utf-8") == written(made_history(seed, practices)), seed


@pytest.mark.parametrize("seed", SEEDS)
def test_a_history_is_of_the_size_that_was_asked_for(seed):
    held, shared = history(seed), Shared(start())
    assert len(shared.practices) == 40 and len(held.local) == len(LOCAL) == 44 and len(held.years) == YEARS
    whole = ("reflow", "keys", "order")
    for edits in held.years:
        count = sum(1 for held in shared.practices.values() if held["status"] == "published" for _ in units(held))
        assert sum(edit[0] not in whole for edit in edits) == pytest.approx(0.10 * count, abs=1)
        for edit in edits:
            shared.apply(edit)
    verbs = [{edit[0] for edit in edits} for edits in held.years]
    for once in whole:
        assert sum(once in year for year in verbs) == 1, once


def test_a_practice_reads_back_as_it_was_written():
    shared = Shared(start())
    for edit in (edit for year in history(1).years for edit in year):
        shared.apply(edit)
    assert shared.keys and shared.width != 100
    for name, practice in shared.practices.items():
        assert json.loads(json.dumps(practice)) == parsed(page(practice, shared.width, shared.keys), name)


@pytest.mark.parametrize(("seed", "years"), [(1, 3), (2, 3), (5, 4)])
def test_nothing_is_lost_and_nothing_swallowed(seed, years, tmp_path):
    held = history(seed)
    played = History(seed, held.local, held.years[:years])
    scores = ours.played(played, start(), tmp_path)
    assert len(scores) == len(list(played.taken()))
    score = added_up(scores)
    assert (score.unparsed, score.swallowed, score.lost) == (0, 0, 0)
    assert score.questions > 0


def test_a_git_fork_asks_about_what_it_cannot_merge(tmp_path):
    held = history(1)
    score = added_up(fork.played(History(1, held.local, held.years[:2]), start(), tmp_path))
    assert score.questions >= score.conflicts > 0 and score.unparsed > 0


def test_a_git_fork_lets_the_same_years_go_by(tmp_path):
    held = history(5)
    four = History(5, held.local, held.years[:4])
    assert list(four.taken()) == [[edit for year in held.years[:3] for edit in year], held.years[3]]
    assert len(fork.played(four, start(), tmp_path)) == 2
    assert list(history(1).taken()) == history(1).years


def test_the_judge_sees_a_lost_word_and_a_swallowed_improvement():
    practices = start()
    edit = next(edit for edit in history(1).local if edit[0] == "say" and edit[2].startswith("steps/"))
    other = next(name for name in practices if name != edit[1])
    result, now = copy.deepcopy(practices), copy.deepcopy(practices)
    change(result[edit[1]], [edit[0], *edit[2:]])
    change(now[other], ["set", "summary", "They say something better now."])
    judge = Judge([edit], practices)
    change(result[other], ["set", "summary", "They say something\nbetter now."])
    assert judge.year(now, result) == Score(), "line breaks say nothing"

    change(now[other], ["remove", "steps", now[other]["steps"][0]["id"]])
    result[edit[1]] = practices[edit[1]]
    assert judge.year(now, result) == Score(swallowed=1, unasked=1, lost=1), "an item with all its units is one"
    assert judge.year(now, result) == Score(), "and each is counted once"
