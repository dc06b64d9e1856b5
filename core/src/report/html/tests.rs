use super::*;
use crate::model::rules::Rules;
use crate::report::shell::STYLE;
use crate::solve::outcome::{Reason, Status};
use crate::testing::example::{plan, problem, problem_with, schools};
use crate::testing::golden;

fn with_name(name: &str) -> String {
    let mut odd = schools();
    odd[0].name = name.to_owned();
    render(&problem_with(odd, Rules::default()), &plan())
}

/// The values of an attribute, in the order of the page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_page_is_as_reviewed() {
    // The style is left out: it is read in its own file. A line for each element makes the difference readable.
    let page = render(&problem(), &plan()).replace(STYLE, "");
    golden::compare("report.html", &(page.replace("><", ">\n<") + "\n"));
}

#[test]
fn a_name_is_text_whatever_it_holds() {
    let page = with_name("<script>alert(1)</script>\" onload='x' & \u{202e}gnp");
    assert!(!page.contains("<script"));
    assert!(page.contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload='x' &amp; \u{202e}gnp</bdi>"));
    assert!(page.contains("1, &lt;script&gt;alert(1)"), "the description of the map is text, too");
}

#[test]
fn the_page_loads_and_runs_nothing() {
    let page = render(&problem(), &plan());
    for outside in ["http:", "https:", "<script", "<link", "<img", "<iframe"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
}

#[test]
fn ids_are_unique_and_everything_named_is_there() {
    let page = render(&problem(), &plan());
    let ids = values(&page, "id");
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let labels = values(&page, "aria-labelledby").into_iter().flat_map(|list| list.split(' '));
    let links = values(&page, "href").into_iter().map(|href| href.trim_start_matches('#'));
    for name in labels.chain(links) {
        assert!(ids.contains(&name), "{name}");
    }
}

#[test]
fn headings_go_down_by_one_level_at_a_time() {
    let page = render(&problem(), &plan());
    let levels: Vec<u32> = (page.split("<h").skip(1))
        .filter_map(|rest| rest.chars().next()?.to_digit(10).filter(|_| rest[1..].starts_with(['>', ' '])))
        .collect();
    assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn every_table_has_a_caption_and_every_header_cell_a_scope() {
    let page = render(&problem(), &plan());
    assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
    assert_eq!(page.matches("<th ").count(), page.matches("<th scope=").count());
    assert!(!page.contains("<th>"));
}

#[test]
fn every_map_has_a_name_and_its_places_in_words() {
    let page = render(&problem(), &plan());
    assert_eq!(page.matches("<svg ").count(), 3);
    assert!(page.contains("Map of group 1"));
    assert!(page.contains("1, Ash Primary, at 530 km east and 180 km north; 2, Birch Primary, at 425 km east"));
    assert!(page.contains("1 and 2 are farthest apart, 399 km"));
}

#[test]
fn a_cohort_without_locations_has_no_maps() {
    let mut nowhere = schools();
    for school in &mut nowhere {
        school.location = None;
    }
    let page = render(&problem_with(nowhere, Rules::default()), &plan());
    assert!(!page.contains("<svg") && !page.contains("class=\"pin\""));
}

#[test]
fn a_page_without_a_plan_says_why_and_what_would_help() {
    let mut none = plan();
    none.groups.clear();
    (none.value, none.bound, none.status) = (None, None, Status::Infeasible);
    let (have, need) = ("5 of 6 schools are in <London>".to_owned(), "2 at most".to_owned());
    none.reasons = vec![Reason { have, need, fixes: vec!["more regions".to_owned()] }];
    let page = render(&problem(), &none);
    assert!(page.contains("Why there is no plan") && page.contains("5 of 6 schools are in &lt;London&gt;."));
    assert!(page.contains("<li><bdi>More regions.</bdi></li>"));
    assert!(!page.contains("id=\"groups\""));
}

#[test]
fn schools_without_a_location_are_named_below_the_map() {
    let mut some = schools();
    some[1].location = None;
    let page = render(&problem_with(some, Rules::default()), &plan());
    assert!(page.contains("Without a location: <bdi>Birch Primary</bdi>."));
}

#[test]
fn the_land_is_drawn_once_however_many_maps_use_it() {
    let page = render(&problem(), &plan());
    assert_eq!(page.matches("id=\"land\"").count(), 1);
    assert_eq!(page.matches("<use href=\"#land\">").count(), 2);
}
