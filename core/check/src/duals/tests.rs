use super::columns::Column;
use super::prices::Prices;
use super::*;
use crate::certificate::{Branch, CutDual, Duals, PartProof, ProofNode};
use tercet_model::cohort::Cohort;
use tercet_model::ids::SchoolIndex;
use tercet_model::rules::Rules;
use tercet_model::school::School;
use tercet_model::sizes::Count;
use tercet_model::testing::{Draws, problem, random_problem, values_of_all_plans};

/// All sets of 2 to 6 of this many schools.
fn groups(len: u16) -> Vec<Vec<u16>> {
    let mut groups: Vec<Vec<u16>> = vec![Vec::new()];
    for school in 0..len {
        let with: Vec<Vec<u16>> =
            groups.iter().filter(|group| group.len() < 6).map(|group| [group, &[school][..]].concat()).collect();
        groups.extend(with);
    }
    groups.retain(|group| group.len() > 1);
    groups.sort();
    groups
}

fn whole(problem: &Problem) -> Part {
    Part::new(problem, &Coded::new(problem), &(0..problem.len()).collect::<Vec<_>>())
}

fn indices(group: &[u16]) -> Vec<SchoolIndex> {
    group.iter().map(|&school| SchoolIndex(u32::from(school))).collect()
}

fn feasible(problem: &Problem, group: &[u16]) -> bool {
    problem.broken_by_group(&indices(group)).is_empty()
}

/// Duals of whole points, near the worth of a school, and cuts over random schools.
fn random_duals(len: usize, worth: i64, random: &mut Draws) -> Duals {
    let mut below = |most: usize| i64::try_from(random.below(most)).unwrap();
    let mut duals = Duals { schools: (0..len).map(|_| worth - 1_500 + below(3_000)).collect(), ..Duals::default() };
    duals.sizes.insert(3, below(2_000) - 1_000);
    for _ in 0..below(6) {
        let size = [3, 3, 4, 5][usize::try_from(below(4)).unwrap()];
        let mut schools: Vec<usize> = (0..size).map(|_| usize::try_from(below(len)).unwrap()).collect();
        schools.sort_unstable();
        schools.dedup();
        let multipliers = schools.iter().map(|_| u32::try_from(1 + below(2)).unwrap()).collect();
        let divisor = u32::try_from(2 + below(2)).unwrap();
        duals.cuts.push(CutDual { schools, multipliers, divisor, dual: below(2_500) });
    }
    duals
}

/// The reduced value by its definition.
fn reduced(duals: &Duals, column: &Column) -> i128 {
    let held = |school: usize| column.holds(school);
    let schools: i64 =
        (0..duals.schools.len()).filter(|&school| held(school)).map(|school| duals.schools[school]).sum();
    let size =
        if column.schools().len() > 1 { duals.sizes.get(&column.schools().len()).copied().unwrap_or(0) } else { 0 };
    let cuts = duals.cuts.iter().map(|cut| {
        let members = cut.schools.iter().zip(&cut.multipliers).filter(|&(&school, _)| held(school));
        cut.dual * i64::from(members.map(|(_, &multiplier)| multiplier).sum::<u32>() / cut.divisor)
    });
    i128::from(column.value - schools - size - cuts.sum::<i64>())
}

fn assert_the_scan_finds_all(part: &Part, columns: &[Column], duals: &Duals, keep: i128) {
    let found = scan::columns(part, &Prices::new(duals), 1, keep).unwrap();
    let mut expected: Vec<Column> = columns.iter().filter(|column| reduced(duals, column) >= keep).copied().collect();
    expected.sort_unstable();
    assert_eq!(found.kept, expected);
    let most = columns.iter().map(|column| reduced(duals, column)).max().filter(|&most| most > 0);
    assert_eq!(found.uncovered.map(|(excess, _)| excess), most);
}

