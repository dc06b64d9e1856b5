//! A problem stays the same in every form: in JSON and back, and with its schools in any order.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use tercet::Problem;
use tercet::model::format::json::{parse_problem, problem_to_json};
use tercet_tests::stated::Stated;

use crate::searching::{config, small};

/// A problem as a service might send it.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Message {
    Solve { problem: Problem },
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn a_problem_comes_back_from_json(stated in small()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let written = problem_to_json(&problem);
        let again = parse_problem(&written, "problem.json").expect("what was written can be read");
        prop_assert_eq!(again.sha256(), problem.sha256());
        prop_assert_eq!(again.cohort().schools(), problem.cohort().schools());
        prop_assert_eq!(again.cohort().attributes(), problem.cohort().attributes());
        prop_assert_eq!(again.tables(), problem.tables());
        prop_assert_eq!(problem_to_json(&again), written);
    }

    #[test]
    fn a_problem_comes_back_through_serde_by_itself_and_in_a_message(stated in small()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let text = serde_json::to_string(&problem).expect("a problem can be written");
        let again: Problem = serde_json::from_str(&text).expect("what was written can be read");
        prop_assert_eq!(again.sha256(), problem.sha256());
        prop_assert_eq!(problem_to_json(&again), problem_to_json(&problem));

        // Inside a tagged value, serde passes the fields in a different form.
        let message = serde_json::to_string(&Message::Solve { problem }).expect("a message can be written");
        let Message::Solve { problem } = serde_json::from_str(&message).expect("what was written can be read");
        prop_assert_eq!(problem_to_json(&problem), problem_to_json(&again));
    }

    #[test]
    fn the_order_of_schools_is_no_part_of_a_problem(
        (stated, schools) in small().prop_flat_map(|stated| {
            let schools = Just(stated.schools.clone()).prop_shuffle();
            (Just(stated), schools)
        }),
    ) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let shuffled = Stated { schools, ..stated };
        let again = shuffled.problem().expect("the same problem is as valid");
        prop_assert_eq!(again.sha256(), problem.sha256());
        prop_assert_eq!(problem_to_json(&again), problem_to_json(&problem));
    }
}
