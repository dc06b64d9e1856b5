//! The parameters of the algorithms, with one struct for each algorithm. They are for benchmarks, not for planning.
//!
//! Each parameter is declared once, with its default and its range. The declaration gives the struct, its default, the
//! reader, the schema and the check of the range. The defaults were chosen by measurement (`core/docs/algorithm.md`). Names
//! and defaults may change with any version.

use serde::{Deserialize, Serialize};

/// Declares structs of parameters: each field has its type, default and range. A range includes both ends.
macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident ($path:literal) {
        $($(#[$field_doc:meta])* $field:ident: $type:ty = $default:expr, $least:expr, $most:expr;)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl $name {
            /// One sentence for each parameter outside its range.
            fn wrong(&self) -> Vec<String> {
                let mut wrong = Vec::new();
                $(
                    let range: std::ops::RangeInclusive<$type> = $least..=$most;
                    if !range.contains(&self.$field) {
                        let (name, given) = (concat!("tuning.", $path, ".", stringify!($field)), &self.$field);
                        wrong.push(format!("{name} is {given}; give {} to {}", range.start(), range.end()));
                    }
                )*
                wrong
            }
        }
    )*};
}

parameters! {
    /// Local search: iterated local search over exact reassignments, one neighbourhood of groups at a time.
    LocalSearchTuning ("local_search") {
        /// The most groups in a neighbourhood.
        groups: usize = 36, 2, 10_000;
        /// Assignments that one round solves, over all neighbourhoods.
        round: u64 = 6_000, 1, 1_000_000_000;
        /// The fewest assignments for one neighbourhood in a round.
        least_round: u64 = 600, 1, 1_000_000_000;
        /// Assignments for one neighbourhood in a round that only repairs a first draft.
        repair_round: u64 = 60, 1, 1_000_000_000;
        /// Components with at most this many schools are searched together if the number of groups of a size is prescribed.
        counted_together: usize = 130, 0, 100_000;
        /// The mean noise on each gain in a kick, in points.
        kick: f64 = 1_000.0, 0.0, 1e9;
        /// How often a kick founds or dissolves a group instead, in thousandths.
        regroup: usize = 250, 0, 1_000;
        /// A climb ends after this many assignments in a row without improvement.
        patience: u64 = 15, 1, 1_000_000;
        /// The mean loss accepted at the start, in points. It falls to 0 by the end.
        tolerance: f64 = 1_000.0, 0.0, 1e9;
        /// How often a group with room offers a place and keeps all its units, in thousandths.
        offer: usize = 150, 0, 1_000;
        /// The mean number of places whose gains a kick changes.
        shaken: usize = 16, 1, 100_000;
        /// How many of the units that were left out are tried again in one step.
        retried: usize = 12, 0, 100_000;
        /// Candidates that the greedy constructor compares for each place.
        compared: usize = 200, 1, 100_000;
    }

    /// Branch and price over the components: which steps a component gets, by its size.
    BranchAndPriceTuning ("branch_and_price") {
        /// If `auto` has no limit, larger components only get local search.
        auto_schools: usize = 2_500, 0, 65_535;
        /// If `auto` has no limit, a tree ends after this many nodes divided by the square of the number of schools.
        auto_nodes: usize = 7_000_000, 0, 1_000_000_000;
        /// Assignments of the first search, for each school.
        moves: u64 = 70, 0, 1_000_000;
        /// Assignments of the first search for each school, with thousands of schools.
        moves_of_thousands: u64 = 10, 0, 1_000_000;
        /// The same from an earlier plan.
        moves_from_start: u64 = 10, 0, 1_000_000;
        /// With less time than this, in seconds, components with thousands of schools are searched only.
        seconds_for_thousands: f64 = 60.0, 0.0, 1e9;
        /// Components with at least this many schools start their relaxation with first-order steps.
        first_order: usize = 150, 0, 65_535;
        /// Components with more schools have no master. They only get first-order steps and neighbourhood search.
        most_pivots: usize = 500, 0, 65_535;
        /// The most columns in the first enumeration.
        first_list: usize = 60_000, 1, 100_000_000;
        /// The most columns in any enumeration: 80 bytes each.
        longest_list: usize = 4_000_000, 1, 100_000_000;
    }

    /// Column generation with smoothed duals.
    ColumnGenerationTuning ("column_generation") {
        /// The weight of the best duals in the duals used for pricing (Wentges smoothing).
        smoothing: f64 = 0.7, 0.0, 0.99;
        /// The most columns that one first school adds in a round.
        each_first: usize = 8, 1, 10_000;
        /// A round adds no column whose members are all in this many columns of the round.
        each_member: usize = 12, 1, 10_000;
        /// Column generation ends at a gap of this many thousandths of a point.
        no_gap: i64 = 500, 0, 1_000_000;
    }

    /// First-order steps on the restricted master, between rounds of pricing.
    FirstOrderTuning ("first_order") {
        /// Candidates of a school in restricted pricing.
        candidates: usize = 64, 1, 65_535;
        /// Groups for each school whose neighbours are priced.
        known: usize = 2, 1, 1_000;
        /// The weight of the best duals in the duals used for pricing.
        smoothing: f64 = 0.5, 0.0, 0.99;
        /// Exact pricing ends after this many rounds in a row with little progress.
        idle_rounds: usize = 4, 1, 1_000;
        /// Progress is little if it is less than one in this many of the gap.
        least_progress: i64 = 50, 1, 1_000_000;
        /// The most columns of one first school in a round of restricted pricing.
        each_first: usize = 8, 1, 10_000;
        /// In a partial round, the most columns of the round for one school.
        each_member: usize = 12, 1, 10_000;
        /// The most columns of one first school in a round of exact pricing.
        exact_each_first: usize = 32, 1, 10_000;
        /// In a round of exact pricing, the most columns of the round for one school.
        exact_each_member: usize = 60, 1, 10_000;
        /// With more schools, exact pricing uses raised duals, which few groups come near.
        most_unraised: usize = 2_500, 0, 65_535;
        /// A pool that reaches this many columns for each school is halved.
        pool: usize = 60, 2, 10_000;
        /// First-order steps between two evaluations of the gap.
        steps: usize = 50, 1, 1_000_000;
    }

    /// Branch and bound over the enumerated columns.
    TreeTuning ("tree") {
        /// The most columns that a round of pricing adds.
        each_round: usize = 400, 1, 1_000_000;
        /// A round adds no column whose members are all in this many columns of the round.
        each_member: usize = 15, 1, 10_000;
        /// Rounds of cuts at the root.
        root_cut_rounds: usize = 30, 0, 10_000;
        /// Rounds of cuts at each other node.
        cut_rounds: usize = 2, 0, 10_000;
        /// The most cuts in a round at the root. Other nodes may add a quarter of it.
        each_cut_round: usize = 40, 0, 10_000;
        /// The most cuts in a round that contain the same school.
        cuts_a_school: usize = 6, 1, 10_000;
        /// The most cuts of a tree.
        most_cuts: usize = 600, 0, 60_000;
        /// The least violation of a cut.
        least_violation: f64 = 0.02, 1e-6, 1.0;
        /// Cuts end after a round that closes less than one in this many of the gap.
        least_progress: i64 = 50, 1, 1_000_000;
        /// Columns for each school that a new master begins with.
        columns: usize = 8, 1, 10_000;
        /// The master is rebuilt when it has this many times as many columns.
        growth: usize = 3, 2, 1_000;
        /// Nodes processed in parallel. The number of threads does not change it.
        batch: usize = 4, 1, 256;
        /// Candidates to branch on at a node. With 1, the pseudocosts alone decide.
        candidates: usize = 12, 1, 10_000;
        /// The choice ends after this many candidates in a row without improvement.
        lookahead: usize = 4, 0, 10_000;
        /// Once a pair was probed this often, its pseudocosts alone judge it.
        reliable: u32 = 4, 1, 1_000;
        /// The most pivots of a probe.
        probe_pivots: i32 = 40, 1, 1_000_000;
        /// A dive starts at the root and at every node whose number is a multiple of this.
        dive_every: usize = 10, 1, 1_000_000_000;
        /// A column with at least this fraction is fixed together with the largest.
        dive_together: f64 = 0.85, 0.5, 1.0;
        /// Rounds of pricing between two steps of a dive.
        dive_rounds: usize = 4, 0, 1_000;
    }

    /// Large neighbourhood search in components without a master.
    NeighbourhoodSearchTuning ("neighbourhood_search") {
        /// Schools in a neighbourhood at the start.
        schools: usize = 64, 6, 500;
        /// By how many percent neighbourhoods grow each time.
        growth: usize = 50, 1, 1_000;
        /// How many times neighbourhoods grow.
        growths: usize = 2, 0, 100;
        /// The most nodes of the tree over one neighbourhood.
        nodes: usize = 8, 0, 1_000_000;
        /// A size ends after this many sweeps without a better plan.
        patience: usize = 2, 1, 1_000;
        /// If `auto` has no limit, the search ends after a sweep that closes less than one in this many of the gap.
        auto_progress: i64 = 150, 1, 1_000_000;
    }

    /// The aim `worst_first`, level by level.
    LeximinTuning ("leximin") {
        /// The most groups in the enumeration: about 100 bytes each.
        most_groups: usize = 4_000_000, 1, 100_000_000;
        /// Nodes in the first attempt at a level.
        first_nodes: usize = 20, 1, 1_000_000_000;
        /// If `auto` has no limit, levels are proved only in components with at most this many schools.
        auto_schools: usize = 100, 0, 65_535;
        /// The most groups that the MIP solver gets.
        mip_groups: usize = 60_000, 1, 100_000_000;
        /// The most nodes of the MIP solver for one plan.
        mip_nodes: u64 = 2_000, 1, 1_000_000_000;
        /// The MIP solver may spend at most one in this many of the remaining time on one plan.
        mip_share: usize = 4, 1, 1_000;
    }
}

