//! The ceiling of a group's reduced value: a table over pairs. The sum over a group's pairs is never below the group's
//! value.
//!
//! Let a be a group's first school, and X its m other schools. What a school learns is submodular in its peers (one more
//! peer adds less to a larger group), so
//!
//! learn(x | a + X - x) <= sum over y in X - x of learn(x | a y) - (m - 2) * learn(x | a), and, averaged over X, learn(a |
//! X) <= (2 * sum over pairs x y of X of learn(a | x y) - (m - 2) * sum over X of learn(a | x)) / m.
//!
//! By definition, averaged terms are sums over pairs, and rounding only lowers them. The duals are sums over schools. The
//! duals of cuts lower the ceiling where two schools of a cut meet (see `cuts`). So everything is a sum over the pairs of
//! X, and the amounts of one school are shared among its m - 1 pairs. All amounts are in steps of 1 / (1000 * m) point,
//! each rounded up. They are then converted to coarser steps that fit 16 bits, because the sweep adds and compares eight
//! pairs at a time.
//! rounded up, and then in coarser steps that fit 16 bits: the sweep adds and compares eight pairs at a time.

use super::cuts::Charges;
use super::part::Part;
use super::prices::Prices;

/// The range of 16 bits, divided among the rows that the sweep adds, so that their sum does not overflow.
const RANGE: i64 = 32_000;

/// The steps of a pair that may not meet.
const NEVER: i64 = i64::MIN / 2;

/// The first school of groups with one size, and the table over the schools that may follow it.
#[derive(Default)]
pub(super) struct Ceiling {
    /// How many schools may follow.
    pub(super) len: usize,
    /// For each follower, the entries with all followers. Only those with later followers are filled in.
    rows: Vec<i16>,
    /// The largest entry of each row.
    tops: Vec<i16>,
    /// The entry is the ceiling in steps of 2^shift / (1000 * m).
    shift: u32,
    /// The largest magnitude of any entry.
    most: i64,
    places: i64,
}

/// What the schools after the first learn in trios with it. All sizes share this.
#[derive(Default)]
pub(super) struct Followers {
    pub(super) schools: Vec<usize>,
    /// The levels and the weights of the followers, by area.
    levels: Vec<u16>,
    weights: Vec<u16>,
    unconditional: Vec<u16>,
    /// For the current row, by follower y: learn(a | x y), and learn(x | a y) + learn(y | a x).
    first: Vec<u16>,
    others: Vec<u16>,
    mine: Vec<u16>,
}

impl Followers {
    /// Gathers the schools that may follow `first`.
    pub(super) fn gather(&mut self, part: &Part, first: usize) {
        self.schools = part.peers_after(first);
        let areas = part.levels(first).len();
        let by_area = |bytes: &dyn Fn(usize, usize) -> u8, into: &mut Vec<u16>| {
            into.clear();
            for area in 0..areas {
                into.extend(self.schools.iter().map(|&school| u16::from(bytes(school, area))));
            }
        };
        by_area(&|school, area| part.levels(school)[area], &mut self.levels);
        by_area(&|school, area| part.weights(school)[area], &mut self.weights);
        self.unconditional.clear();
        self.unconditional.extend(self.schools.iter().map(|&school| part.unconditional(school)));
    }

    /// Computes what is learnt in trios of `first`, the follower at `place`, and each later follower.
    fn learn_in_threes(&mut self, part: &Part, first: usize, place: usize) {
        let (len, x) = (self.schools.len(), self.schools[place]);
        let later = place + 1..len;
        let fill = |into: &mut Vec<u16>, points: u16| {
            into.clear();
            into.resize(later.len(), points);
        };
        fill(&mut self.first, part.unconditional(first));
        fill(&mut self.mine, part.unconditional(x));
        self.others.clear();
        self.others.extend_from_slice(&self.unconditional[later.clone()]);
        let (levels_a, weights_a) = (part.levels(first), part.weights(first));
        let (levels_x, weights_x) = (part.levels(x), part.weights(x));
        for area in 0..levels_a.len() {
            let [level_a, weight_a] = [levels_a[area], weights_a[area]].map(u16::from);
            let [level_x, weight_x] = [levels_x[area], weights_x[area]].map(u16::from);
            let row = area * len + later.start..area * len + later.end;
            let (levels, weights) = (&self.levels[row.clone()], &self.weights[row]);
            // Weights sum to 100, and levels are at most 100. So no sum exceeds 16 bits.
            if weight_a > 0 {
                add(&mut self.first, levels, |level| weight_a * level.max(level_x));
            }
            if weight_x > 0 {
                add(&mut self.mine, levels, |level| weight_x * level.max(level_a));
            }
            let best = level_a.max(level_x);
            if best > 0 {
                add(&mut self.others, weights, |weight| weight * best);
            }
        }
        add(&mut self.others, &self.mine, |points| points);
    }
}

fn add(sums: &mut [u16], numbers: &[u16], term: impl Fn(u16) -> u16) {
    for (sum, &number) in sums.iter_mut().zip(numbers) {
        *sum = sum.wrapping_add(term(number));
    }
}

