//! Entries and a matrix for the same table give the same fingerprint, the same permitted pairs and the same benefit. The
//! order of the rows does not matter, nor which half of a symmetric table has a value.

use proptest::prelude::*;
use tercet::Problem;
use tercet::compile::Compiled;
use tercet::format::json::{parse_problem, problem_to_json};
use tercet::model::tables::Matrix;
use tercet_tests::stated::Stated;

use crate::searching::{config, small};

/// The problem with its entries as matrices. Their rows are in the reverse order of the schools.
fn in_matrices(stated: &Stated) -> Stated {
    let ids: Vec<String> = stated.schools.iter().rev().map(|school| school.id.clone()).collect();
    let place = |id: &String| ids.iter().position(|other| other == id).expect("a school of the problem");
    let mut other = stated.clone();
    let tables = &mut other.tables;
    if !tables.forbidden.is_empty() {
        let mut matrix = blank(&ids, false);
        for [a, b] in tables.forbidden.entries() {
            matrix.rows[place(a)][place(b)] = true;
        }
        tables.forbidden = matrix.into();
    }
    if !tables.own.is_empty() {
        let mut matrix = blank(&ids, 0);
        for own in tables.own.entries() {
            matrix.rows[place(&own.school)][place(&own.peer)] = u16::try_from(own.points).expect("in range");
        }
        tables.own = matrix.into();
    }
    if !tables.minutes.is_empty() {
        let mut matrix = blank(&ids, None);
        for way in tables.minutes.entries() {
            matrix.rows[place(&way.peer)][place(&way.school)] = Some(way.minutes);
        }
        tables.minutes = matrix.into();
    }
    other
}

fn blank<T: Copy>(ids: &[String], cell: T) -> Matrix<T> {
    Matrix { ids: ids.to_vec(), rows: vec![vec![cell; ids.len()]; ids.len()] }
}

/// What two problems say about every pair: whether it may meet, and its value.
fn of_pairs(problem: &Problem) -> Vec<(bool, i64, i64)> {
    let compiled = Compiled::new(problem);
    let pairs = problem.indices().flat_map(|a| problem.indices().filter(move |&b| a != b).map(move |b| [a, b]));
    pairs.map(|pair| (compiled.permits(pair[0], pair[1]), compiled.value(&pair), problem.value(&pair))).collect()
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn a_matrix_is_the_problem_that_its_entries_are(stated in small()) {
        let Ok(entries) = stated.problem() else { return Ok(()) };
        let matrices = in_matrices(&stated).problem().expect("it is one with entries");
        prop_assert_eq!(matrices.sha256(), entries.sha256());
        prop_assert_eq!(of_pairs(&matrices), of_pairs(&entries));
        prop_assert_eq!(matrices.num_forbidden(), entries.num_forbidden());
        let again = parse_problem(&problem_to_json(&matrices), "p.json").expect("what is written is read");
        prop_assert_eq!(again.tables(), matrices.tables());
        prop_assert_eq!(again.sha256(), entries.sha256());
    }
}
