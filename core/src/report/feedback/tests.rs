use super::*;
use crate::programme::feedback::Feedback;
use crate::programme::feedback::suggest::SuggestOptions;
use crate::programme::feedback::summary::summarise;
use crate::programme::feedback::tables::{parse_attendance, parse_survey};
use crate::programme::schedule::{ScheduleOptions, schedule};
use crate::programme::statement::tables::parse_terms;
use crate::programme::statement::year::Year;
use crate::testing::example;

/// Both trios of the example. Everybody comes, and the leaders of the first trio plan to use something from reading.
fn summary() -> (Problem, Summary) {
    let (problem, plan) = (example::problem(), example::plan());
    let terms = b"term,start,end\nAutumn,2026-09-01,2026-12-18\nSpring,2027-01-04,2027-03-25\n";
    let year = Year { terms: parse_terms(terms, "terms.csv").unwrap(), ..Year::default() };
    let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default().with_rounds(0)).unwrap();
    let mut came = "visit,school,role,person\n".to_owned();
    let mut said = "visit,school,role,uses,passes_on,uses_areas\n".to_owned();
    for (visit, school) in
        plan.groups.iter().flat_map(|group| group.iter().flat_map(move |a| group.iter().map(move |b| (a, b))))
    {
        for role in ["head", "second"] {
            came.push_str(&format!("{visit},{school},{role},k{school}{role}\n"));
            let uses = if plan.groups[1].contains(school) { "no,no," } else { "yes,no,reading" };
            said.push_str(&format!("{visit},{school},{role},{uses}\n"));
        }
    }
    let feedback = Feedback::new(
        parse_attendance(came.as_bytes(), "attendance.csv").unwrap(),
        parse_survey(said.as_bytes(), "survey.csv").unwrap(),
    );
    let summary = summarise(&problem, &calendar, &feedback, &SuggestOptions::default()).unwrap();
    (problem, summary)
}

#[test]
fn the_page_shows_shares_with_their_intervals_and_what_is_to_be_decided() {
    let (problem, summary) = summary();
    let text = render(&problem, &summary);
    let everybody =
        "| all | 100% (90 to 100), 36 of 36 | 100% (76 to 100), 12 of 12 | 50% (25 to 75), 6 of 12 | hidden |";
    assert!(text.contains(everybody), "{text}");
    assert!(text.contains("| 2 | 100% (82 to 100), 18 of 18 | 100% (61 to 100), 6 of 6 | hidden |"), "{text}");
    assert!(text.contains("6 of 6 schools sent the same two leaders each time."), "{text}");
    assert!(
        text.contains("- Birch Primary, reading: declare it at 60%, because leaders of visiting schools"),
        "{text}"
    );
    assert!(text.contains("Figures based on fewer than five people are not shown"), "{text}");
}

#[test]
fn the_tables_have_a_row_a_figure_and_leave_hidden_ones_blank() {
    let (problem, summary) = summary();
    let figures = figures_csv(&summary);
    assert_eq!(figures.lines().count(), summary.figures.len() + 1);
    assert!(figures.contains("\r\nuses,overall,,6,12,0.5000,0.2538,0.7462\r\n"), "{figures}");
    assert!(figures.contains("\r\npasses_on,overall,,,,,,\r\n"), "{figures}");
    assert!(leaders_csv(&problem, &summary).contains("\r\n1,101,Ash Primary,same,3,,\r\n"));
    assert!(suggestions_csv(&problem, &summary).contains("\r\n102,Birch Primary,reading,declare,,60,leaders"));
}

#[test]
fn a_terminal_gets_columns_and_no_marks_of_markdown() {
    let (problem, summary) = summary();
    let text = render_text(&problem, &summary);
    let sentence = "100% of participants who were asked (12 of 12; 95% interval 76 to 100%) answered.";
    assert!(text.starts_with(&format!("Evaluation: what participants told us\n  {sentence}\n")), "{text}");
    assert!(text.contains("\n\nAll schools\n"), "{text}");
    assert!(!text.contains(" | ") && !text.contains("# ") && !text.contains("---"), "{text}");
}
