//! lab
#![allow(clippy::all, warnings)]
use super::scan::*; use super::tables::Tables;
use crate::compile::Compiled; use crate::compile::components::components;
use crate::solve::limits::*; use crate::solve::exact::backend::linear::*;
use crate::*;
struct Top { k: usize, thr: i64, hits: Vec<Hit> }
impl Collect for Top {
    fn threshold(&self) -> i64 { if self.hits.len() < self.k { self.thr } else { self.hits.last().unwrap().reduced + 1 } }
    fn take(&mut self, hit: Hit) {
        let at = self.hits.partition_point(|h| h.reduced >= hit.reduced);
        self.hits.insert(at, hit); self.hits.truncate(self.k);
    }
}
struct Count { thr: i64, n: u64 }
impl Collect for Count { fn threshold(&self) -> i64 { self.thr } fn take(&mut self, _: Hit) { self.n += 1; } }
#[test]
fn lab() {
    let name = std::env::var("LAB").unwrap_or("primary_120".into());
    let cohort = format::csv::read_cohort(std::path::Path::new(&format!("/work/shared/data/{name}.csv"))).unwrap();
    let problem = Problem::new(cohort, Rules::default()).unwrap();
    let compiled = Compiled::new(&problem);
    let limits = Limits::start(None, None, Cancel::new());
    for part in components(&compiled) {
        let n = part.len();
        let t = std::time::Instant::now();
        let tables = Tables::new(&compiled, &part);
        println!("{n} schools, tables {:?}", t.elapsed());
        let mut lp = Linear::new(&vec![(1.0, 1.0); n], &limits).unwrap();
        let mut e = Entries::default();
        for i in 0..n { e.push(-100_000.0, [(i, 1.0)].into_iter()); }
        lp.add_columns(&e).unwrap();
        let mut best = vec![0i64; n];
        let mut duals: Vec<i64> = vec![7_000_000; n];
        let mut center: Vec<f64> = vec![7_000.0; n];
        let mut bestbound = f64::INFINITY;
        let (mut tlp, mut tscan) = (0.0, 0.0);
        let start = std::time::Instant::now();
        let alpha: f64 = std::env::var("ALPHA").ok().and_then(|a| a.parse().ok()).unwrap_or(0.7);
        let mut al = alpha;
        for round in 0..200 {
            let t = std::time::Instant::now();
            let (found, looked) = scan(&tables, &Prices { schools: &duals, sizes: &[] }, &limits, |_| Top { k: 8, thr: 1, hits: vec![] });
            tscan += t.elapsed().as_secs_f64();
            let mut hits: Vec<Hit> = found.into_iter().flat_map(|t| t.hits).collect();
            hits.sort_by_key(|h| -h.reduced);
            let most = hits.first().map_or(0, |h| h.reduced);
            let bound = duals.iter().sum::<i64>() as f64 / 1000.0 + n as f64 * most as f64 / 3000.0;
            let mut cnt = vec![0; n]; let mut e = Entries::default(); let mut added = 0;
            for h in &hits {
                if h.members().iter().all(|&m| cnt[m as usize] >= 12) { continue; }
                for &m in h.members() { cnt[m as usize] += 1; }
                e.push(h.value as f64, h.members().iter().map(|&m| (m as usize, 1.0))); added += 1;
            }
            if bound < bestbound { bestbound = bound; center = duals.iter().map(|&d| d as f64 / 1000.0).collect(); }
            if round % 5 == 0 || most == 0 { println!("{round}: bound {bound:.1} best {bestbound:.1} most {most} added {added} looked {} {} scan {:?}", looked.groups, looked.values, t.elapsed()); }
            if added > 0 { lp.add_columns(&e).unwrap(); }
            let t = std::time::Instant::now();
            let s = lp.solve().unwrap().unwrap();
            tlp += t.elapsed().as_secs_f64();
            if bestbound - s.objective < 0.5 { println!("round {round} lp {:.1} bound {bestbound:.1}", s.objective); break; }
            if most == 0 { al = (al - 0.2).max(0.0); }
            duals = s.duals.iter().zip(&center).map(|(d, c)| ((al * c + (1.0 - al) * d) * 1000.0).ceil() as i64).collect();
        }
        println!("{:?} lp {tlp:.2} scan {tscan:.2} columns {}", start.elapsed(), lp.num_columns());
        duals = center.iter().map(|d| (d * 1000.0).ceil() as i64).collect();
        for gap in [0.0, 0.0005, 0.001, 0.002, 0.003] {
            let t = std::time::Instant::now();
            let thr = -(bestbound * 1000.0 * gap) as i64;
            let (found, looked) = scan(&tables, &Prices { schools: &duals, sizes: &[] }, &limits, |_| Count { thr, n: 0 });
            println!("gap {gap}: {} columns, looked {} {} in {:?}", found.iter().map(|c| c.n).sum::<u64>(), looked.groups, looked.values, t.elapsed());
        }
        let n4 = (n * (n-1) * (n-2) * (n-3) / 24) as f64; println!("of {n4:.3e} quads");
    }
}
