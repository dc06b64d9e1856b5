//! Checks all columns of a part against the first duals of its root: finds a column that the duals do not cover, and the
//! columns that stay in play.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::ceiling::{self, Ceiling, Followers};
use super::columns::Column;
use super::cuts::Charges;
use super::part::Part;
use super::prices::{Prices, Room};
use super::refusal::Refusal;
use super::sweep::{Sums, Sweep};

/// The most columns that may stay in play: about 500 MB.
pub(super) const MOST_KEPT: u64 = 10_000_000;

/// The most groups that are valued by the definition, which takes some minutes. Only duals that are far from the best need
/// more.
const MOST_VALUED: u64 = 2_000_000_000;

/// The result of the scan of a part.
#[derive(Default)]
pub(super) struct Found {
    /// The columns whose reduced value is at least the threshold, in order.
    pub(super) kept: Vec<Column>,
    /// The column that exceeds its duals by most, if any column does, and the excess.
    pub(super) uncovered: Option<(i128, Column)>,
    /// How many groups were valued by the definition.
    pub(super) valued: u64,
    /// The number of these groups that are not yet in the count of all threads.
    uncounted: u64,
}

/// The data that every thread of a scan uses.
struct Scan<'a> {
    part: &'a Part,
    prices: &'a Prices<'a>,
    charges: Option<Charges>,
    scale: i64,
    /// Columns with a reduced value of at least this stay in play.
    keep: i128,
    kept: AtomicU64,
    valued: AtomicU64,
    gives_up: AtomicBool,
}

/// One thread's tables, which are filled again for each first school.
struct Tables {
    followers: Followers,
    ceilings: Vec<(usize, Ceiling)>,
    sums: Sums,
    room: Room,
}

/// Goes over all columns of a part, and skips those that its pairs rule out.
pub(super) fn columns(part: &Part, prices: &Prices<'_>, scale: i64, keep: i128) -> Result<Found, Refusal> {
    let scan = Scan {
        part,
        prices,
        charges: Charges::new(part, &prices.duals.cuts, scale),
        scale,
        keep,
        kept: AtomicU64::new(0),
        valued: AtomicU64::new(0),
        gives_up: AtomicBool::new(false),
    };
    let by_first = (0..part.len())
        .into_par_iter()
        .with_max_len(1)
        .map_init(|| scan.tables(), |tables, first| scan.first(first, tables));
    let threes = scan.charges.as_ref().map_or(&[][..], |charges| &charges.threes);
    let around = threes.par_iter().map_init(|| prices.room(), |room, three| scan.around(three, room));
    let mut found = by_first.chain(around).reduce(Found::default, Found::join);
    if scan.gives_up.into_inner() {
        return Err(Refusal::TooLarge);
    }
    // A group around a three may also have been met in its normal turn.
    found.kept.par_sort_unstable();
    found.kept.dedup();
    Ok(found)
}

impl Scan<'_> {
    fn tables(&self) -> Tables {
        let sizes = self.part.sizes().iter().filter(|&&size| size > 2);
        Tables {
            followers: Followers::default(),
            ceilings: sizes.map(|&size| (size, Ceiling::default())).collect(),
            sums: Sums::default(),
            room: self.prices.room(),
        }
    }

    /// The columns whose first school is this school.
    fn first(&self, first: usize, tables: &mut Tables) -> Found {
        let mut found = Found::default();
        let Tables { followers, ceilings, sums, room } = tables;
        if let Some(price) = self.part.price {
            self.offer(&Column::new(&[narrow(first)], -price), room, &mut found);
        }
        let of = (self.prices, self.charges.as_ref(), self.scale);
        ceiling::fill(ceilings, followers, self.part, of, first);
        if self.part.sizes().contains(&2) {
            for &peer in &followers.schools {
                self.value(&[narrow(first), narrow(peer)], room, &mut found);
            }
        }
        for (size, ceiling) in ceilings.iter() {
            let threshold = ceiling.threshold(self.keep.min(1), self.scale);
            let sweep = Sweep::new(ceiling, *size, threshold);
            let mut group = [narrow(first); tercet_model::sizes::LARGEST];
            sweep.run(sums, &mut |chosen| {
                for (place, &follower) in group[1..].iter_mut().zip(chosen) {
                    *place = narrow(followers.schools[follower]);
                }
                self.value(&group[..*size], room, &mut found)
            });
        }
        self.count(&mut found);
        found
    }

    /// The groups that contain three given schools.
    fn around(&self, three: &[u16; 3], room: &mut Room) -> Found {
        let mut found = Found::default();
        let meets_all = |&school: &usize| three.iter().all(|&member| self.part.permits(usize::from(member), school));
        let others: Vec<u16> = (0..self.part.len()).filter(meets_all).map(narrow).collect();
        for &size in self.part.sizes().iter().filter(|&&size| size > 2) {
            self.extend(&mut three.to_vec(), &others, size, room, &mut found);
        }
        self.count(&mut found);
        found
    }

    fn extend(&self, group: &mut Vec<u16>, others: &[u16], size: usize, room: &mut Room, found: &mut Found) -> bool {
        if group.len() == size {
            let mut sorted = group.clone();
            sorted.sort_unstable();
            return self.value(&sorted, room, found);
        }
        others.iter().enumerate().all(|(place, &school)| {
            group.push(school);
            let goes_on = self.extend(group, &others[place + 1..], size, room, found);
            group.pop();
            goes_on
        })
    }

    /// Values a group by the definition. Returns whether to continue.
    fn value(&self, group: &[u16], room: &mut Room, found: &mut Found) -> bool {
        found.valued += 1;
        found.uncounted += 1;
        if found.uncounted > 65_536 {
            self.count(found);
        }
        let column = Column::new(group, self.part.value(group));
        // A group that breaks a rule may have any worth.
        if self.reduced(&column, room) >= self.keep.min(1) && self.part.is_feasible(group) {
            self.offer(&column, room, found);
        }
        !self.gives_up.load(Ordering::Relaxed)
    }

    fn reduced(&self, column: &Column, room: &mut Room) -> i128 {
        self.prices.reduced(column, self.scale, room)
    }

    /// Records a column that keeps every rule.
    fn offer(&self, column: &Column, room: &mut Room, found: &mut Found) {
        let reduced = self.reduced(column, room);
        if reduced > 0 {
            found.uncover(Some((reduced, *column)));
        }
        if reduced >= self.keep {
            found.kept.push(*column);
            if self.kept.fetch_add(1, Ordering::Relaxed) >= MOST_KEPT {
                self.gives_up.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Adds the number of groups valued since the last time to the count of all threads.
    fn count(&self, found: &mut Found) {
        let add = std::mem::take(&mut found.uncounted);
        if self.valued.fetch_add(add, Ordering::Relaxed) > MOST_VALUED {
            self.gives_up.store(true, Ordering::Relaxed);
        }
    }
}

impl Found {
    fn uncover(&mut self, other: Option<(i128, Column)>) {
        // The largest excess, and in a tie the first column, whatever the order of the threads.
        let best = self.uncovered.into_iter().chain(other);
        self.uncovered = best.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    }

    fn join(mut self, mut other: Self) -> Self {
        self.uncover(other.uncovered);
        self.valued += other.valued;
        if self.kept.len() < other.kept.len() {
            std::mem::swap(&mut self.kept, &mut other.kept);
        }
        self.kept.append(&mut other.kept);
        self
    }
}

pub(super) fn narrow(school: usize) -> u16 {
    u16::try_from(school).expect("a part has some thousand schools at most")
}
