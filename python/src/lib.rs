//! The native part of the Python package `tercet`: frozen objects that only delegate to the crate `tercet`.

use pyo3::prelude::*;

/// The native part of `tercet`; import from `tercet` instead.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
