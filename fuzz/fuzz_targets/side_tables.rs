//! See `tercet_tests::targets::side_tables` for the property.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tercet_tests::targets::side_tables(bytes));
