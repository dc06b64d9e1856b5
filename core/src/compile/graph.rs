//! The compatibility graph, as the public sees it: schools are weighted nodes, pairs that may meet are weighted edges.

use petgraph::graph::{NodeIndex, UnGraph};

use crate::compile::value::Compiled;
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::units::Points;

/// A school as a node: what it offers and what it needs, both in percent by area, in the cohort's area order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The school.
    pub school: SchoolIndex,
    /// Its levels of strength.
    pub offers: Vec<u8>,
    /// Its needs as weights.
    pub needs: Vec<u8>,
}

/// Two schools that may be in one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The value of the two as a group of their own, in points: 0 to 20,000.
    pub value: Points,
}

/// The graph of all permitted pairs. Node `i` is school `i` of the problem; edges are in order of their ends.
///
/// O(schools^2) time and as much memory as there are pairs: for looking and drawing, up to some thousands of schools. The
/// engines never build it.
///
/// ```
/// use tercet::{Cohort, Problem, Rules, School, compile::{Compiled, graph::compatibility_graph}};
/// let schools = [("A", "London"), ("B", "London"), ("C", "North East")]
///     .map(|(id, region)| School::new(id, id).with_attribute("region", region).with_need("eal", 1.0));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), vec!["eal".to_owned()])?, Rules::default())?;
/// let graph = compatibility_graph(&problem, &Compiled::new(&problem));
/// assert_eq!((graph.node_count(), graph.edge_count()), (3, 2)); // A and B are both in London
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn compatibility_graph(problem: &Problem, compiled: &Compiled) -> UnGraph<Node, Edge> {
    let mut graph = UnGraph::default();
    let nodes: Vec<NodeIndex> = (problem.indices())
        .map(|school| {
            let profile = problem.profile(school);
            graph.add_node(Node { school, offers: profile.levels.clone(), needs: profile.weights.clone() })
        })
        .collect();
    for a in problem.indices() {
        for b in problem.indices().skip(a.position() + 1).filter(|&b| compiled.permits(a, b)) {
            graph.add_edge(nodes[a.position()], nodes[b.position()], Edge { value: compiled.value(&[a, b]) });
        }
    }
    graph
}
