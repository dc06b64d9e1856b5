use super::*;

/// Each term once.
fn every_term() -> Benefit {
    let attribute = || BTreeMap::from([("pupils".to_owned(), 1.0)]);
    Benefit {
        learn: 1.0,
        share: 1.0,
        variety: attribute(),
        likeness: attribute(),
        closeness: Some(Closeness { weight: 1.0, zero_at_km: 100.0 }),
        novelty: Some(Novelty { weight: 1.0, decay: 0.5 }),
        own: 1.0,
    }
}

#[test]
fn a_plan_names_a_term_by_the_key_that_states_it() {
    let terms = every_term().terms();
    assert_eq!(terms.iter().map(|(term, _)| term.key()).collect::<Vec<_>>(), Term::KEYS);
    for (term, _) in terms {
        let in_plan = serde_json::to_value(&term).unwrap();
        let expected = match term.attribute() {
            Some(attribute) => serde_json::json!({ term.key(): attribute }),
            None => serde_json::json!(term.key()),
        };
        assert_eq!(in_plan, expected);
        assert_eq!(serde_json::from_value::<Term>(in_plan).unwrap(), term);
    }
}

#[test]
fn each_weight_below_zero_is_an_issue_at_its_own_key() {
    let mut benefit = every_term();
    (benefit.learn, benefit.share, benefit.own) = (-1.0, -1.0, -1.0);
    benefit.variety.insert("pupils".to_owned(), -1.0);
    benefit.likeness.insert("faith".to_owned(), f64::NAN);
    benefit.closeness = Some(Closeness { weight: -1.0, zero_at_km: 0.0 });
    benefit.novelty = Some(Novelty { weight: -1.0, decay: 1.5 });
    let keys: Vec<String> = benefit.issues().into_iter().filter_map(|issue| issue.key).collect();
    let expected = [
        "benefit.learn",
        "benefit.share",
        "benefit.variety.pupils",
        "benefit.likeness.faith",
        "benefit.closeness.weight",
        "benefit.novelty.weight",
        "benefit.own",
        "benefit.closeness.zero_at_km",
        "benefit.novelty.decay",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn terms_are_named_with_their_attribute_where_they_have_one() {
    let names: Vec<String> = every_term().terms().into_iter().map(|(term, _)| term.to_string()).collect();
    let expected = ["learn", "share", "variety of pupils", "likeness of pupils", "closeness", "novelty", "own"];
    assert_eq!(names, expected);
}
