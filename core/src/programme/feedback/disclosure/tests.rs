use super::*;
use crate::solve::random::Random;

/// Four cells in four groups, two in each phase; or one group that has both phases.
fn families(straddles: bool) -> [Family; 3] {
    let sets = |sets: &[&[usize]]| sets.iter().map(|set| set.iter().copied().collect()).collect();
    let groups: &[&[usize]] = if straddles { &[&[0], &[1, 2], &[3]] } else { &[&[0], &[1], &[2], &[3]] };
    [sets(&[&[0, 1, 2, 3]]), sets(groups), sets(&[&[0, 1], &[2, 3]])]
}

fn nothing(families: &[Family]) -> Vec<Vec<bool>> {
    families.iter().map(|family| vec![false; family.len()]).collect()
}

fn sum(set: &BTreeSet<usize>, counts: &[u64]) -> u64 {
    set.iter().map(|&cell| counts[cell]).sum()
}

/// Every way to fill the cells.
fn fillings(of: &[u64]) -> Vec<Vec<u64>> {
    of.iter().fold(vec![Vec::new()], |all, &of| {
        all.iter().flat_map(|start| (0..=of).map(move |count| [start.as_slice(), &[count]].concat())).collect()
    })
}

#[test]
fn a_small_count_is_hidden_and_the_smallest_of_the_others_with_it() {
    let families = families(false);
    let cells = [(3, 12), (10, 18), (9, 17), (20, 40)];
    let hidden = hide(&families, &cells, Telling::Both, nothing(&families));
    assert_eq!(hidden[1], [true, true, false, false]);
    assert_eq!((hidden[0][0], hidden[2][0]), (false, false));
}

#[test]
fn a_few_who_differ_are_hidden_as_answers_and_not_as_a_turnout() {
    assert!(is_small((17, 18), Telling::Both) && !is_small((17, 18), Telling::Count));
    assert!(is_small((0, 18), Telling::Both) && !is_small((18, 18), Telling::Both));
    assert!(is_small((4, 4), Telling::Count) && !is_small((5, 5), Telling::Count));
}

// A reader who knows how many people were asked could try every way to fill the cells that agrees with the shown figures.
#[test]
fn no_hidden_count_follows_from_the_shown_ones() {
    let mut random = Random::new(7, [0x6665_6564, 0, 0]);
    let mut hidden_cells = 0;
    for round in 0..300 {
        let families = families(round % 3 == 0);
        let telling = if round % 2 == 0 { Telling::Both } else { Telling::Count };
        let of: Vec<u64> = (0..4).map(|_| 1 + random.below(14) as u64).collect();
        let counts: Vec<u64> = of.iter().map(|&of| random.below(of as usize + 1) as u64).collect();
        let cells: Vec<(u64, u64)> = counts.iter().copied().zip(of.iter().copied()).collect();
        let hidden = hide(&families, &cells, telling, nothing(&families));
        let sets = || families.iter().flatten().zip(hidden.iter().flatten());
        let agrees = |filling: &Vec<u64>| sets().all(|(set, &hidden)| hidden || sum(set, filling) == sum(set, &counts));
        // If a shown total says "everybody", it says so of each part, and nothing can hide that.
        if sets().any(|(set, &hidden)| !hidden && sum(set, &counts) == sum(set, &of)) {
            continue;
        }
        let possible: Vec<Vec<u64>> = fillings(&of).into_iter().filter(agrees).collect();
        for (set, _) in sets().filter(|(_, hidden)| **hidden) {
            hidden_cells += 1;
            let values: BTreeSet<u64> = possible.iter().map(|filling| sum(set, filling)).collect();
            assert!(values.len() > 1, "{set:?} of {cells:?} can only be {values:?}; hidden {hidden:?}");
        }
    }
    assert!(hidden_cells > 300, "{hidden_cells} hidden counts are too few to tell");
}
