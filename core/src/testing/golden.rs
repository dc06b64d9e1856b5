//! Compares a report with the one on file, which a person has read.

use std::path::Path;

/// To renew the files after an intended change, run `TERCET_BLESS=1 cargo test -p tercet report`, then read the difference.
pub(crate) fn compare(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/golden").join(name);
    if std::env::var_os("TERCET_BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert_eq!(actual, expected, "{name} is not as it was reviewed");
}
