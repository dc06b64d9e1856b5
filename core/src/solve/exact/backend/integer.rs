//! Solves a set partition. The result is chosen columns and a bound.
//!
//! good_lp states the model, and HiGHS solves it. Four things are beyond good_lp, so this module calls HiGHS directly: the
//! starting solution, the interrupt, the bound, and the status codes on which the `highs` crate would panic.

use std::ffi::{c_char, c_int, c_void};
use std::slice;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use good_lp::solvers::highs::highs as highs_backend;
use good_lp::{Constraint, Expression, ProblemVariables, SolverModel, constraint, variable};
use highs::{HighsSolutionStatus, HighsStatus, Model, SolvedModel};

use super::{THREADS, float, points};
use crate::error::Error;
use crate::solve::exact::partition::SetPartitioning;
use crate::units::{FULL, Points};

/// How far a solution may violate a row and still count as keeping it. This is HiGHS's default, stated here because the
/// bound's allowance depends on it.
const FEASIBILITY_TOLERANCE: f64 = 1e-6;

/// Bounds from here on carry no information, and would not be whole as floats.
const MOST_POINTS: f64 = 1e15;

/// The data that a running solve shares with the thread that waits for it.
#[derive(Debug)]
pub(crate) struct Shared {
    /// The waiting thread wants the solve to end.
    stop: AtomicBool,
    /// The bound of the minimisation, stored as the bits of a float.
    lower_bound: AtomicU64,
    /// The columns of the best solution that HiGHS has reported.
    incumbent: Mutex<Option<Vec<usize>>>,
    /// How many of HiGHS's variables are columns. The rest are schools left out.
    columns: usize,
    /// How many points HiGHS's bound may be wrong by.
    allowance: f64,
}

/// The result of a solve.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) claim: Claim,
    /// The columns of the best solution, ascending.
    pub(crate) chosen: Option<Vec<usize>>,
    /// No solution is worth more.
    pub(crate) bound: Option<Points>,
    /// Nodes of the search tree.
    pub(crate) nodes: u64,
}

/// HiGHS's claim at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    Optimal,
    Infeasible,
    /// Interrupted, or out of time.
    Stopped,
    /// The limit on nodes was reached.
    OutOfNodes,
}

impl Shared {
    pub(crate) fn new(partition: &SetPartitioning) -> Self {
        Self {
            stop: AtomicBool::new(false),
            lower_bound: AtomicU64::new(f64::NEG_INFINITY.to_bits()),
            incumbent: Mutex::new(None),
            columns: partition.columns.len(),
            allowance: allowance(partition),
        }
    }

    /// Asks the solve to end soon.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// No solution is worth more than this; `None` until HiGHS knows.
    pub(crate) fn bound(&self) -> Option<Points> {
        self.in_points(f64::from_bits(self.lower_bound.load(Ordering::Relaxed)))
    }

    /// HiGHS's bound of the minimisation in whole points. It is a valid bound whatever HiGHS has rounded.
    fn in_points(&self, lower_bound: f64) -> Option<Points> {
        let upper = (self.allowance - lower_bound).floor();
        #[expect(clippy::cast_possible_truncation, reason = "below 2^53 a whole float is an integer")]
        (upper.abs() < MOST_POINTS).then_some(upper as Points)
    }