/// The tables of one first school: one for each size from trios on.
pub(super) fn fill(
    ceilings: &mut [(usize, Ceiling)],
    followers: &mut Followers,
    part: &Part,
    (prices, charges, scale): (&Prices<'_>, Option<&Charges>, i64),
    first: usize,
) {
    followers.gather(part, first);
    let len = followers.schools.len();
    let mut shares: Vec<Vec<i64>> = Vec::with_capacity(ceilings.len());
    for (size, ceiling) in ceilings.iter_mut() {
        let of_school = of_each(followers, part, prices, charges, (scale, first, *size));
        ceiling.reset(len, *size, part.learn, of_school.iter().copied().max().unwrap_or(0));
        shares.push(of_school);
    }
    for place in 0..len {
        followers.learn_in_threes(part, first, place);
        let x = followers.schools[place];
        for ((_, ceiling), shares) in ceilings.iter_mut().zip(&shares) {
            let places = ceiling.places;
            let mut top = i16::MIN;
            let row = &mut ceiling.rows[place * len + place + 1..(place + 1) * len];
            let later = followers.schools[place + 1..].iter().zip(&shares[place + 1..]);
            let learn = followers.first.iter().zip(&followers.others);
            for ((entry, (&y, share)), (&of_first, &of_others)) in row.iter_mut().zip(later).zip(learn) {
                let steps = if part.permits(x, y) {
                    let learn = part.learn * (2 * i64::from(of_first) + places * i64::from(of_others));
                    let charge = charges.map_or(0, |charges| charges.of(x, y) * places);
                    learn + part.both(x, y) - charge + shares[place] + share
                } else {
                    NEVER
                };
                *entry = coarse(steps, ceiling.shift, ceiling.most);
                top = top.max(*entry);
            }
            ceiling.tops[place] = top;
        }
    }
}

/// The amounts of each follower in groups of one size, shared among its pairs with other followers. The amounts of the
/// first school are shared among all pairs and included.
fn of_each(
    followers: &Followers,
    part: &Part,
    prices: &Prices<'_>,
    charges: Option<&Charges>,
    (scale, first, size): (i64, usize, usize),
) -> Vec<i64> {
    let places = i64::try_from(size).expect("a group has 6 schools at most") - 1;
    let in_steps = |dual: i64| i128::from(dual) * i128::from(1_000 * places);
    let common = -in_steps(prices.duals.schools[first]) - in_steps(prices.sizes[size]);
    let of_pair = |x: usize| {
        let learn = pair_learn(part, first, x) + places * pair_learn(part, x, first);
        let charge = charges.map_or(0, |charges| charges.of(first, x) * places);
        part.both(first, x) - part.learn * (places - 2) * learn - charge
    };
    let share = |&x: &usize| {
        // Everything over (scale * places * (places - 1)). Each of the `places` followers gets an equal share of the first
        // school's amount.
        let duals = common - i128::from(places) * in_steps(prices.duals.schools[x]);
        let pair = i128::from(of_pair(x)) * i128::from(scale) * i128::from(places);
        let share = ceiling_of(duals + pair, i128::from(scale) * i128::from(places * (places - 1)));
        i64::try_from(share).expect("a dual is 10^9 points at most, which is 10^13 steps")
    };
    followers.schools.iter().map(share).collect()
}

/// What a school learns from one peer.
fn pair_learn(part: &Part, school: usize, peer: usize) -> i64 {
    let sum: u16 =
        part.weights(school).iter().zip(part.levels(peer)).map(|(&w, &level)| u16::from(w) * u16::from(level)).sum();
    i64::from(sum + part.unconditional(school))
}

fn ceiling_of(number: i128, divisor: i128) -> i128 {
    -(-number).div_euclid(divisor)
}

/// A number of steps in coarser steps, rounded up. A number below the smallest possible entry is raised, which is safe.
fn coarse(steps: i64, shift: u32, most: i64) -> i16 {
    let up = (steps + ((1 << shift) - 1)) >> shift;
    #[expect(clippy::cast_possible_truncation, reason = "clamped to 16 bits")]
    let entry = up.clamp(-most, most) as i16;
    entry
}

impl Ceiling {
    fn reset(&mut self, len: usize, size: usize, learn: i64, largest_share: i64) {
        self.len = len;
        self.places = i64::try_from(size).expect("a group has 6 schools at most") - 1;
        self.rows.resize(len * len, 0);
        self.tops.resize(len, 0);
        // The number of rows that the sweep adds before it compares: one for trios, two for quads.
        let rows = (self.places - 1).max(1);
        self.most = RANGE / rows;
        let largest = learn * (20_000 + self.places * 20_000) + 20_000_000 + 2 * largest_share;
        self.shift = (0..62).find(|&shift| (largest >> shift) < self.most).unwrap_or(62);
    }

    /// The entries of a follower with all later ones.
    pub(super) fn row(&self, follower: usize) -> &[i16] {
        &self.rows[follower * self.len + follower + 1..(follower + 1) * self.len]
    }

    /// The largest entry of a follower with a later one.
    pub(super) fn top(&self, follower: usize) -> i32 {
        i32::from(self.tops[follower])
    }

    /// The sum of entries that a group needs to reach this many units of 1 / scale. It is rounded down, so that no group is
    /// missed.
    pub(super) fn threshold(&self, reduced: i128, scale: i64) -> i32 {
        let steps = (reduced * i128::from(1_000 * self.places)).div_euclid(i128::from(scale)) >> self.shift;
        i32::try_from(steps.clamp(-1_000_000, 1_000_000)).expect("clamped to what 32 bits hold")
    }
}
