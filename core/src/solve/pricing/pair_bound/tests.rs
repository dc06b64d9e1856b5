use std::collections::BTreeSet;

use super::*;
use crate::solve::limits::Cancel;
use crate::solve::pricing::enumeration::PricedColumn;
use crate::solve::random::Random;
use crate::testing::brute_force::Small;

/// Keeps every group that reaches a threshold.
struct Collected {
    threshold: i64,
    priced: Vec<PricedColumn>,
}

impl ColumnSink for Collected {
    fn threshold(&self) -> i64 {
        self.threshold
    }

    fn take(&mut self, one: PricedColumn) {
        self.priced.push(one);
    }
}

/// Whatever the duals and the thresholds, the search finds the same groups as a trial of every group.
#[test]
fn every_group_that_reaches_the_threshold_is_shown_to_a_collector_of_one_of_its_members() {
    let mut shown = 0;
    for (small, seed) in Small::components(120).zip(0..) {
        let mut random = Random::new(seed, [1; 3]);
        let mut below = |number: usize| i64::try_from(random.below(number)).expect("a small number");
        let schools: Vec<i64> =
            (0..small.tables.len())
                .map(|_| {
                    if below(9) == 0 { SCALE * (below(400_000) - 200_000) } else { SCALE * below(8_000) + below(1_000) }
                })
                .collect();
        let sizes: Vec<(usize, i64)> =
            small.constraints.counts.iter().map(|&(size, _)| (size, 50_000 * (below(3) - 1))).collect();
        let duals = PricingDuals { schools: &schools, sizes: &sizes };
        let of_areas: Vec<u16> =
            (0..small.tables.num_areas()).map(|_| u16::try_from(below(101)).expect("a level")).collect();
        let nearest = thresholds(&small.tables, &small.columns);
        for (of_areas, threshold) in [(&of_areas, 1), (&nearest, 1), (&nearest, -2_000_000), (&of_areas, 3_000_000)] {
            let limits = Limits::start(None, None, Cancel::new());
            let collector = || Collected { threshold, priced: Vec::new() };
            let found = by_best_pairs(&small.tables, &duals, of_areas, &limits, collector).expect("no limit");
            let mut keys = BTreeSet::new();
            for (school, all) in found.iter().enumerate() {
                for one in &all.priced {
                    assert!(small.columns.contains(&one.column) && one.column.has(u16::try_from(school).expect("few")));
                    keys.insert((one.column.key(), one.reduced));
                }
            }
            let reduced = |column: &Column| {
                let members: i64 = column.members().iter().map(|&member| schools[usize::from(member)]).sum();
                let size = sizes.iter().find(|(size, _)| *size == column.size()).map_or(0, |&(_, price)| price);
                SCALE * column.points() - members - size
            };
            let wanted = small.columns.iter().map(|column| (column.key(), reduced(column)));
            assert_eq!(keys, wanted.filter(|&(_, reduced)| reduced >= threshold).collect(), "{of_areas:?} {threshold}");
            shown += keys.len();
        }
    }
    assert!(shown > 2_000, "{shown} groups");
}

#[test]
fn thresholds_are_the_nearest_for_known_groups() {
    for small in Small::components(12).filter(|small| !small.columns.is_empty()) {
        let best = thresholds(&small.tables, &small.columns);
        let excess = |thresholds: &[u16]| -> u32 {
            let mut sum = 0;
            for column in &small.columns {
                for &me in column.members() {
                    for (area, &level) in thresholds.iter().enumerate() {
                        let peers = column.members().iter().filter(|&&peer| peer != me);
                        let of_peers: Vec<u16> =
                            peers.map(|&peer| small.tables.levels(usize::from(peer))[area]).collect();
                        let most = of_peers.iter().max().copied().unwrap_or(0);
                        let bound = level + of_peers.iter().map(|of| of.saturating_sub(level)).sum::<u16>();
                        sum += u32::from(small.tables.weights(usize::from(me))[area]) * u32::from(bound - most);
                    }
                }
            }
            sum
        };
        for other in THRESHOLDS {
            assert!(excess(&best) <= excess(&vec![other; best.len()]));
        }
    }
}
