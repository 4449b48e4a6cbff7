"""The order of families as a pure function: no database here."""

from devices.allocating.ranking import Child, Family, Rule, rank

POOR = Rule(2, frozenset({"poor"}))
POOR_OF_MERIT = Rule(1, frozenset({"poor", "merit"}))
SMALL_CHILDREN = Rule(3, frozenset({"near_poor"}), grade_from=1, grade_to=5)


def family(*children, traits=()):
    made = [Child(f"{name} {grade}", name, name, grade) for name, grade in children]
    return Family(household=children[0][0], children=made, traits=set(traits))


def names(families, *rules, tie="more_children"):
    return [child.name for _family, _rule, child in rank(families, rules, tie)[0]]


def test_a_family_stands_at_the_first_place_that_it_meets():
    families = [family(("B", 6), traits={"poor"}), family(("A", 6), traits={"poor", "merit"})]
    assert names(families, POOR_OF_MERIT, POOR) == ["A", "B"]


def test_more_children_come_first_in_the_same_place_and_the_machine_is_for_the_eldest():
    one, two = family(("A", 9), traits={"poor"}), family(("B", 6), ("C", 8), traits={"poor"})
    assert names([one, two], POOR) == ["C", "A"]


def test_the_order_may_put_the_higher_or_the_lower_grade_first():
    families = [family(("A", 6), ("B", 8), traits={"poor"}), family(("C", 9), traits={"poor"})]
    assert names(families, POOR, tie="higher_grade") == ["C", "B"]
    assert names(families, POOR, tie="lower_grade") == ["A", "C"]


def test_the_name_decides_last_so_that_two_runs_agree():
    families = [family((name, 7), traits={"poor"}) for name in "CAB"]
    assert names(families, POOR) == names(families[::-1], POOR) == ["A", "B", "C"]


def test_a_span_of_grades_is_met_by_one_child_and_the_machine_is_for_that_one():
    both = family(("A", 8), ("B", 3), traits={"near_poor"})
    assert names([both], SMALL_CHILDREN) == ["B"]


def test_a_grade_that_nobody_wrote_down_meets_no_span():
    placed, unplaced = rank([family(("A", None), traits={"near_poor"})], [SMALL_CHILDREN], "more_children")
    assert placed == []
    assert len(unplaced) == 1


def test_a_rule_without_criteria_holds_everybody_else():
    assert names([family(("A", 6))], POOR, Rule(9, frozenset())) == ["A"]
