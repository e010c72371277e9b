//! How a field is compared with a value, and how that is written.

/// How a field is compared with a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    /// Contains it, equals a choice or a number, lies within a date.
    Has,
    /// Is exactly that.
    Is,
    Below,
    UpTo,
    Above,
    From,
    /// Fits a pattern.
    Like,
}

impl How {
    /// As it is written between a field and a value.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Has => ":",
            Self::Is => "=",
            Self::Below => "<",
            Self::UpTo => "<=",
            Self::Above => ">",
            Self::From => ">=",
            Self::Like => "~",
        }
    }

    /// Whether it asks for more or less.
    pub const fn is_order(self) -> bool {
        matches!(self, Self::Below | Self::UpTo | Self::Above | Self::From)
    }
}
