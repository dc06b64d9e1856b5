use super::*;
use crate::code::Code;
use crate::school::School;

fn cohort(schools: Vec<School>) -> Cohort {
    Cohort::new(schools, vec!["reading".to_owned(), "eal".to_owned()]).unwrap()
}

#[test]
fn a_school_counts_where_its_level_and_its_weight_put_it() {
    let schools = vec![
        School::new("1", "").with_strength("reading", 3.0).with_need("eal", 2.0),
        School::new("2", "").with_strength("reading", 4.0).with_need("eal", 1.0).with_need("reading", 1.0),
        School::new("3", "").with_strength("reading", 5.0).with_need("eal", 0.0),
        School::new("4", "").with_strength("reading", 2.9),
        School::new("5", "").with_strength("reading", 0.0),
    ];
    let [reading, eal] = need_and_supply(&cohort(schools), &Rules::default()).unwrap().try_into().unwrap();
    // 2.9 of 5 is 58 %; nobody declares more than 0 by declaring 0.
    assert_eq!((reading.declared, reading.strong_60, reading.strong_80, reading.strong_100), (4, 3, 2, 1));
    assert_eq!((reading.in_need, reading.need), (1, 50));
    assert_eq!((eal.in_need, eal.need, eal.strong_60, eal.short), (2, 150, 0, 2));
}

#[test]
fn what_is_short_depends_on_the_largest_group() {
    let mut schools = vec![School::new("0", "").with_strength("reading", 5.0)];
    schools.extend((1..=4).map(|n| School::new(n.to_string(), "").with_need("reading", 1.0)));
    let cohort = cohort(schools);
    let mut rules = Rules::default();
    assert_eq!(need_and_supply(&cohort, &rules).unwrap()[0].short, 1);
    rules.sizes.allowed = [5].into();
    assert_eq!(need_and_supply(&cohort, &rules).unwrap()[0].short, 0);
    rules.sizes.allowed = [2].into();
    assert_eq!(need_and_supply(&cohort, &rules).unwrap()[0].short, 3);
}

#[test]
fn a_strength_beyond_the_scale_is_an_issue_and_not_a_count() {
    let schools = vec![School::new("1", "Ash").with_strength("reading", 7.0)];
    let error = need_and_supply(&cohort(schools), &Rules::default()).unwrap_err();
    assert_eq!(error.issues()[0].code, Code::LevelOutOfRange);
}

#[test]
fn only_schools_that_may_be_in_one_group_count() {
    let primary = |id: &str| School::new(id, "").with_attribute("phase", "Primary");
    let secondary = |id: &str| School::new(id, "").with_attribute("phase", "Secondary");
    let mut schools: Vec<School> = ["1", "2", "3"].map(|id| secondary(id).with_strength("reading", 5.0)).to_vec();
    schools.extend(["4", "5"].map(|id| primary(id).with_need("reading", 1.0)));
    // The strong schools are all of another phase, and the only rule is the default one.
    assert_eq!(need_and_supply(&cohort(schools.clone()), &Rules::default()).unwrap()[0].short, 2);
    let mut rules = Rules::default();
    rules.hard.same = Some(Vec::new());
    assert_eq!(need_and_supply(&cohort(schools), &rules).unwrap()[0].short, 0);
}

#[test]
fn a_strong_school_that_is_in_need_is_no_peer_of_itself() {
    let schools = vec![
        School::new("1", "").with_strength("reading", 5.0).with_need("reading", 1.0),
        School::new("2", "").with_need("eal", 1.0),
    ];
    assert_eq!(need_and_supply(&cohort(schools), &Rules::default()).unwrap()[0].short, 1);
}
