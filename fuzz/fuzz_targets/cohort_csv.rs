//! See `tercet_tests::targets::cohort_csv` for the property.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tercet_tests::targets::cohort_csv(bytes));
