//! One reader for each type. Files and serde use the same walk.

use super::node::Node;
use super::walk::{FromTree, Item, Walk};
use crate::error::Issues;

/// Declares a table of keys once: the struct, its keys, and its reader. Every key may be left out.
macro_rules! keyed {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $kind:ty,)+ }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $kind,)+ }

        impl $name {
            /// Every key, in the order of the documentation.
            pub(crate) const KEYS: &'static [&'static str] = &[$(stringify!($field)),+];
        }

        impl $crate::format::tree::FromTree for $name {
            fn read(item: $crate::format::tree::Item, walk: &mut $crate::format::tree::Walk<'_>) -> Option<Self> {
                let mut read = Self::default();
                let mut fields = walk.table(item)?;
                $(fields.set(stringify!($field), &mut read.$field);)+
                fields.finish();
                Some(read)
            }
        }

        $crate::format::tree::deserialize_as_read!($name);
    };
}

/// Lets serde read a type with its [`FromTree`], so that there is only one reader.
macro_rules! deserialize_as_read {
    ($($name:ident)+) => {
        $(
            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    $crate::format::tree::deserialize(deserializer)
                }
            }
        )+
    };
}

pub(crate) use {deserialize_as_read, keyed};

/// Reads a type from any serde format. The error has every issue.
///
/// # Errors
/// If the value cannot be read.
pub fn deserialize<'de, T: FromTree, D: serde::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    use serde::de::Error;
    let node = <Node as serde::Deserialize>::deserialize(deserializer)?;
    let mut issues = Issues::default();
    let read = T::read(Item { path: String::new(), node }, &mut Walk::new(None, &mut issues));
    issues.finish().map_err(D::Error::custom)?;
    read.ok_or_else(|| D::Error::custom("the value could not be read"))
}