    /// The best solution so far.
    pub(crate) fn incumbent(&self) -> Option<Vec<usize>> {
        self.incumbent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How many points HiGHS's bound may be wrong by. HiGHS lets every row miss by its tolerance, and no row is worth more than
/// the best column.
fn allowance(partition: &SetPartitioning) -> f64 {
    let rows = float(partition.schools.len() + partition.counts.len() + partition.sums.len());
    let best = partition.columns.iter().map(|column| column.value.abs()).max().unwrap_or(0).max(price(partition));
    1e-3 + rows * FEASIBILITY_TOLERANCE * points(best)
}

/// Solves a partition on this thread.
///
/// # Errors
/// [`Error::Backend`] if HiGHS fails in a way that says nothing about the partition.
pub(crate) fn run(
    partition: &SetPartitioning,
    shared: &Shared,
    time_left: Option<Duration>,
    nodes: u64,
) -> Result<Ended, Error> {
    let mut model = build(partition)?;
    set_options(&mut model, time_left, nodes).map_err(|()| failed("to take an option"))?;
    if let Some(start) = &partition.start {
        model.try_set_solution(Some(&assignment(partition, start)), None, None, None).map_err(broke)?;
    }
    listen(&mut model, shared)?;
    let solved = model.try_solve().map_err(broke)?;
    read(&solved, shared)
}

/// States the model. It minimises -value, because HiGHS has given wrong bounds for maximisations.
fn build(partition: &SetPartitioning) -> Result<Model, Error> {
    let mut variables = ProblemVariables::new();
    let mut cost = Expression::with_capacity(partition.columns.len());
    let mut rows = vec![Expression::default(); partition.schools.len()];
    let mut sized = vec![Expression::default(); partition.counts.len()];
    let mut summed = vec![Expression::default(); partition.sums.len()];
    for (number, column) in partition.columns.iter().enumerate() {
        let chosen = variables.add(variable().binary());
        cost.add_mul(-points(column.value), chosen);
        for &school in &*column.members {
            rows[partition.row(school)].add_mul(1.0, chosen);
        }
        for (of_size, (size, _)) in sized.iter_mut().zip(&partition.counts) {
            if column.members.len() == *size {
                of_size.add_mul(1.0, chosen);
            }
        }
        for (of_sum, sum) in summed.iter_mut().zip(&partition.sums).filter(|(_, sum)| sum.times[number] > 0) {
            of_sum.add_mul(f64::from(sum.times[number]), chosen);
        }
    }
    if partition.price.is_some() {
        for row in &mut rows {
            let left_out = variables.add(variable().binary());
            cost.add_mul(points(price(partition)), left_out);
            row.add_mul(1.0, left_out);
        }
    }
    let mut problem = variables.minimise(cost).using(highs_backend);
    for row in rows {
        problem.add_constraint(constraint!(row == 1.0));
    }
    for (of_size, &(_, count)) in sized.into_iter().zip(&partition.counts) {
        let ends: [Constraint; 2] =
            [constraint!(of_size.clone() >= float(count.least())), constraint!(of_size <= float(count.most()))];
        for end in ends {
            problem.add_constraint(end);
        }
    }
    for (of_sum, sum) in summed.into_iter().zip(&partition.sums) {
        problem.add_constraint(constraint!(of_sum == float(sum.total)));
    }
    problem.try_into_inner().map_err(|error| Error::Backend(format!("HiGHS refused the model: {error}")))
}

/// The price of leaving a school out, as given to HiGHS. It is capped at what all schools together can gain: a higher price
/// would change no decision, and rounding would swamp the values. Bounds stay valid under a lower price.
fn price(partition: &SetPartitioning) -> Points {
    let all = FULL * Points::try_from(partition.schools.len()).unwrap_or(1) + 1;
    partition.price.unwrap_or(0).min(all)
}

fn set_options(model: &mut Model, time_left: Option<Duration>, nodes: u64) -> Result<(), ()> {
    let set = |done: Result<(), _>| done.map_err(|_: highs::TrySetOptionError| ());
    set(model.try_set_option("threads", THREADS))?;
    // With the defaults, HiGHS calls a solution optimal that is 0.01 % off.
    set(model.try_set_option("mip_rel_gap", 0.0))?;
    set(model.try_set_option("mip_abs_gap", 0.0))?;
    set(model.try_set_option("mip_feasibility_tolerance", FEASIBILITY_TOLERANCE))?;
    // With few rows and many columns, presolve removes nothing. For 18,000 columns, it takes six times as long as
    // everything else. For 270,000 columns, it takes over four minutes, whatever the time limit.
    set(model.try_set_option("presolve", "off"))?;
    set(model.try_set_option("mip_max_nodes", i32::try_from(nodes).unwrap_or(i32::MAX)))?;
    if let Some(left) = time_left {
        set(model.try_set_option("time_limit", left.as_secs_f64()))?;
    }
    Ok(())
}

/// The value of every variable if these columns are chosen.
fn assignment(partition: &SetPartitioning, chosen: &[usize]) -> Vec<f64> {
    let mut values = vec![0.0; partition.columns.len()];
    for &column in chosen {
        values[column] = 1.0;
    }
    if partition.price.is_some() {
        values.extend(partition.left_out(chosen).into_iter().map(|out| if out { 1.0 } else { 0.0 }));
    }
    values
}

/// Makes HiGHS call back while it runs.
#[expect(unsafe_code, reason = "neither crate wraps HiGHS's callbacks")]
fn listen(model: &mut Model, shared: &Shared) -> Result<(), Error> {
    let data = std::ptr::from_ref(shared).cast_mut().cast::<c_void>();
    // SAFETY: the pointer is a live HiGHS object that `model` owns. `on_callback` has the signature HiGHS asks for, and
    // reads `data` as the `Shared` it is; the caller of `listen` keeps it borrowed for as long as `model` can run.
    let mut status = unsafe { highs_sys::Highs_setCallback(model.as_mut_ptr(), Some(on_callback), data) };
    for kind in [
        highs_sys::kHighsCallbackMipInterrupt,
        highs_sys::kHighsCallbackMipImprovingSolution,
        highs_sys::kHighsCallbackSimplexInterrupt,
    ] {
        // SAFETY: the pointer is a live HiGHS object that `model` owns.
        status = status.max(unsafe { highs_sys::Highs_startCallback(model.as_mut_ptr(), kind) }.abs());
    }
    if status == highs_sys::STATUS_OK { Ok(()) } else { Err(failed("to take a callback")) }
}

/// The function that HiGHS calls. It cannot panic, because it neither indexes nor unwraps, and allocates only a list of
/// columns.
#[expect(unsafe_code, reason = "HiGHS passes raw pointers")]
unsafe extern "C" fn on_callback(
    kind: c_int,
    _message: *const c_char,
    out: *const highs_sys::HighsCallbackDataOut,
    into: *mut highs_sys::HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: `listen` gave a `Shared` as `data`, which outlives the run; only atomics and a mutex in it change.
    let Some(shared) = (unsafe { data.cast::<Shared>().cast_const().as_ref() }) else { return };
    // SAFETY: HiGHS passes null or a pointer to what it says, for the time of this call and to nobody else.
    let (out, into) = unsafe { (out.as_ref(), into.as_mut()) };
    if let (highs_sys::kHighsCallbackMipInterrupt | highs_sys::kHighsCallbackSimplexInterrupt, Some(into)) =
        (kind, into)
    {
        into.user_interrupt = c_int::from(shared.stop.load(Ordering::Relaxed));
    }
    let Some(out) = out else { return };
    if kind == highs_sys::kHighsCallbackMipInterrupt {
        shared.lower_bound.store(out.mip_dual_bound.to_bits(), Ordering::Relaxed);
    }
    if kind == highs_sys::kHighsCallbackMipImprovingSolution && !out.mip_solution.is_null() {
        let len = usize::try_from(out.mip_solution_size).unwrap_or(0);
        // SAFETY: HiGHS states the length of the array that it passes with it.
        let values = unsafe { slice::from_raw_parts(out.mip_solution, len) };
        *shared.incumbent.lock().unwrap_or_else(PoisonError::into_inner) = Some(ones(values, shared.columns));
    }
}

/// Reads the answer from HiGHS after a run.
fn read(solved: &SolvedModel, shared: &Shared) -> Result<Ended, Error> {
    let claim = match status(solved) {
        highs_sys::MODEL_STATUS_OPTIMAL => Claim::Optimal,
        // Binary variables are bounded, so "unbounded or infeasible" means infeasible.
        highs_sys::MODEL_STATUS_INFEASIBLE | highs_sys::MODEL_STATUS_UNBOUNDED_OR_INFEASIBLE => Claim::Infeasible,
        // There are two codes for an interrupt: one by the caller, and one by HiGHS itself.
        highs_sys::MODEL_STATUS_REACHED_TIME_LIMIT
        | highs_sys::MODEL_STATUS_REACHED_INTERRUPT
        | highs_sys::MODEL_STATUS_HIGHS_INTERRUPT => Claim::Stopped,
        highs_sys::MODEL_STATUS_REACHED_SOLUTION_LIMIT => Claim::OutOfNodes,
        status => return Err(Error::Backend(format!("HiGHS ended with model status {status}"))),
    };
    // If there is no solution, HiGHS writes none, and the wrapper would return zeros.
    let found = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    let chosen = found.then(|| ones(solved.get_solution().columns(), shared.columns));
    let lower_bound = solved.double_info_value(c"mip_dual_bound").map_err(broke)?;
    Ok(Ended { claim, chosen, bound: shared.in_points(lower_bound), nodes: node_count(solved) })
}

#[expect(unsafe_code, reason = "the wrapper's own accessor panics on a status code that it does not know")]
fn status(solved: &SolvedModel) -> highs_sys::HighsInt {
    // SAFETY: the pointer is a live HiGHS object that `solved` owns, and the call only reads.
    unsafe { highs_sys::Highs_getModelStatus(solved.as_ptr()) }
}

#[expect(unsafe_code, reason = "the wrapper reads no 64-bit numbers")]
fn node_count(solved: &SolvedModel) -> u64 {
    let mut count = 0_i64;
    // SAFETY: the pointer is a live HiGHS object that `solved` owns; the name is a C string and `count` a valid place.
    unsafe { highs_sys::Highs_getInt64InfoValue(solved.as_ptr(), c"mip_node_count".as_ptr(), &raw mut count) };
    u64::try_from(count).unwrap_or(0)
}

/// The positions of the columns whose value is 1. HiGHS keeps integers within its tolerance, so a half is far from both 0
/// and 1.
fn ones(values: &[f64], columns: usize) -> Vec<usize> {
    values.iter().take(columns).enumerate().filter(|&(_, &value)| value > 0.5).map(|(column, _)| column).collect()
}

fn broke(status: HighsStatus) -> Error {
    Error::Backend(format!("HiGHS returned status {status:?}"))
}

fn failed(what: &str) -> Error {
    Error::Backend(format!("HiGHS refused {what}"))
}
