use super::*;
use crate::solve::limits::Cancel;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::random::Random;
use crate::testing::brute_force::Small;

/// Whether a group becomes another if one school is added or replaced.
fn are_neighbours(known: &Column, other: &Column) -> bool {
    let shared = known.members().iter().filter(|&&member| other.has(member)).count();
    shared + 1 == other.size() && known.size() <= other.size()
}

#[test]
fn neighbours_with_a_positive_reduced_cost_are_found_and_nothing_else() {
    let (mut found, mut complete) = (0, 0);
    for (small, seed) in Small::components(60).zip(0..) {
        let mut random = Random::new(seed, [0; 3]);
        let schools: Vec<i64> = (0..small.tables.len()).map(|_| SCALE * (4_000 + random.below(4_000) as i64)).collect();
        let sizes: Vec<(usize, i64)> = small.constraints.counts.iter().map(|&(size, _)| (size, 77)).collect();
        let duals = PricingDuals { schools: &schools, sizes: &sizes };
        let reduced = |column: &Column| {
            let members: i64 = column.members().iter().map(|&member| schools[usize::from(member)]).sum();
            let size = sizes.iter().find(|(size, _)| *size == column.size()).map_or(0, |&(_, price)| price);
            SCALE * column.points() - members - size
        };
        for known in &small.columns {
            let limits = Limits::start(None, None, Cancel::new());
            let priced = exchange(&small.tables, &duals, &[*known], &limits).expect("nothing limits it");
            for one in &priced {
                assert!(small.columns.contains(&one.column), "{:?} breaks a rule or has another value", one.column);
                assert!(one.column == *known || are_neighbours(known, &one.column));
                assert_eq!(one.reduced, reduced(&one.column));
                assert!(one.reduced > 0);
            }
            // At most eight schools can complete a set, and the best six are kept. So nearly all neighbours are found.
            let near = |column: &&Column| are_neighbours(known, column) && reduced(column) > 0;
            let wanted: Vec<&Column> = small.columns.iter().filter(near).collect();
            let best = wanted.iter().map(|column| reduced(column)).max();
            assert!(
                best.is_none_or(|best| priced.iter().any(|one| one.reduced == best)),
                "the best neighbour is missed"
            );
            found += wanted.len();
            complete += wanted.iter().filter(|column| priced.iter().any(|one| one.column == ***column)).count();
        }
    }
    assert!(found > 500 && complete * 20 > found * 19, "{complete} of {found}");
}

#[test]
fn a_cancelled_round_finds_nothing() {
    let small = Small::components(1).next().expect("a component");
    let cancel = Cancel::new();
    cancel.cancel();
    let limits = Limits::start(None, None, cancel);
    let schools = vec![0; small.tables.len()];
    let duals = PricingDuals { schools: &schools, sizes: &[] };
    assert!(exchange(&small.tables, &duals, &small.columns, &limits).is_none());
}
