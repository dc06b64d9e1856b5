//! How messages name schools and facilitators: by name, and also by id if two have the same name.

use crate::model::problem::Problem;
use crate::programme::statement::year::Year;

/// The name of a school: "Ash Primary", or "Ash Primary (101)" if another school has the same name. If the problem does not
/// have the school, its id.
pub(crate) fn school_name(problem: &Problem, id: &str) -> String {
    let Some(school) = problem.index(id).map(|index| problem.school(index)) else { return id.to_owned() };
    let name = school.display_name();
    let schools = problem.cohort().schools().iter();
    told(name, id, schools.filter(|other| other.display_name() == name).count())
}

/// The name of a facilitator, with the id if another facilitator has the same name. If the year does not have the
/// facilitator, the id.
pub(crate) fn facilitator_name(year: &Year, id: &str) -> String {
    let name = year.facilitator_name(id);
    told(name, id, year.facilitators.iter().filter(|who| year.facilitator_name(&who.id) == name).count())
}

fn told(name: &str, id: &str, with_that_name: usize) -> String {
    if with_that_name > 1 && name != id { format!("{name} ({id})") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::Rules;
    use crate::testing::example;

    #[test]
    fn a_name_that_two_schools_have_comes_with_the_id() {
        let mut schools = example::schools();
        schools[1].name = "Ash Primary".to_owned();
        let problem = example::problem_with(schools, Rules::default());
        let names = ["101", "102", "103", "999"].map(|id| school_name(&problem, id));
        assert_eq!(names, ["Ash Primary (101)", "Ash Primary (102)", "Cedar Primary", "999"]);
    }
}
