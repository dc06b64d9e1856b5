//! Names of invented schools and trusts. A number tells names apart when the words run out.

const FIRST: [&str; 24] = [
    "Alder", "Ash", "Aspen", "Beech", "Birch", "Bramble", "Cedar", "Cherry", "Chestnut", "Elder", "Elm", "Fir",
    "Hawthorn", "Hazel", "Holly", "Juniper", "Larch", "Lime", "Maple", "Oak", "Pine", "Rowan", "Sycamore", "Willow",
];

const SECOND: [&str; 19] = [
    "Bank", "Bridge", "Brook", "Close", "Court", "Cross", "Edge", "Field", "Gate", "Green", "Grove", "Hill", "Lane",
    "Mead", "Park", "Rise", "Road", "Vale", "Wood",
];

const TRUSTS: [&str; 12] = [
    "Anchor",
    "Beacon",
    "Bridge",
    "Compass",
    "Cornerstone",
    "Harbour",
    "Horizon",
    "Keystone",
    "Lantern",
    "Meridian",
    "Pathway",
    "Summit",
];

/// The name of the school at this place in a cohort.
pub(super) fn school(place: usize, phase: &str) -> String {
    // The lengths of the two lists have no common factor. So neighbours differ in both words, and every pair of words
    // occurs before any repeats.
    let words = format!("{} {} {phase} School", FIRST[place % FIRST.len()], SECOND[place % SECOND.len()]);
    numbered(words, place / (FIRST.len() * SECOND.len()))
}

/// The name of a trust.
pub(super) fn trust(number: usize) -> String {
    numbered(format!("{} Learning Trust", TRUSTS[number % TRUSTS.len()]), number / TRUSTS.len())
}

fn numbered(name: String, round: usize) -> String {
    if round == 0 { name } else { format!("{name} {}", round + 1) }
}
