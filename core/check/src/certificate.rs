//! The certificate of a bound: the part of `plan.json` from which `check` derives the bound again, without a solver.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use tercet_model::units::Points;

/// A proof of the bound that `check` can re-derive without a solver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Certificate {
    /// The bound is the sum over the schools of the best benefit each could have: `check` derives it again.
    BestConceivable {},
    /// Integer duals: `check` compares every group with them.
    Duals(DualProof),
}

/// A proof that no plan is worth more than the bounds of its parts together, with the values of the locked groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DualProof {
    /// Duals are whole multiples of 1 / scale points: 1 to 1,000,000.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub scale: i64,
    /// The parts: disjoint, and together all schools outside locked groups. No feasible group lies in two of them.
    pub parts: Vec<PartProof>,
}

/// The proof of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartProof {
    /// The ids of the schools of the part, sorted.
    #[schemars(length(min = 1))]
    pub schools: Vec<String>,
    /// No set of groups of these schools is worth more, less the prices of those that it leaves out.
    pub bound: Points,
    /// The branch-and-bound tree; the first node is the root. A flat list, because readers limit how deep JSON nests.
    #[schemars(length(min = 1))]
    pub nodes: Vec<ProofNode>,
    /// Under the aim `worst_first`: the levels that are proved, from the lowest up. The bound is then one for plans that have them:
    /// exactly the stated number of schools of the part has each of their benefits, and all others have more.
    #[serde(default, rename = "rungs", skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelProof>,
}

/// A level, and the proof that no plan with the levels below it has fewer schools there.
///
/// A plan has the levels below if exactly the stated number of schools has each of their benefits, and all others have at least this
/// level's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RungProof")]
pub struct LevelProof {
    /// The benefit in points: more than that of the level below.
    pub benefit: Points,
    /// How many schools have just this benefit: 1 or more.
    #[schemars(range(min = 1))]
    pub schools: usize,
    /// The branch-and-bound tree over groups worth minus the number of their schools at this level; the first node is the root.
    /// Duals are whole millionths of a school.
    #[schemars(length(min = 1))]
    pub nodes: Vec<ProofNode>,
}

/// A node of the tree: duals that close it or thin out its columns, and the branch where columns are left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofNode {
    /// The duals to go through in turn. The root has at least one, over all columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Duals>,
    /// Where to go on if the steps do not close the node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Branch>,
}

/// Two schools are in one group, or they are not (Ryan and Foster 1981).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The two schools, as positions among the schools of the part.
    pub pair: [usize; 2],
    /// The position of the node where they are in one group. Larger than the node's own.
    pub together: usize,
    /// The position of the node where they are not. Larger than the node's own.
    pub apart: usize,
}

/// Integer duals: a price for each school, each prescribed size and each cut.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duals {
    /// One a school of the part.
    pub schools: Vec<i64>,
    /// For sizes whose number of groups is prescribed; what is missing is 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_size")]
    pub sizes: BTreeMap<usize, i64>,
    /// The cuts whose dual is not 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<CutDual>,
    /// One for each level below, in their order; none stands for 0 each.
    #[serde(default, rename = "rungs", skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<i64>,
}

/// A Chvátal-Gomory cut of rank 1 over the rows of some schools, and its dual.
///
/// With multiplier m(i) for each school i of the cut, each set of disjoint groups keeps: the sum over its groups of
/// floor(the multipliers of the group's members in the cut / divisor) is at most floor(all multipliers / divisor).
/// Three schools with multipliers 1 and divisor 2 make a subset-row cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CutDual {
    /// The schools of the cut, as positions among the schools of the part, ascending.
    pub schools: Vec<usize>,
    /// The multiplier of each of them.
    pub multipliers: Vec<u32>,
    /// The divisor: 1 or more.
    #[schemars(range(min = 1))]
    pub divisor: u32,
    /// The dual: 0 or more.
    #[schemars(range(min = 0))]
    pub dual: i64,
}

/// Reads a map whose keys are sizes. Below a tagged object serde hands the keys over as text, which a number does not take.
fn by_size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<usize, i64>, D::Error> {
    let texts = BTreeMap::<String, i64>::deserialize(deserializer)?;
    texts
        .into_iter()
        .map(|(size, dual)| Some((size_of(&size)?, dual)))
        .collect::<Option<_>>()
        .ok_or_else(|| serde::de::Error::custom("the keys of `sizes` are whole numbers"))
}

/// The number of a text that is spelt as numbers are written, so that no size has two spellings.
fn size_of(text: &str) -> Option<usize> {
    text.parse().ok().filter(|size: &usize| size.to_string() == text)
}
