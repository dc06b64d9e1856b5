//! The certificate of a bound: the section of `plan.json` from which `check` derives the bound again, without a solver.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use tercet_model::units::Points;

/// A proof of the bound that `check` can derive again without a solver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Certificate {
    /// The bound is the sum of the best benefits that each school could have. `check` derives this sum again.
    BestConceivable {},
    /// Integer duals: `check` compares every group with them.
    Duals(DualProof),
}

/// A proof that no plan is worth more than the bounds of all parts plus the values of the locked groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DualProof {
    /// Duals are whole multiples of 1 / scale points: 1 to 1,000,000.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub scale: i64,
    /// The parts. They are disjoint and contain all schools outside locked groups. No feasible group has schools from two
    /// parts.
    pub parts: Vec<PartProof>,
}

/// The proof of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartProof {
    /// The ids of the schools of the part, sorted.
    #[schemars(length(min = 1))]
    pub schools: Vec<String>,
    /// No set of groups of these schools is worth more, after the prices of the schools that it leaves out.
    pub bound: Points,
    /// The branch-and-bound tree. The first node is the root. The tree is a flat list, because readers limit how deep JSON
    /// nests.
    #[schemars(length(min = 1))]
    pub nodes: Vec<ProofNode>,
    /// Under the aim `worst_first`: the proved levels, from the lowest up. The bound is then for plans that have these
    /// levels: for each level, exactly the stated number of the part's schools have its benefit, and all other schools have
    /// more.
    #[serde(default, rename = "rungs", skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelProof>,
}

/// A level, and the proof that no plan with the levels below has fewer schools on this level.
///
/// A plan has the levels below if, for each of them, exactly the stated number of schools have its benefit, and all other
/// schools have at least this level's benefit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RungProof")]
pub struct LevelProof {
    /// The benefit in points. It is above the benefit of the level below.
    pub benefit: Points,
    /// How many schools have exactly this benefit: 1 or more.
    #[schemars(range(min = 1))]
    pub schools: usize,
    /// The branch-and-bound tree in which a group is worth minus the number of its schools on this level. The first node is
    /// the root. Duals are whole millionths of a school.
    #[schemars(length(min = 1))]
    pub nodes: Vec<ProofNode>,
}

/// A node of the tree: duals that close the node or reduce its columns, and a branch if columns remain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofNode {
    /// The duals, in the order in which to apply them. The root has at least one step, over all columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Duals>,
    /// How to branch if the steps do not close the node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Branch>,
}

/// Two schools are in one group, or they are not (Ryan and Foster 1981).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The positions of the two schools among the schools of the part.
    pub pair: [usize; 2],
    /// The position of the node in which they are in one group. It is larger than this node's position.
    pub together: usize,
    /// The position of the node in which they are not. It is larger than this node's position.
    pub apart: usize,
}

/// Integer duals: one for each school, each prescribed size and each cut.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duals {
    /// One dual for each school of the part.
    pub schools: Vec<i64>,
    /// The duals of sizes whose number of groups is prescribed. A missing dual is 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_size")]
    pub sizes: BTreeMap<usize, i64>,
    /// The cuts whose dual is not 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<CutDual>,
    /// One dual for each level below, in order. An empty list means that all are 0.
    #[serde(default, rename = "rungs", skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<i64>,
}

/// A Chvátal-Gomory cut of rank 1 over the rows of some schools, and its dual.
///
/// With a multiplier m(i) for each school i of the cut, every set of disjoint groups satisfies this: the sum over its
/// groups of floor(sum of the multipliers of the group's schools in the cut / divisor) is at most floor(sum of all
/// multipliers / divisor). Three schools with multipliers 1 and divisor 2 make a subset-row cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CutDual {
    /// The positions of the cut's schools among the schools of the part, ascending.
    pub schools: Vec<usize>,
    /// The multiplier of each school.
    pub multipliers: Vec<u32>,
    /// The divisor: 1 or more.
    #[schemars(range(min = 1))]
    pub divisor: u32,
    /// The dual: 0 or more.
    #[schemars(range(min = 0))]
    pub dual: i64,
}

/// Reads a map whose keys are sizes. Inside a tagged object, serde passes the keys as text, which a number type does not
/// accept.
fn by_size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<usize, i64>, D::Error> {
    let texts = BTreeMap::<String, i64>::deserialize(deserializer)?;
    texts
        .into_iter()
        .map(|(size, dual)| Some((size_of(&size)?, dual)))
        .collect::<Option<_>>()
        .ok_or_else(|| serde::de::Error::custom("the keys of `sizes` are whole numbers"))
}

/// The number in a text, if the text has the standard spelling. So no size has two spellings.
fn size_of(text: &str) -> Option<usize> {
    text.parse().ok().filter(|size: &usize| size.to_string() == text)
}
