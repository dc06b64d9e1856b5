//! lab
#![allow(clippy::all, warnings)]
use super::*; use super::column::Column; use super::prices::Terms; use super::tree::Parts;
use crate::solve::pricing::tables::Tables;
use crate::compile::Compiled; use crate::compile::components::components;
use crate::solve::limits::*; use crate::solve::search::search;
use crate::*;
#[test]
fn lab_engine() {
    let var = |n: &str, d: &str| std::env::var(n).unwrap_or(d.into());
    let name = var("LAB", "primary_120");
    let flags = var("PARTS", "cdt");
    let cohort = format::csv::read_cohort(std::path::Path::new(&format!("/work/shared/data/{name}.csv"))).unwrap();
    let problem = Problem::new(cohort, Rules::default()).unwrap();
    let compiled = Compiled::new(&problem);
    let start = std::time::Instant::now();
    let ls = Limits::start(None, Some(var("LS", "8000").parse().unwrap()), Cancel::new());
    let found = search(&compiled, Strategy::LocalSearch, 0, &ls, &crate::solve::observe::Silent, None).unwrap();
    println!("search {} in {:?}", found.value(&compiled), start.elapsed());
    let limits = Limits::start(Some(std::time::Duration::from_secs(var("TIME", "120").parse().unwrap())), None, Cancel::new());
    let (mut sum, mut bounds) = (0, 0);
    for part in components(&compiled) {
        let t = std::time::Instant::now();
        let tables = Tables::new(&compiled, &part);
        let terms = Terms { price: None, counts: vec![], least_size: 3 };
        let local = |s: &SchoolIndex| part.binary_search(s).unwrap();
        let known: Vec<Column> = found.groups.iter().filter(|g| part.binary_search(&g[0]).is_ok()).map(|g| { let m: Vec<usize> = g.iter().map(local).collect(); Column::new(&m, tables.value(&m).unwrap()) }).collect();
        let v: i64 = known.iter().map(|c| c.points()).sum();
        let mut last = (None, 0);
        let solved = engine::solve(&tables, &terms, Some((v, &known)), Parts { cuts: flags.contains('c'), dives: flags.contains('d'), trials: flags.contains('t') }, &limits, &mut |v, b| { if (v, b) != last { last = (v, b); println!("  {:.2}s {:?} {}", t.elapsed().as_secs_f64(), v, b); } }).unwrap().unwrap();
        let value = solved.best.map_or(v, |b| b.0);
        println!("{} schools: value {value} bound {} nodes {} steps {} in {:?}", part.len(), solved.bound, solved.nodes.len(), solved.nodes.iter().map(|n| n.steps.len()).sum::<usize>(), t.elapsed());
        sum += value; bounds += solved.bound;
    }
    println!("TOTAL {name} {sum} {bounds} in {:?}", start.elapsed());
}
