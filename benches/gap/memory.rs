//! The most memory that this process has held, which Linux calls the high-water mark.

use std::fs;

/// The most resident memory since the last [`forget_peak`]; `None` if the system does not report it.
pub(crate) fn peak_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1_024)
}

/// Resets the mark to the present memory. If this is not possible, the mark remains the maximum of all runs so far.
pub(crate) fn forget_peak() {
    // proc(5) documents the request under clear_refs. A system without it leaves the mark as it is.
    let _ = fs::write("/proc/self/clear_refs", "5");
}
