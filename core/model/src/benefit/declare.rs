//! How the list of benefit terms is declared: each entry supplies the term's name, key, reader and all its functions.

/// Makes the names, the weights and their functions from the list.
macro_rules! terms {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $(($part:ident: $part_type:ty))?: $kind:ty {
            $(#[doc = $field_doc:literal])+
            $([$attribute:meta])*
            $field:ident: $type:ty = $default:expr
        }
    )+) => {
        $crate::format::tree::keyed! {
            /// The weights of the benefit terms: numbers of 0 or more. Only their ratios count.
            #[derive(Debug, Clone, PartialEq, serde::Serialize, schemars::JsonSchema)]
            #[serde(default, deny_unknown_fields)]
            #[non_exhaustive]
            pub struct Benefit {
                $($(#[doc = $field_doc])+ $(#[$attribute])* pub $field: $type,)+
            }
        }

        impl Default for Benefit {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl Benefit {
            /// No term counts yet: at least one needs a weight before a problem can be made.
            #[must_use]
            pub fn without_terms() -> Self {
                Self { $($field: Default::default(),)+ }
            }
        }

        /// A term of the benefit.
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Term {
            $($(#[doc = $doc])+ $name $(($part_type))?,)+
        }

        impl Term {
            /// The key in the benefit that states the term. It is also the term's name, such as `variety`.
            #[must_use]
            pub const fn key(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => stringify!($field),)+
                }
            }

            /// The attribute that the term is about, if any.
            #[must_use]
            pub fn attribute(&self) -> Option<&str> {
                match self {
                    $(Self::$name $(($part))? => declare::part!(option $($part)?),)+
                }
            }
        }

        impl Benefit {
            /// The terms with their stated weights, in the order of the list, which settles ties. Terms with the same key
            /// are ordered by attribute.
            #[must_use]
            pub fn terms(&self) -> Vec<(Term, f64)> {
                let mut all = Vec::new();
                $(all.extend(
                    self.$field.weights().into_iter()
                        .map(|(declare::part!(own $($part)?), weight)| (Term::$name $(($part))?, weight)),
                );)+
                all
            }

            /// Every stated weight, with its dotted key.
            fn keyed_weights(&self) -> Vec<(String, f64)> {
                let mut all = Vec::new();
                $(all.extend(
                    self.$field.weights().into_iter()
                        .map(|(part, weight)| (<$type>::key(concat!("benefit.", stringify!($field)), &part), weight)),
                );)+
                all
            }

            /// The issues of the stated values, without those of the weights.
            fn issues_of_terms(&self) -> Vec<Issue> {
                let mut all = Vec::new();
                $(all.extend(<$kind as Kind>::issues(&self.$field, concat!("benefit.", stringify!($field))));)+
                all
            }

            /// The issues of the terms with this cohort and these tables.
            pub(crate) fn needs(&self, cohort: &Cohort, tables: &Tables) -> Vec<Issue> {
                let mut all = Vec::new();
                $(all.extend(
                    <$kind as Kind>::needs(cohort, tables, &self.$field, concat!("benefit.", stringify!($field))),
                );)+
                all
            }
        }

        /// One term's points for a school in its group; 0 if the benefit does not state the term.
        #[must_use]
        pub fn term_points(
            facts: &Facts,
            benefit: &Benefit,
            term: &Term,
            school: SchoolIndex,
            group: &[SchoolIndex],
        ) -> Points {
            match term {
                $(Term::$name $(($part))? => {
                    <$kind as Kind>::points(facts, &benefit.$field, declare::part!(borrowed $($part)?), school, group)
                })+
            }
        }

        /// The pair score that a term averages over the peers.
        #[derive(Debug, Clone)]
        enum Score {
            $($name(<$kind as Kind>::Score),)+
        }

        impl Score {
            fn new(facts: &Facts, benefit: &Benefit, term: &Term) -> Option<Self> {
                match term {
                    $(Term::$name $(($part))? => {
                        let part = declare::part!(borrowed $($part)?);
                        <$kind as Kind>::score(facts, &benefit.$field, part).map(Self::$name)
                    })+
                }
            }

            #[inline]
            fn points(&self, school: SchoolIndex, peer: SchoolIndex, share: impl FnOnce() -> Points) -> Points {
                match self {
                    $(Self::$name(score) => PairPoints::of_pair(score, school, peer, share),)+
                }
            }

            fn is_local(&self) -> bool {
                match self {
                    $(Self::$name(_) => <<$kind as Kind>::Score as PairPoints>::IS_LOCAL,)+
                }
            }
        }
    };
}

/// The text that distinguishes a term from others of its kind, if the entry has a name for it; else nothing.
macro_rules! part {
    (own) => {
        ()
    };
    (own $part:ident) => {
        $part
    };
    (borrowed) => {
        &()
    };
    (borrowed $part:ident) => {
        $part
    };
    (option) => {
        None
    };
    (option $part:ident) => {
        Some($part)
    };
}

pub(super) use {part, terms};
