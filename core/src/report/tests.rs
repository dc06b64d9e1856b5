//! Claims that hold for every page and text.

use crate::model::cohort::Cohort;
use crate::model::problem::Problem;
use crate::model::rules::Rules;
use crate::plan::breakdown::breakdown;
use crate::plan::check::check;
use crate::plan::compare::compare;
use crate::programme::calendar::edition::Edition;
use crate::programme::feedback::Feedback;
use crate::programme::feedback::suggest::SuggestOptions;
use crate::programme::feedback::summary::summarise;
use crate::programme::feedback::tables::parse_survey;
use crate::programme::schedule::{ScheduleOptions, schedule};
use crate::programme::statement::tables::{parse_facilitators, parse_terms};
use crate::programme::statement::year::Year;
use crate::report::{self, notebook};
use crate::testing::example;

/// A name with every character that has a meaning in some format.
const NAME: &str = "Tom & Jo's <b>\"Ash\"</b>";

/// An area with such a name.
const AREA: &str = "R&D <x>";

fn problem() -> Problem {
    let mut schools = example::schools();
    for school in &mut schools {
        school.name = format!("{NAME} {}", school.id);
        school.attributes.insert("region".to_owned(), format!("A & B <{}>", school.id).as_str().into());
    }
    let called = |area: &str| if area == "reading" { AREA.to_owned() } else { area.to_owned() };
    for school in &mut schools {
        school.strengths = school.strengths.iter().map(|(area, level)| (called(area), *level)).collect();
        school.needs = school.needs.iter().map(|(area, priority)| (called(area), *priority)).collect();
    }
    let areas = example::areas().iter().map(|area| called(area)).collect();
    Problem::new(Cohort::new(schools, areas).unwrap(), Rules::default()).unwrap()
}

fn year() -> Year {
    let terms = parse_terms(b"term,start,end\nA & <O>,2026-09-01,2027-07-16\n", "terms.csv").unwrap();
    let facilitators = parse_facilitators("facilitator,name\nF1,Ada & <Lake>\n".as_bytes(), "f.csv").unwrap();
    Year { terms, facilitators, ..Year::default() }
}

/// Every page and text, with its name: first those that escape such characters, then the plain ones.
fn all() -> [Vec<(String, String)>; 2] {
    let (problem, year) = (problem(), year());
    let plan = example::honest_plan(&problem, &[&["101", "102", "103"], &["104", "105", "106"]]);
    let (parts, checked) = (breakdown(&problem, &plan), check(&problem, &plan));
    let mut calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap();
    calendar.names = vec!["Fox & <Co>".to_owned(), "Otter & <Co>".to_owned()];
    let survey = parse_survey(b"visit,school,role,uses,passes_on,uses_areas\n101,102,head,yes,no,R&D <x>\n", "s.csv");
    let feedback = Feedback::new(Vec::new(), survey.unwrap());
    let summary = summarise(&problem, &calendar, &feedback, &SuggestOptions::default()).unwrap();
    let edition = Edition::new(&problem, &year, &calendar, "");
    let compared = compare(&parts, &breakdown(&problem, &example::honest_plan(&problem, &[&["101", "102", "106"]])));
    let is_marked = |name: &str| name.ends_with(".html") || name.ends_with(".md");
    let files = [
        report::files::plan(&problem, &plan),
        report::files::calendar(&edition),
        report::files::feedback(&problem, &summary),
    ];
    let mut marked: Vec<(String, String)> = files.into_iter().flatten().filter(|(name, _)| is_marked(name)).collect();
    let views = [
        ("plan", notebook::plan(&problem, &plan)),
        ("breakdown", notebook::breakdown(&problem, &parts)),
        ("cohort", notebook::cohort(problem.cohort())),
        ("problem", notebook::problem(&problem)),
        ("calendar", notebook::calendar(&problem, &calendar)),
        ("comparison", notebook::comparison(&problem, &compared)),
        ("checked", notebook::checked(&problem, &checked)),
        ("map", report::map::of_plan(&problem, &plan).to_svg()),
        ("map of a group", report::map::of_group(&problem, &plan, 1).unwrap().to_svg()),
    ];
    marked.extend(views.map(|(name, view)| (format!("the view of the {name}"), view)));
    let texts = [
        ("table", report::table::render(&problem, &plan)),
        ("explanation", report::breakdown::render(&problem, &parts, &[])),
        ("check", report::checked::render(&problem, &checked)),
        ("comparison", report::comparison::render(&problem, &compared)),
        ("calendar", report::calendar::render(&problem, &calendar)),
        ("feedback", report::feedback::render_text(&problem, &summary)),
    ];
    [marked, texts.map(|(name, text)| (format!("the text of the {name}"), text)).into()]
}

#[test]
fn names_are_escaped_once_in_every_page_and_not_at_all_in_plain_text() {
    let [marked, plain] = all();
    assert!(marked.iter().filter(|(_, page)| page.contains("Tom &amp; Jo")).count() >= 10);
    for (name, page) in marked {
        assert!(!page.contains("&amp;amp;") && !page.contains("&amp;lt;") && !page.contains("&amp;quot;"), "{name}");
        assert!(!page.contains("<b>\"Ash") && !page.contains("Tom & Jo") && !page.contains("Fox & <Co>"), "{name}");
        assert!(!page.contains("R&D <x>"), "{name}");
    }
    for (name, text) in plain {
        assert!(!text.contains("&amp;") && !text.contains("&lt;") && !text.contains("\\_"), "{name}: {text}");
    }
}

#[test]
fn no_page_has_a_blank_before_the_percent_sign() {
    for (name, page) in all().into_iter().flatten() {
        assert!(!page.contains(" %") && !page.contains("\u{a0}%"), "{name}");
    }
}