/// The parameters of all algorithms.
///
/// ```
/// use tercet::Options;
/// let options: Options = serde_json::from_str(r#"{"tuning": {"tree": {"root_cut_rounds": 0}}}"#)?;
/// assert_eq!(options.tuning.tree.root_cut_rounds, 0);
/// assert_eq!(options.tuning.tree.cut_rounds, 2);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Tuning {
    /// Local search.
    pub local_search: LocalSearchTuning,
    /// Branch and price over the components.
    pub branch_and_price: BranchAndPriceTuning,
    /// Column generation.
    pub column_generation: ColumnGenerationTuning,
    /// First-order steps.
    pub first_order: FirstOrderTuning,
    /// Branch and bound.
    pub tree: TreeTuning,
    /// Large neighbourhood search.
    pub neighbourhood_search: NeighbourhoodSearchTuning,
    /// The aim `worst_first`.
    pub leximin: LeximinTuning,
}

impl Tuning {
    /// Whether every parameter has its default. Files then leave the parameters out.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// One sentence for each parameter outside its range, with the range.
    #[must_use]
    pub fn wrong(&self) -> Vec<String> {
        [
            self.local_search.wrong(),
            self.branch_and_price.wrong(),
            self.column_generation.wrong(),
            self.first_order.wrong(),
            self.tree.wrong(),
            self.neighbourhood_search.wrong(),
            self.leximin.wrong(),
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_outside_its_range_is_named_with_the_range() {
        assert!(Tuning::default().wrong().is_empty());
        let read = |text: &str| serde_json::from_str::<Tuning>(text).expect("it has known parameters");
        let tuning = read(r#"{"tree": {"growth": 1}, "column_generation": {"smoothing": 1.5}}"#);
        let said =
            ["tuning.column_generation.smoothing is 1.5; give 0 to 0.99", "tuning.tree.growth is 1; give 2 to 1000"];
        assert_eq!(tuning.wrong(), said);
        assert!(!tuning.is_default());
    }

    #[test]
    fn a_parameter_that_does_not_exist_is_refused() {
        let error = serde_json::from_str::<Tuning>(r#"{"tree": {"depth": 3}}"#).expect_err("no such parameter");
        assert!(error.to_string().contains("depth"), "{error}");
    }
}
