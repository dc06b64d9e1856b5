//! Plans on rungs, looked for by the MIP solver: a plan is a plan wherever it comes from, and what the solver says beyond that
//! is taken for no proof.

use super::levels::LevelColumn;
use crate::compile::Members;
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::exact::integer;
use crate::solve::exact::partition::{SetPartitioning, Sum, WeightedGroup};
use crate::solve::limits::Limits;
use crate::solve::pricing::tables::Tables;
use crate::units::Points;

/// The most groups that the solver is shown: with more, one relaxation takes minutes.
const MOST_GROUPS: usize = 60_000;

/// Nodes that the solver may take for one plan.
const MOST_NODES: u64 = 2_000;

/// The part of the time that one plan may take.
const SHARE: usize = 4;

/// The best plan found among these groups, or the most valuable of them where there are many, with so many schools at the benefit of each rung.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(super) fn best(
    tables: &Tables,
    counts: &[(usize, Count)],
    rungs: &[(Points, usize)],
    groups: &[LevelColumn],
    value: impl Fn(&LevelColumn) -> Points,
    start: Option<&[LevelColumn]>,
    limits: &Limits,
) -> Result<Option<Vec<LevelColumn>>, Error> {
    let kept = most_valuable(tables.len(), groups, start.unwrap_or_default());
    let groups = kept.as_deref().unwrap_or(groups);
    let members = |rated: &LevelColumn| {
        let schools: Vec<SchoolIndex> =
            rated.column.members().iter().map(|&member| tables.school(usize::from(member))).collect();
        Members::new(&schools)
    };
    let sum = |&(benefit, total): &(Points, usize)| {
        let times = groups.iter().map(|rated| u8::try_from(rated.count(benefit)).unwrap_or(u8::MAX));
        Sum { times: times.collect(), total }
    };
    let place = |rated: &LevelColumn| groups.binary_search_by_key(&rated.column.key(), |other| other.column.key()).ok();
    let partition = SetPartitioning {
        schools: (0..tables.len()).map(|school| tables.school(school)).collect(),
        columns: groups.iter().map(|rated| WeightedGroup { members: members(rated), value: value(rated) }).collect(),
        // A school that is left out is a column of its own here.
        price: None,
        counts: counts.to_vec(),
        sums: rungs.iter().map(sum).collect(),
        start: start.and_then(|plan| plan.iter().map(place).collect()),
    };
    let slice = limits.share(SHARE);
    let slice = slice.with_work_limit(Some(slice.work_left().min(MOST_NODES)));
    let result = integer::solve_partition(partition, &slice, &|_, _| {})?;
    limits.add_work(slice.work());
    Ok(result.chosen.map(|chosen| chosen.into_iter().map(|column| groups[column]).collect()))
}

/// Of too many groups the most valuable for each school, and those of the plan to start from, in their order.
fn most_valuable(num_schools: usize, groups: &[LevelColumn], plan: &[LevelColumn]) -> Option<Vec<LevelColumn>> {
    if groups.len() <= MOST_GROUPS {
        return None;
    }
    let each = MOST_GROUPS / num_schools.max(1);
    let mut ranked: Vec<&LevelColumn> = groups.iter().collect();
    ranked.sort_unstable_by_key(|rated| (-rated.column.points(), rated.column.key()));
    let mut counts = vec![0; num_schools];
    let mut kept: Vec<LevelColumn> = plan.to_vec();
    for rated in ranked {
        if rated.column.members().iter().any(|&member| counts[usize::from(member)] < each) {
            rated.column.members().iter().for_each(|&member| counts[usize::from(member)] += 1);
            kept.push(*rated);
        }
    }
    kept.sort_unstable_by_key(|rated| rated.column.key());
    kept.dedup_by_key(|rated| rated.column.key());
    Some(kept)
}