#[test]
fn groups_have_the_value_of_the_model_and_its_rules() {
    for seed in 0..40 {
        let problem = random_problem(seed);
        let part = whole(&problem);
        for group in groups(u16::try_from(problem.len()).unwrap()) {
            assert_eq!(part.value(&group), problem.value(&indices(&group)), "{seed} {group:?}");
            if part.sizes().contains(&group.len()) {
                assert_eq!(part.is_feasible(&group), feasible(&problem, &group), "{seed} {group:?}");
            }
        }
    }
}

#[test]
fn the_scan_finds_just_the_columns_that_reach_the_threshold() {
    for seed in 0..80 {
        let problem = random_problem(seed);
        let part = whole(&problem);
        let mut columns: Vec<Column> = (groups(u16::try_from(problem.len()).unwrap()).iter())
            .filter(|group| feasible(&problem, group))
            .map(|group| Column::new(group, problem.value(&indices(group))))
            .collect();
        if let Some(price) = part.price {
            columns.extend((0..part.len()).map(|school| Column::new(&[u16::try_from(school).unwrap()], -price)));
        }
        let mut random = Draws::new(seed);
        let worth = columns.iter().map(|column| column.value / 3).max().unwrap_or(0);
        for keep in [1, 0, -800, -4_000, -1_000_000] {
            let duals = random_duals(part.len(), worth, &mut random);
            assert_the_scan_finds_all(&part, &columns, &duals, keep);
        }
    }
}

/// Enough schools that the sweep compares more than one block.
#[test]
fn the_scan_finds_all_among_many_schools() {
    let mut random = Draws::new(9);
    let areas: Vec<String> = (0..18).map(|area| format!("area {area:02}")).collect();
    let schools = (0..70).map(|number| {
        let mut school = School::new(format!("s{number:02}"), "").with_attribute("region", format!("r{}", number % 5));
        for area in &areas {
            if random.below(3) == 0 {
                school = school.with_strength(area, [3.0, 4.0, 5.0][random.below(3)]);
            } else if random.below(4) == 0 {
                school = school.with_need(area, [1.0, 2.0, 3.0][random.below(3)]);
            }
        }
        school
    });
    let problem = Problem::new(Cohort::new(schools.collect(), areas.clone()).unwrap(), Rules::default()).unwrap();
    let part = whole(&problem);
    let mut columns = Vec::new();
    for a in 0..70 {
        for b in (a + 1..70).filter(|b| b % 5 != a % 5) {
            for c in (b + 1..70).filter(|c| c % 5 != a % 5 && c % 5 != b % 5) {
                columns.push(Column::new(&[a, b, c], part.value(&[a, b, c])));
                for d in (c + 1..70).filter(|d| ![a % 5, b % 5, c % 5].contains(&(d % 5))) {
                    columns.push(Column::new(&[a, b, c, d], part.value(&[a, b, c, d])));
                }
            }
        }
    }
    for keep in [1, -2_500] {
        let duals = random_duals(70, 6_000, &mut random);
        assert_the_scan_finds_all(&part, &columns, &duals, keep);
    }
}

/// A proof with only a root: each school pays its share of its best group.
fn simple_proof(problem: &Problem) -> DualProof {
    let part = whole(problem);
    let len = u16::try_from(problem.len()).unwrap();
    let groups: Vec<Vec<u16>> = groups(len).into_iter().filter(|group| feasible(problem, group)).collect();
    let dual = |school: u16| {
        let of = groups.iter().filter(|group| group.contains(&school));
        of.map(|group| ceiling_of(part.value(group) * 10, i64::try_from(group.len()).unwrap())).max().unwrap_or(0)
    };
    let duals = Duals { schools: (0..len).map(dual).collect(), ..Duals::default() };
    let part = PartProof {
        schools: problem.indices().map(|school| problem.school(school).id.clone()).collect(),
        bound: duals.schools.iter().sum::<i64>().div_euclid(10),
        nodes: vec![ProofNode { steps: vec![duals], branch: None }],
        levels: Vec::new(),
    };
    DualProof { scale: 10, parts: vec![part] }
}

fn ceiling_of(number: i64, divisor: i64) -> i64 {
    -(-number).div_euclid(divisor)
}

