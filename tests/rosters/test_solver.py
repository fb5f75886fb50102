"""A roster is proposed that breaks no rule, shares fairly, and says why where it cannot man everything (ROST-3)."""

import subprocess
import sys
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hushu.foundation.places import ROOT
from hushu.rosters.rules.checks import HARD, findings
from hushu.rosters.rules.shapes import Member, Need
from hushu.rosters.solving.fairness import poured
from hushu.rosters.solving.question import Answer, Question, Record, Standing, Wish
from hushu.rosters.solving.search import Search
from rosters.plans import DAY, DECEMBER, member
from rosters.questions import EARLY, NIGHT, question, shown, solved

pytestmark = pytest.mark.req("ROST-3")


@st.composite
def teams(draw: st.DrawFn) -> Question:
    """Small teams with leave, joiners, last month's nights, wishes and more or less work than they can do."""
    count, days = draw(st.integers(2, 5)), draw(st.integers(5, 12))
    within = st.integers(0, days - 1)
    people: list[Member] = []
    for number in range(1, count + 1):
        first = DECEMBER + draw(within) * DAY
        leave = ((first, first + draw(st.integers(0, 3)) * DAY),) if draw(st.booleans()) else ()
        since = DECEMBER + draw(within) * DAY if draw(st.integers(0, 4)) == 0 else None
        people.append(member(number, senior=draw(st.booleans()), leave=leave, since=since))
    shifts = draw(
        st.lists(st.sampled_from(["early", "middle", "night"]), min_size=1, max_size=3, unique=True)
    )
    needs = [
        Need("receptionist", draw(st.integers(1, 2)), shift=key, senior=draw(st.booleans()))
        for key in shifts
    ]
    before = [
        Standing(one.id, DECEMBER - back * DAY, draw(st.sampled_from(["early", "night"])))
        for one in people for back in range(1, draw(st.integers(1, 6)))
    ]  # fmt: skip
    wishes = [
        Wish(one.id, DECEMBER + draw(within) * DAY, draw(st.sampled_from(["free", *shifts])))
        for one in people
    ]
    return question(members=people, needs=needs, before=before, wishes=wishes, days=days)


@given(teams())
@settings(max_examples=25)
def test_whatever_the_team_no_hard_rule_is_broken_and_every_gap_is_named(asked: Question) -> None:
    answer, plan = solved(asked)
    found = findings(asked.roster(plan))
    assert [one for one in found if one.key in HARD] == []
    lacking = {(one.day, one.key == "senior") for one in found if one.key in {"coverage", "senior"}}
    assert lacking == {(gap.day, gap.senior) for gap in answer.gaps}
    for gap in answer.gaps:
        kept_away = {person for why in gap.why for person in why.people}
        assert all(why.key != "able" for why in gap.why)
        assert kept_away <= {one.id for one in asked.members}


def test_last_months_night_and_days_running_are_kept_in_mind() -> None:
    last = [Standing(member(1).id, DECEMBER - DAY, "night")]
    six = [Standing(member(2).id, DECEMBER - back * DAY, "early") for back in range(1, 7)]
    asked = question(members=[member(1), member(2), member(3)], before=[*last, *six], days=3)
    answer, plan = solved(asked)
    assert answer.gaps == []
    assert [row[0] for row in shown(plan, asked)] == [".", ".", "早"]


def test_a_plan_of_the_month_after_is_respected_where_there_is_one() -> None:
    end = date(2026, 12, 31)
    after = [Standing(member(1).id, end + DAY, "early")]
    asked = question(members=[member(1), member(2)], needs=[NIGHT], before=after, first=end, days=1)
    _, plan = solved(asked)
    assert shown(plan, asked) == [".", "夜"]


def test_fixed_days_stay_free_ones_too_and_the_rest_is_planned_around_them() -> None:
    kept = [(member(1).id, DECEMBER), (member(2).id, DECEMBER + DAY)]
    asked = question("早.", "..", kept=kept, days=2)
    _, plan = solved(asked)
    first, second = shown(plan, asked)
    assert first[0] == "早"
    assert second[1] == "."
    assert first[1] == "早"


def test_fixed_days_that_break_a_rule_by_themselves_stop_nobody() -> None:
    kept = [(member(1).id, DECEMBER), (member(1).id, DECEMBER + DAY)]
    asked = question("夜早", "..", kept=kept, days=3, needs=[EARLY, NIGHT])
    answer, plan = solved(asked)
    assert shown(plan, asked)[0][:2] == "夜早"
    assert {one.person for one in findings(asked.roster(plan)) if one.key in HARD} == {member(1).id}
    assert all(why.key != "able" for gap in answer.gaps for why in gap.why)


