//! Several years of several strategies, as plain text: where schools end, year by year, and what was assumed.

use crate::model::numbers::{count, percent, thousands};
use crate::model::problem::Problem;
use crate::questions::simulate::{PracticeSummary, SimulatedStrategy, Simulation};
use crate::report::document::Document;
use crate::report::names::name;
use crate::report::words::{list, sentence};
use crate::solve::outcome::Status;

/// The simulation as plain text: where each strategy leads, the years in a table, and the assumptions.
///
/// ```
/// use tercet::model::generate::{Shape, generate};
/// use tercet::questions::simulate::SimulationOptions;
/// use tercet::{Problem, Rules, Strategy, report, simulate};
/// let problem = Problem::new(generate(&Shape::default().with_schools(12), 0)?, Rules::default())?;
/// let options = SimulationOptions::default().with_years(1).with_strategies([Strategy::Greedy]);
/// let text = report::questions::simulation::render(&problem, &simulate(&problem, &options)?);
/// assert!(text.contains("What is assumed"));
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn render(problem: &Problem, simulation: &Simulation) -> String {
    let mut document = Document::titled(&verdict(simulation));
    document.paragraph(&before(&simulation.start));
    let header =
        ["Strategy", "Year", "Average", "Spread", "Lowest", "School with the lowest", "Open needs", "Plan value"];
    let rows = simulation.strategies.iter().flat_map(|strategy| {
        strategy.years.iter().map(|year| {
            let after = &year.after;
            let lowest = after.worst_school.as_deref().map_or("", |id| name(problem, id)).to_owned();
            let [mean, spread, worst] = [after.mean, after.spread, after.worst].map(level);
            let (needs, value) = (thousands(after.open_needs), thousands(year.value));
            vec![strategy.strategy.to_string(), year.year.to_string(), mean, spread, worst, lowest, needs, value]
        })
    });
    document.heading("After each year");
    document.table(&header, rows);
    for strategy in &simulation.strategies {
        if let Some(told) = ended(strategy) {
            document.heading(&told);
            let reasons = strategy.end.iter().flat_map(|end| &end.reasons);
            document.items(reasons.map(|reason| sentence(reason)));
        }
    }
    document.heading("What is assumed");
    document.items(simulation.assumptions.iter().cloned());
    document.to_text()
}

/// "After 3 years, schools are at 71.2% on average with auto and at 69.0% with random."
fn verdict(simulation: &Simulation) -> String {
    let told: Vec<String> = (simulation.strategies.iter())
        .filter_map(|strategy| {
            let last = strategy.years.last()?;
            let years = count(strategy.years.len(), "year", "years");
            Some(format!("at {} after {years} with {}", level(last.after.mean), strategy.strategy))
        })
        .collect();
    if told.is_empty() {
        return "No strategy has a plan for the first year.".to_owned();
    }
    format!("On average, schools are {}.", list(&told, "and"))
}

fn before(start: &PracticeSummary) -> String {
    let needs = count(start.open_needs, "open need", "open needs");
    format!("Before the first year, they are at {} on average, with {needs}.", level(start.mean))
}

/// Why a strategy ended early, as a sentence.
fn ended(strategy: &SimulatedStrategy) -> Option<String> {
    let (end, name) = (strategy.end.as_ref()?, strategy.strategy);
    let year = end.year;
    Some(match end.status {
        _ if end.is_cancelled => format!("The search for year {year} of {name} was cancelled."),
        Status::Infeasible => {
            format!("{name} ends before year {year}, because no plan exists that keeps every rule and repeats no pair.")
        }
        _ => format!(
            "{name} ends before year {year}, because no plan was found that keeps every rule and repeats no pair."
        ),
    })
}

/// Thousandths of a percent with one decimal: 45,750 is "45.8%".
fn level(thousandths: u32) -> String {
    percent(i64::from((thousandths + 5) / 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::Rules;
    use crate::questions::simulate::{SimulationOptions, simulate};
    use crate::solve::options::Strategy;
    use crate::testing::example::{problem, problem_with, schools};
    use crate::testing::golden;

    #[test]
    fn the_years_are_as_reviewed() {
        let options = SimulationOptions::default().with_years(2).with_strategies([Strategy::Auto, Strategy::Greedy]);
        golden::compare("simulation.txt", &render(&problem(), &simulate(&problem(), &options).unwrap()));
    }

    #[test]
    fn a_cohort_without_any_plan_is_said_to_have_none() {
        let problem = problem_with(schools()[..2].to_vec(), Rules::default());
        let text = render(&problem, &simulate(&problem, &SimulationOptions::default()).unwrap());
        assert!(text.starts_with("No strategy has a plan for the first year.\n"), "{text}");
        assert!(text.contains("\nauto ends before year 1, because no plan exists that keeps every rule"), "{text}");
    }
}
