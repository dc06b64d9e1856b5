//! All feasible groups with their values if they fit in memory; otherwise an estimate of their number.

use std::sync::atomic::{AtomicUsize, Ordering};

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;
use rayon::prelude::*;

use crate::compile::enumerate::for_each_group_of_first;
use crate::compile::{Compiled, Members};
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::solve::exact::backend::float;
use crate::solve::exact::components::Component;
use crate::solve::exact::partition::WeightedGroup;
use crate::solve::limits::Limits;

/// The most columns. The MIP solver takes up to 3 KB for each, so about 6 GB.
pub(crate) const MOST_COLUMNS: usize = 2_000_000;

/// The most groups to search for feasible ones, which takes some seconds.
const MOST_CLIQUES: f64 = 2e7;

/// How far an estimate must be above the limit to be trusted without counting.
const DOUBT: f64 = 2.0;

/// About how many columns there are, and at least the most that fit. A refusal reports this number.
///
/// # Errors
/// [`Error::Options`] if there are far more than [`MOST_COLUMNS`], beyond the doubt of an estimate.
pub(crate) fn estimate(compiled: &Compiled, components: &[Component]) -> Result<f64, Error> {
    let estimate = components
        .iter()
        .map(|component| Estimate::of(compiled, component.schools()))
        .fold(Estimate::default(), Estimate::plus);
    #[expect(clippy::cast_precision_loss, reason = "two million is a whole float")]
    let most = MOST_COLUMNS as f64;
    let groups = estimate.groups.max(most);
    let is_beyond_doubt = estimate.cliques > MOST_CLIQUES * DOUBT || estimate.groups > most * DOUBT;
    if is_beyond_doubt { Err(too_many(groups)) } else { Ok(groups) }
}

/// The columns of each component, in the order of [`for_each_group`](crate::compile::enumerate::for_each_group), or `None`
/// if the limits ended the enumeration.
///
/// # Errors
/// [`Error::Options`] if there are more than [`MOST_COLUMNS`], with an estimate of the number.
pub(crate) fn list(
    compiled: &Compiled,
    components: &[Component],
    limits: &Limits,
) -> Result<Option<Vec<Vec<WeightedGroup>>>, Error> {
    let groups = estimate(compiled, components)?;
    let listed = AtomicUsize::new(0);
    let mut columns = Vec::with_capacity(components.len());
    for component in components {
        let by_first: Vec<Vec<WeightedGroup>> = (0..component.len())
            .into_par_iter()
            .map(|place| {
                let mut found = Vec::new();
                let goes_on = || !limits.is_urgent() && listed.load(Ordering::Relaxed) <= MOST_COLUMNS;
                if goes_on() {
                    for_each_group_of_first(compiled, &component.schools()[place..], |members| {
                        found.push(WeightedGroup { members, value: compiled.value(&members) });
                        found.len() % 1_024 != 0 || goes_on()
                    });
                }
                listed.fetch_add(found.len(), Ordering::Relaxed);
                found
            })
            .collect();
        columns.push(by_first.concat());
    }
    if limits.is_urgent() {
        return Ok(None);
    }
    if listed.into_inner() > MOST_COLUMNS {
        return Err(too_many(groups));
    }
    Ok(Some(columns))
}

/// The position of a group among the columns of its component.
pub(crate) fn position(columns: &[WeightedGroup], group: &Members) -> Option<usize> {
    fn key(members: &Members) -> (Option<&SchoolIndex>, usize, &Members) {
        (members.first(), members.len(), members)
    }
    columns.binary_search_by(|column| key(&column.members).cmp(&key(group))).ok()
}

fn too_many(groups: f64) -> Error {
    let (about, most) = (in_two_digits(groups), in_thousands(MOST_COLUMNS as u128));
    Error::Options(format!(
        "mip lists every feasible group as a column, about {about} here, and more than {most} do not fit in memory; \
         choose another strategy, such as auto, or narrow the rules, such as with max_km"
    ))
}

/// An estimate of a component's number of groups.
#[derive(Debug, Clone, Copy, Default)]
struct Estimate {
    /// Sets of an allowed size whose pairs are all permitted.
    cliques: f64,
    /// Those that also keep the rules over whole groups.
    groups: f64,
}

impl Estimate {
    /// Knuth's estimate of the size of a search tree: random dives, each weighted by the number of choices at every step.
    /// The estimate is unbiased. It takes a few thousand steps, whatever the number of groups.
    ///
    /// Knuth (1975), Estimating the efficiency of backtrack programs, doi:10.2307/2005469.
    fn of(compiled: &Compiled, schools: &[SchoolIndex]) -> Self {
        let dives = (4_000_000 / schools.len().max(1)).clamp(64, 2_000);
        let mut random = Pcg32::seed_from_u64(0);
        let mut sum = Self::default();
        for _ in 0..dives {
            sum = sum.plus(Self::dive(compiled, schools, &mut random));
        }
        Self { cliques: sum.cliques / float(dives), groups: sum.groups / float(dives) }
    }

    fn dive(compiled: &Compiled, schools: &[SchoolIndex], random: &mut Pcg32) -> Self {
        let mut estimate = Self::default();
        let mut candidates = schools.to_vec();
        let mut group = Vec::new();
        // The number of ways to get here, divided by the number of orders that give the same group.
        let mut weight = 1.0;
        let largest = compiled.sizes().last().copied().unwrap_or(0);
        while group.len() < largest && !candidates.is_empty() {
            let place = random.next_u32() as usize % candidates.len();
            weight *= float(candidates.len()) / float(group.len() + 1);
            let school = candidates.swap_remove(place);
            group.push(school);
            candidates.retain(|&other| compiled.permits(school, other));
            if compiled.sizes().contains(&group.len()) {
                estimate.cliques += weight;
                estimate.groups += if compiled.is_feasible(&group) { weight } else { 0.0 };
            }
        }
        estimate
    }

    fn plus(self, other: Self) -> Self {
        Self { cliques: self.cliques + other.cliques, groups: self.groups + other.groups }
    }
}

/// A large number rounded to two digits.
fn in_two_digits(number: f64) -> String {
    let scale = 10_f64.powf(number.log10().floor() - 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded and above 0; a cast saturates"
    )]
    in_thousands(((number / scale).round() * scale).round() as u128)
}

/// A whole number with a comma every three digits.
fn in_thousands(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
