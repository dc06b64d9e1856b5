//! The most memory that this process has held: what Linux calls the high-water mark.

use std::fs;

/// The most resident memory since the last [`forget_peak`]; `None` where the system does not say.
pub(crate) fn peak_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1_024)
}

/// Starts the mark anew from what is held now. Where that is not possible the mark stays the most of all runs so far.
pub(crate) fn forget_peak() {
    // The request is documented in proc(5) under clear_refs; a system without it leaves the mark as it is.
    let _ = fs::write("/proc/self/clear_refs", "5");
}
