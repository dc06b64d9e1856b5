//! See `tercet_tests::targets::rules_toml` for the property.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tercet_tests::targets::rules_toml(bytes));
