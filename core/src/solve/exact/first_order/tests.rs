use super::*;
use crate::solve::limits::Cancel;
use crate::testing::brute_force::{Small, TUNING};
use crate::units::Points;

fn approached(small: &Small, precision: &Precision, work: Option<u64>) -> FirstOrderResult {
    let start = Start { duals: vec![3_000 * SCALE; small.tables.len()], known: &[], floor: -1_000_000 };
    let limits = Limits::start(None, work, Cancel::new());
    first_order((&small.tables, &small.constraints), &start, precision, &TUNING.first_order, &limits, &mut |_| {})
}

/// The claims with which duals prove a bound, each tested against every group.
fn assert_proves(small: &Small, root: &DualBound) {
    for column in &small.columns {
        assert!(root.duals.reduced(column) <= 0, "{column:?} is worth more than its duals");
    }
    if let Some(price) = small.constraints.price {
        assert!(root.duals.schools.iter().all(|&dual| dual >= -SCALE * price), "{:?}", root.duals);
    }
    assert_eq!(root.bound, root.duals.bound(&small.constraints, &[]));
    assert!(small.best.is_none_or(|best| root.bound >= SCALE * best));
}

#[test]
fn wherever_it_ends_its_duals_cover_every_group_and_no_plan_exceeds_their_bound() {
    let mut proved = 0;
    for small in Small::components(36) {
        for precision in [COARSE, FINE] {
            for work in [Some(1), Some(4), None] {
                let near = approached(&small, &precision, work);
                near.root.iter().for_each(|root| assert_proves(&small, root));
                proved += usize::from(near.root.is_some());
                assert!(near.pool.iter().all(|column| small.columns.contains(column)));
            }
        }
    }
    assert!(proved > 100, "{proved} bounds");
}

/// A relaxation lies above the best plan by what fractions bring; of one group there are none.
#[test]
fn where_one_group_is_all_there_is_the_bound_comes_down_to_its_value() {
    let mut alone = 0;
    for small in Small::components(36).filter(|small| small.constraints.price.is_none()) {
        let plans = small.plans();
        let ([(value, _)], [_]) = (plans.as_slice(), small.columns.as_slice()) else { continue };
        let root = approached(&small, &FINE, None).root.expect("nothing limits it");
        assert!(root.bound <= SCALE * value + value / 50, "{} for {value}", root.bound);
        alone += 1;
    }
    let mut gaps: Vec<Points> = Vec::new();
    for small in Small::components(36) {
        let (Some(best), Some(root)) = (small.best, approached(&small, &FINE, None).root) else { continue };
        gaps.push((root.bound / SCALE - best) * 1_000 / best.abs().max(1));
    }
    gaps.sort_unstable();
    assert!(gaps[gaps.len() / 2] <= 20, "half of the bounds are within two per cent: {gaps:?}, {alone}");
}

/// Raised duals are priced like any others. Reduced costs that are still positive after a small raise raise them further.
#[test]
fn however_little_they_are_raised_duals_of_a_pool_prove_what_they_say() {
    let mut proved = 0;
    for small in Small::components(36) {
        for dual in [0, 3_000, 8_000] {
            let duals = Duals::of_schools(vec![dual * SCALE; small.tables.len()], &small.constraints.counts);
            let thresholds = thresholds(&small.tables, &small.columns);
            let limits = Limits::start(None, None, Cancel::new());
            let mut told = Vec::new();
            let root =
                raised(&small.tables, &small.constraints, &duals, &thresholds, &limits, &mut |bound| told.push(bound));
            let root = root.expect("nothing limits it");
            assert_proves(&small, &root);
            assert!(told.len() == RAISES.len() && told.is_sorted_by(|a, b| a >= b), "{told:?}");
            assert_eq!(told.last(), Some(&root.bound));
            proved += 1;
        }
    }
    assert!(proved > 100, "{proved} bounds");
}
