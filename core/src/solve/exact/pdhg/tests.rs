use super::*;
use crate::solve::pricing::enumeration::SCALE;
use crate::testing::brute_force::{Small, TUNING};

fn constraints(price: Option<i64>) -> SideConstraints {
    SideConstraints { price, least_size: 2, ..SideConstraints::default() }
}

#[test]
fn an_odd_cycle_is_shared_out_in_halves() {
    let pairs = [[0, 1], [1, 2], [0, 2]].map(|pair| Column::new(&pair, 10_000));
    let constraints = constraints(None);
    let mut pdhg = Pdhg::new((3, &constraints), &[], &[9_000_000, 1_000_000, 3_000_000], &TUNING.first_order);
    pdhg.add(&pairs);
    let (duals, bound) = pdhg.solve(20_000, 1e-5);
    assert!((15_000_000..15_001_000).contains(&bound), "{bound}");
    assert!(duals.schools.iter().all(|dual| (dual - 5_000_000).abs() < 20_000), "{duals:?}");
    assert_eq!(pdhg.support().len(), 3);
}

#[test]
fn a_school_left_out_costs_its_price() {
    let constraints = constraints(Some(2_000));
    let mut pdhg = Pdhg::new((3, &constraints), &[], &[0; 3], &TUNING.first_order);
    pdhg.add(&[Column::new(&[0, 1], 10_000)]);
    let (duals, bound) = pdhg.solve(20_000, 1e-5);
    assert!((8_000_000..8_001_000).contains(&bound), "{bound}");
    assert_eq!(duals.schools[2], -2_000_000);
}

/// The bound is computed in floats. The reduced costs of each first school's groups give the same bound in integers.
#[test]
fn the_duals_prove_the_bound_in_integers_and_no_plan_exceeds_it() {
    for small in Small::components(36) {
        let schools = small.tables.len();
        let mut pdhg =
            Pdhg::new((schools, &small.constraints), &[], &vec![2_500 * SCALE; schools], &TUNING.first_order);
        pdhg.add(&small.columns);
        for steps in [0, 50, 2_000] {
            let (duals, bound) = pdhg.solve(steps, 1e-6);
            let mut left = vec![0; schools];
            for column in &small.columns {
                let first = &mut left[usize::from(column.members()[0])];
                *first = duals.reduced(column).max(*first);
            }
            let proved = duals.bound(&small.constraints, &[]) + left.iter().sum::<i64>();
            // Each dual and each first school is rounded by up to a thousandth of a point, and is counted as often as its
            // row allows.
            let rounding = 20 * i64::try_from(schools).expect("ten schools");
            assert!((proved - bound).abs() <= rounding, "{proved} in integers, {bound} in floats");
            assert!(small.best.is_none_or(|best| proved >= SCALE * best));
        }
    }
}
