use super::*;
use crate::model::supply;

fn area(name: &str, in_need: usize, strong: [usize; 3], short: usize) -> AreaSupply {
    let [strong_60, strong_80, strong_100] = strong;
    let need = i64::try_from(in_need).unwrap() * 50;
    let mut area = AreaSupply::default();
    area.area = name.to_owned();
    (area.in_need, area.need, area.short) = (in_need, need, short);
    (area.declared, area.strong_60, area.strong_80, area.strong_100) = (strong_60, strong_60, strong_80, strong_100);
    area
}

fn areas() -> Vec<AreaSupply> {
    vec![
        area("plenty", 2, [8, 4, 1], 0),
        area("idle", 0, [3, 0, 0], 0),
        area("tight", 9, [3, 3, 0], 0),
        area("scarce", 10, [2, 1, 1], 4),
        area("early_years", 6, [0, 0, 0], 6),
    ]
}

#[test]
fn the_scarcest_area_comes_first() {
    let areas = areas();
    let order: Vec<&str> = scarcest_first(&areas).into_iter().map(|area| area.area.as_str()).collect();
    assert_eq!(order, ["early_years", "scarce", "tight", "plenty", "idle"]);
}

#[test]
fn every_area_is_told_with_what_there_is_of_it() {
    let told: Vec<String> = areas().iter().map(told).collect();
    assert_eq!(told[0], "0.3 schools in need for each strong school");
    assert_eq!(told[1], "no school needs it");
    assert_eq!(told[3], "4 schools will have no strong peer");
    assert_eq!(told[4], "no school is strong in it");
}

#[test]
fn the_longest_bar_is_that_of_the_largest_number_and_the_others_are_in_proportion() {
    let svg = chart(&areas()).to_svg();
    // Ten in need, and five tenths of that.
    assert!(svg.contains("width=\"160\" height=\"18\" fill=\"#d55e00\""));
    let supply =
        |width: u32, shade| format!("width=\"{width}\" height=\"18\" fill=\"#0072b2\" fill-opacity=\"{shade}\"");
    assert!(svg.contains(&supply(16, "1")) && svg.contains(&supply(16, "0.4")), "one of ten at the top, one at 60%");
    assert!(svg.contains(">early years</text>"));
}

#[test]
fn the_verdict_names_the_short_areas_and_says_so_where_there_is_none() {
    assert_eq!(
        verdict(&areas()),
        "However the groups are formed, some schools will have no strong peer in early years (6 of 6 in need) and scarce (4 of 10 in need)."
    );
    assert!(verdict(&areas()[..3]).contains("enough strong schools in every area"));
    let many: Vec<AreaSupply> = (0..9).map(|n| area(&n.to_string(), 5, [1, 1, 1], 2)).collect();
    assert!(verdict(&many).ends_with("and 4 more areas."));
}

#[test]
fn a_cohort_without_areas_has_a_picture_that_says_so() {
    assert!(chart(&[]).to_svg().contains("no areas"));
}

#[test]
fn the_table_has_a_row_an_area_and_no_formula() {
    let csv = render_csv(&[area("=1+1", 2, [8, 4, 1], 0)]);
    assert_eq!(csv, "area,in_need,need,declared,strong_60,strong_80,strong_100,short\r\n'=1+1,2,100,8,8,4,1,0\r\n");
}

#[test]
fn the_cohort_of_a_problem_has_the_same_need_and_supply_as_the_problem() {
    let problem = crate::testing::example::problem();
    let of_cohort = supply::need_and_supply(problem.cohort(), problem.rules()).unwrap();
    assert_eq!(of_cohort, supply::of_problem(&problem));
}
