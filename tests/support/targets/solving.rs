//! The engines. Whatever small problem the bytes make, each engine returns a plan that passes the check, or no plan.

use tercet::plan::check::check;
use tercet::{Options, Status, Strategy, solve};

use crate::choices::Choices;
use crate::generator::small;
use crate::oracle::Oracle;
use crate::targets::inputs::explains_itself;

/// A small problem, solved with little work. A plan passes the check and is no better than the oracle's. If the oracle has
/// no plan, neither has the library. The bound holds.
///
/// # Panics
/// If the property does not hold.
pub fn small_problem(bytes: &[u8]) {
    let stated = small(&mut Choices::from_bytes(bytes));
    let problem = match stated.problem() {
        Ok(problem) => problem,
        Err(error) => return explains_itself(&error),
    };
    let best = Oracle::new(&stated).best().map(|best| best.value);
    for strategy in [Strategy::Greedy, Strategy::LocalSearch] {
        let options = Options::default().with_strategy(strategy).with_work_limit(20).with_threads(1);
        let plan = solve(&problem, &options).expect("a small problem never fails for want of memory or a backend");
        assert!(plan.value.map(i128::from) <= best, "{strategy}: {:?} above {best:?}", plan.value);
        if let (Some(bound), Some(best)) = (plan.bound, best) {
            assert!(i128::from(bound) >= best, "{strategy}: bound {bound} below {best}");
        }
        if plan.is_found() {
            let checked = check(&problem, &plan);
            assert!(checked.is_valid(), "{strategy}: {:?}", checked.findings());
        } else {
            assert!(plan.status != Status::Infeasible || best.is_none(), "{strategy}: {:?}", plan.reasons);
        }
    }
}
