//! Plans with given levels, found by the MIP solver. Any plan can be checked, whatever its source. The solver's bounds are
//! not used as a proof.

use super::levels::LevelColumn;
use crate::compile::Members;
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::exact::integer;
use crate::solve::exact::partition::{SetPartitioning, Sum, WeightedGroup};
use crate::solve::limits::Limits;
use crate::solve::pricing::tables::Tables;
use crate::solve::tuning::LeximinTuning;
use crate::units::Points;

/// What a plan must keep.
#[derive(Debug, Clone, Copy)]
pub(super) struct Restriction<'a> {
    /// The schools.
    pub(super) tables: &'a Tables,
    /// The required numbers of groups of some sizes.
    pub(super) counts: &'a [(usize, Count)],
    /// For each level, its benefit and the number of schools on it.
    pub(super) levels: &'a [(Points, usize)],
}

/// The best plan found among these groups. If there are too many, only the most valuable are used.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(super) fn best(
    Restriction { tables, counts, levels }: Restriction<'_>,
    groups: &[LevelColumn],
    value: impl Fn(&LevelColumn) -> Points,
    start: Option<&[LevelColumn]>,
    tuning: &LeximinTuning,
    limits: &Limits,
) -> Result<Option<Vec<LevelColumn>>, Error> {
    let kept = most_valuable(tables.len(), groups, start.unwrap_or_default(), tuning.mip_groups);
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
        // A school that is left out is a separate column here.
        price: None,
        counts: counts.to_vec(),
        sums: levels.iter().map(sum).collect(),
        start: start.and_then(|plan| plan.iter().map(place).collect()),
    };
    let limits = limits.share(1, tuning.mip_share).at_most(tuning.mip_nodes);
    let result = integer::solve_partition(partition, &limits, &|_, _| {})?;
    Ok(result.chosen.map(|chosen| chosen.into_iter().map(|column| groups[column]).collect()))
}

/// If there are too many groups: the most valuable for each school, and those of the starting plan, in their order.
fn most_valuable(
    num_schools: usize,
    groups: &[LevelColumn],
    plan: &[LevelColumn],
    most: usize,
) -> Option<Vec<LevelColumn>> {
    if groups.len() <= most {
        return None;
    }
    let each = most / num_schools.max(1);
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