def test_whoever_had_more_nights_before_has_fewer_now() -> None:
    records = {
        1: Record(12, 8, 0, 20_000, 61),
        2: Record(2, 8, 0, 20_000, 61),
        3: Record(7, 8, 0, 20_000, 61),
    }
    asked = question("", "", "", needs=[NIGHT], records=records, days=12, rest_hours=8)
    answer, plan = solved(asked)
    nights = [row.count("夜") for row in shown(plan, asked)]
    assert answer.gaps == []
    assert nights[0] < nights[2] < nights[1]


def test_who_was_away_is_not_made_to_pay_for_it_with_nights() -> None:
    level = poured({"here": 10.0, "newcomer, credited with what the others had": 10.0}, 6.0)
    assert level == pytest.approx({"here": 3.0, "newcomer, credited with what the others had": 3.0})
    records = {1: Record(10, 0, 0, 0, 61), 2: Record(0, 0, 0, 0, 0)}
    asked = question("", "", needs=[NIGHT], records=records, days=8, rest_hours=8)
    _, plan = solved(asked)
    assert [row.count("夜") for row in shown(plan, asked)] == [4, 4]


def test_a_wish_is_met_where_somebody_else_can_work() -> None:
    wishes = [Wish(member(1).id, DECEMBER + n * DAY, "free") for n in (0, 1, 4)]
    asked = question("", "", wishes=wishes, days=6)
    _, plan = solved(asked)
    row = shown(plan, asked)[0]
    assert [row[n] for n in (0, 1, 4)] == [".", ".", "."]


def test_more_than_is_needed_is_never_planned_at_night() -> None:
    asked = question(*[""] * 4, needs=[EARLY, NIGHT], days=10)
    _, plan = solved(asked)
    for column in zip(*shown(plan, asked), strict=True):
        assert column.count("夜") == 1
        assert "早" in column


@pytest.mark.req("ROST-11")
def test_ten_people_who_cannot_man_the_month_are_given_the_best_there_is_and_told_why() -> None:
    away = ((DECEMBER, DECEMBER + 9 * DAY),)
    people = [member(n, leave=away if n > 6 else ()) for n in range(1, 11)]
    needs = [Need("receptionist", 3, shift=key) for key in ("early", "middle", "night")]
    asked = question(members=people, needs=needs, days=7)
    answer, plan = solved(asked)
    assert answer.proven
    assert [one for one in findings(asked.roster(plan)) if one.key in HARD] == []
    assert sum(gap.missing for gap in answer.gaps) >= 7 * 9 - 6 * 6
    said = {why.key for gap in answer.gaps for why in gap.why}
    assert {"leave", "works"} <= said
    assert "able" not in said
    [leave] = [one for one in answer.relaxed if one.rule == "leave"]
    assert leave.missing < sum(gap.missing for gap in answer.gaps)


def test_the_same_question_has_the_same_answer() -> None:
    asked = msgspec.structs.replace(
        question("", "", "", needs=[EARLY, NIGHT], days=7), seconds=60.0
    )
    one, two = solved(asked)[0], solved(asked)[0]
    assert (one.optimal, two.optimal) == (True, True)
    assert one.cells == two.cells


def stopped_at_once(asked: Question) -> Answer:
    """What the search begins from, whatever the machine's speed."""
    search = Search(asked, [].append)
    search.stop()
    return search.answer()


def test_a_search_that_goes_on_begins_where_the_first_one_ended() -> None:
    asked = question(*[""] * 8, needs=[EARLY, NIGHT], days=20)
    found = solved(asked)[0].cells
    assert stopped_at_once(msgspec.structs.replace(asked, begins=found)).cells == found
    assert stopped_at_once(asked).cells != found


def test_it_begins_anew_where_days_fixed_meanwhile_break_a_rule_with_what_was_found() -> None:
    asked = question(*[""] * 8, needs=[EARLY, NIGHT], days=20)
    found = solved(asked)[0]
    [night, *_] = [
        one for one in found.cells if one.shift == "night" and one.day in asked.days[1:9]
    ]
    after = Standing(night.person, night.day + DAY, "early")
    now = msgspec.structs.replace(
        asked, plan=[after], kept=[(after.person, after.day)], begins=found.cells, seconds=0.1
    )
    answer, plan = solved(now)
    assert after in answer.cells
    assert [one for one in findings(now.roster(plan)) if one.key in HARD] == []
    assert answer.gaps == []


def test_nobody_but_the_solvers_own_process_loads_its_library() -> None:
    code = "import sys, hushu.app, hushu.modules; sys.exit(any(m.startswith(('ortools', 'pandas')) for m in sys.modules))"
    path = f"{ROOT / 'src'}:{ROOT}"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": path}, check=False)
    assert done.returncode == 0
