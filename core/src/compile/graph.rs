//! The compatibility graph for users: schools are weighted nodes, and pairs that may meet are weighted edges.

use petgraph::graph::{NodeIndex, UnGraph};

use crate::compile::value::Compiled;
use crate::ids::SchoolIndex;
use crate::model::benefit::learn;
use crate::model::problem::Problem;
use crate::units::Points;

/// A school as a node: what it offers and what it needs, in percent by area, in the cohort's area order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The school.
    pub school: SchoolIndex,
    /// Its levels of strength.
    pub offers: Vec<u8>,
    /// Its needs, as weights.
    pub needs: Vec<u8>,
}

/// An edge: two schools that may be in one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// What the first school could learn from the second alone, and the second from the first, in points: 0 to 10,000.
    pub learn: [Points; 2],
    /// The distance in a straight line, if both have a location.
    pub km: Option<f64>,
    /// The value of the two as a separate group, in points: 0 to 20,000.
    pub value: Points,
}

/// The graph of all permitted pairs. Node `i` is school `i` of the problem. Edges are sorted by their ends.
///
/// O(schools^2) time, and memory in proportion to the number of pairs. The graph is for inspection and drawing, up to a few
/// thousand schools. The engines never build it.
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
            let learn = [(a, b), (b, a)].map(|(school, peer)| learn::points(problem.facts(), school, &[school, peer]));
            let km = km(problem, a, b);
            graph.add_edge(
                nodes[a.position()],
                nodes[b.position()],
                Edge { learn, km, value: compiled.value(&[a, b]) },
            );
        }
    }
    graph
}

/// The distance between two schools in kilometres, as a float for people to read.
fn km(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Option<f64> {
    let (a, b) = (problem.school(a).location?, problem.school(b).location?);
    Some(a.km(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cohort::Cohort;
    use crate::model::rules::Rules;
    use crate::model::school::{Location, School};

    #[test]
    fn an_edge_says_what_each_learns_from_the_other_and_how_far_it_is() {
        let at = |easting| Some(Location { easting, northing: 400_000 });
        let mut schools = [
            School::new("A", "A").with_strength("eal", 5.0).with_need("send", 1.0),
            School::new("B", "B").with_strength("send", 2.0).with_need("eal", 1.0),
            School::new("C", "C").with_need("eal", 1.0),
        ];
        (schools[0].location, schools[1].location) = (at(400_000), at(430_000));
        let cohort = Cohort::new(schools.to_vec(), vec!["eal".to_owned(), "send".to_owned()]).unwrap();
        let problem = Problem::new(cohort, Rules::default()).unwrap();
        let graph = compatibility_graph(&problem, &Compiled::new(&problem));
        let found: Vec<_> = graph.edge_weights().map(|edge| (edge.learn, edge.km)).collect();
        assert_eq!(found, [([4_000, 10_000], Some(30.0)), ([0, 10_000], None), ([0, 0], None)]);
    }
}
