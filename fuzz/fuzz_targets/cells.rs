//! See `tercet_tests::targets::cells` for the property.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tercet_tests::targets::cells(bytes));