fn refusal(problem: &Problem, change: impl FnOnce(&mut DualProof)) -> String {
    let mut proof = simple_proof(problem);
    change(&mut proof);
    match derive(problem, &proof) {
        Err(Refusal::Wrong(message)) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn duals_that_cover_every_group_prove_their_sum() {
    let problem = problem();
    let proof = simple_proof(&problem);
    assert_eq!(derive(&problem, &proof), Ok(proof.parts[0].bound));
    assert!(is_within_reach(&problem, &proof));
}

#[test]
fn a_group_worth_more_than_its_duals_is_named() {
    let message = refusal(&problem(), |proof| proof.parts[0].nodes[0].steps[0].schools[0] -= 5_000);
    assert!(message.starts_with("the certificate does not hold at parts[0].nodes[0].steps[0]: a group is worth "));
    assert!(message.contains(" points more than its duals: Ash Primary, "), "{message}");
}

#[test]
fn a_bound_below_the_best_plan_needs_a_branch_that_never_closes() {
    let problem = problem();
    let best = values_of_all_plans(&problem).into_iter().max().unwrap();
    let message = refusal(&problem, |proof| proof.parts[0].bound = best - 1);
    assert!(message.contains("parts[0].nodes[0]: ") && message.contains("but there is no branch"), "{message}");
}

#[test]
fn a_malformed_certificate_is_refused_by_its_place() {
    type Change = fn(&mut DualProof);
    let cut = |schools: &[usize], multipliers: &[u32], divisor, dual| {
        let (schools, multipliers) = (schools.to_vec(), multipliers.to_vec());
        CutDual { schools, multipliers, divisor, dual }
    };
    let changes: [(&str, Change); 16] = [
        ("at scale: 0 is not", |proof| proof.scale = 0),
        ("at scale: ", |proof| proof.scale = i64::MIN),
        ("at parts: Ash Primary is in none", |proof| proof.parts.clear()),
        ("at parts[1].schools: 101 is in another part", |proof| proof.parts.push(proof.parts[0].clone())),
        ("at parts[0].schools: the cohort has no school 777", |proof| "777".clone_into(&mut proof.parts[0].schools[2])),
        ("at parts[0].schools: 102 is out of order", |proof| "102".clone_into(&mut proof.parts[0].schools[2])),
        ("at parts[1].schools: there is no school", |proof| {
            let empty = PartProof { schools: Vec::new(), ..proof.parts[0].clone() };
            proof.parts.push(empty);
        }),
        ("at parts[0]: the root has no duals", |proof| proof.parts[0].nodes.clear()),
        ("at parts[0]: the root has no duals", |proof| proof.parts[0].nodes[0].steps.clear()),
        ("at parts[0].nodes[1]: no branch leads to it", |proof| proof.parts[0].nodes.push(ProofNode::default())),
        ("steps[0]: there are 5 duals for 6 schools", |proof| {
            proof.parts[0].nodes[0].steps[0].schools.pop();
        }),
        ("steps[0]: a dual of 9223372036854775807 is beyond", |proof| {
            proof.parts[0].nodes[0].steps[0].schools[3] = i64::MAX;
        }),
        ("steps[0]: a dual of -9223372036854775808 is beyond", |proof| {
            proof.parts[0].nodes[0].steps[0].schools[3] = i64::MIN;
        }),
        ("steps[0]: the number of groups of 3 is not prescribed", |proof| {
            proof.parts[0].nodes[0].steps[0].sizes.insert(3, 1);
        }),
        ("nodes[0]: step 0 closes the node, but more follows", |proof| {
            let again = proof.parts[0].nodes[0].steps[0].clone();
            proof.parts[0].nodes[0].steps.push(again);
        }),
        ("nodes[0]: step 0 closes the node, but more follows", |proof| {
            proof.parts[0].nodes[0].branch = Some(Branch { pair: [0, 1], together: 1, apart: 2 });
            proof.parts[0].nodes.extend([ProofNode::default(), ProofNode::default()]);
        }),
    ];
    for (expected, change) in &changes {
        let message = refusal(&problem(), change);
        assert!(message.contains(expected), "{message} has no {expected}");
    }
    let cuts = [
        (cut(&[], &[], 2, 1), "does not have one multiplier"),
        (cut(&[0, 1], &[1], 2, 1), "does not have one multiplier"),
        (cut(&[1, 0], &[1, 1], 2, 1), "ascending order"),
        (cut(&[1, 1], &[1, 1], 2, 1), "ascending order"),
        (cut(&[1, 6], &[1, 1], 2, 1), "ascending order"),
        (cut(&[0, usize::MAX], &[1, 1], 2, 1), "ascending order"),
        (cut(&[0, 1], &[1, 1], 0, 1), "divides by 0"),
        (cut(&[0, 1], &[1, 1], 2, -1), "has a dual below 0"),
        (cut(&[0, 1], &[1, 1], 2, i64::MAX), "is beyond"),
    ];
    for (cut, expected) in cuts {
        let message = refusal(&problem(), |proof| proof.parts[0].nodes[0].steps[0].cuts.push(cut));
        assert!(message.contains(expected), "{message} has no {expected}");
    }
    let branches = [
        ([0, 0], 1, 2, "two schools of the part"),
        ([0, 6], 1, 2, "two schools of the part"),
        ([usize::MAX, 6], 1, 2, "two schools of the part"),
        ([0, 1], 0, 1, "not a later node"),
        ([0, 1], 1, 3, "not a later node"),
        ([0, 1], 1, usize::MAX, "not a later node"),
        ([0, 1], 1, 1, "two parents"),
    ];
    for (pair, together, apart, expected) in branches {
        let message = refusal(&problem(), |proof| {
            proof.parts[0].nodes[0].branch = Some(Branch { pair, together, apart });
            proof.parts[0].nodes.extend([ProofNode::default(), ProofNode::default()]);
        });
        assert!(message.contains(expected), "{message} has no {expected}");
    }
}

#[test]
fn extreme_duals_and_cuts_neither_panic_nor_prove_anything_false() {
    let problem = problem();
    let most = 10_000_000_000;
    let extreme = |sign: i64| {
        let mut proof = simple_proof(&problem);
        proof.parts[0].nodes[0].steps[0].schools.fill(sign * most);
        proof.parts[0].nodes[0].steps[0].cuts.push(CutDual {
            schools: vec![0, 1, 2],
            multipliers: vec![u32::MAX; 3],
            divisor: 1,
            dual: most,
        });
        derive(&problem, &proof)
    };
    assert!(matches!(extreme(-1), Err(Refusal::Wrong(_))));
    assert!(matches!(extreme(1), Err(Refusal::Wrong(_))), "the bound claimed is far below the duals");
    for bound in [i64::MIN, i64::MAX] {
        let mut proof = simple_proof(&problem);
        proof.parts[0].bound = bound;
        assert_eq!(derive(&problem, &proof).is_ok(), bound > 0);
    }
}

#[test]
fn parts_that_may_meet_are_refused_and_prescribed_numbers_join_all() {
    let problem = problem();
    let halves = |proof: &mut DualProof| {
        let mut other = proof.parts[0].clone();
        let rest = proof.parts[0].schools.split_off(3);
        other.schools = rest;
        proof.parts.push(other);
        for part in &mut proof.parts {
            part.nodes[0].steps[0].schools.truncate(3);
        }
    };
    let message = refusal(&problem, halves);
    assert!(
        message.contains("at parts: these schools may be in one group, but are in two parts: Ash Primary, "),
        "{message}"
    );
    let mut rules = Rules::default();
    rules.sizes.exactly.insert(3, Count::Exactly(2));
    let counted = tercet_model::testing::problem_with(tercet_model::testing::schools(), rules);
    let message = refusal(&counted, halves);
    assert!(message.contains("at parts: the number of groups of a size is prescribed"), "{message}");
}
