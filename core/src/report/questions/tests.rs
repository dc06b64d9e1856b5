use crate::model::cohort::Cohort;
use crate::model::problem::Problem;
use crate::model::rules::Rules;
use crate::model::school::School;
use crate::questions::best_effort::best_effort;
use crate::questions::conflict::conflict;
use crate::questions::demand::Demand;
use crate::questions::session::Session;
use crate::solve::limits::Cancel;
use crate::solve::observe::Silent;
use crate::solve::options::Options;

/// Seven schools on a line, 10 km from each other; the last is 300 km away. A and B are in one region.
fn problem() -> Problem {
    let school = |(id, east, region, strong, weak): (&str, i32, &str, &str, &str)| {
        School::new(id, format!("{id} Primary"))
            .with_location(400_000 + 1_000 * east, 300_000)
            .with_attribute("region", region)
            .with_strength(strong, 5.0)
            .with_need(weak, 1.0)
    };
    let schools = [
        ("Ash", 0, "London", "reading", "writing"),
        ("Bay", 10, "London", "writing", "reading"),
        ("Elm", 20, "North", "reading", "writing"),
        ("Fir", 30, "South", "writing", "reading"),
        ("Oak", 40, "East", "reading", "writing"),
        ("Yew", 300, "West", "writing", "reading"),
    ];
    let cohort = Cohort::new(schools.map(school).to_vec(), vec!["reading".to_owned(), "writing".to_owned()]).unwrap();
    Problem::new(cohort, Rules::default()).unwrap()
}

#[test]
fn a_price_says_who_is_in_the_way_and_what_changes() {
    let session = Session::new(problem(), Options::default()).unwrap();
    let ids = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let forbidden = session.price(&Demand::Together { schools: ids(&["Ash", "Bay"]) }).unwrap();
    let text = super::price(session.problem(), &forbidden);
    let expected = "The rules do not allow Ash Primary (London) and Bay Primary (London) in one group.\n  \
                    Ash Primary and Bay Primary have the same region, London (differ:region)\n";
    assert_eq!(text, expected);
    let group = session.plan().groups[0].clone();
    let met = session.price(&Demand::Group { schools: group.clone() }).unwrap();
    assert!(super::price(session.problem(), &met).starts_with("The plan already has "));
    let others = session.price(&Demand::Apart { schools: group[..2].to_vec() }).unwrap();
    let text = super::price(session.problem(), &others);
    assert!(text.contains("The plan now, and the plan with this change\n"), "{text}");
}

#[test]
fn a_conflict_names_the_rules_and_the_least_change() {
    let near = problem().with(|rules| rules.hard.max_km = Some(50.0)).unwrap();
    let found = conflict(&near, &Options::default(), &Cancel::new()).unwrap();
    let text = super::conflict(&near, &found);
    assert!(text.starts_with("No plan keeps every rule\n  This rule alone leaves no plan."), "{text}");
    assert!(text.contains("No two schools in a group are more than 290 km apart in a straight line"), "{text}");
    assert!(text.contains("the least change"), "{text}");
}

#[test]
fn a_best_effort_says_why_a_school_is_left_out() {
    let near = problem().with(|rules| rules.hard.max_km = Some(50.0)).unwrap();
    let found = best_effort(&near, &Options::default(), &Cancel::new(), &Silent).unwrap();
    let text = super::best_effort(&near, &found);
    assert!(text.contains("Yew Primary (West): the rules allow no group with it; without max_km there would be one"));
}

#[test]
fn prices_of_rules_are_a_table() {
    let session = Session::new(problem(), Options::default()).unwrap();
    let prices = session.rule_prices(|_| ()).unwrap();
    let text = super::rule_prices(&prices);
    assert!(text.starts_with("What each rule costs\n"), "{text}");
    assert!(text.contains("differ:region"), "{text}");
}

#[test]
fn a_backbone_counts_its_pairs() {
    let session = Session::new(problem(), Options::default()).unwrap();
    let found = session.backbone(0.0, |_, _| ()).unwrap();
    let value = session.plan().value.unwrap();
    let text = super::backbone(session.problem(), value, &found);
    assert!(text.contains("The plan puts 6 pairs of schools together."), "{text}");
}
