use super::{Lang, Words};
use std::borrow::Cow;

/// How a choice is stored and written in files: its English code.
pub type Code = Cow<'static, str>;

/// One item of a closed list. The code is also its English label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label {
    /// In storage, files and filters, and on the screen in English.
    pub code: &'static str,
    /// On the screen in Chinese.
    pub zh: &'static str,
    /// What it stands for, where the label alone does not tell.
    pub meaning: Option<Words>,
    /// How something stands of which it is said.
    pub standing: Standing,
}

/// How something stands, at a glance.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Standing {
    /// As things are.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Somebody should look at it soon.
    Soon,
    /// Somebody should have looked at it.
    Late,
    /// Over: nobody need look at it any more.
    Gone,
}

/// A label.
pub const fn label(code: &'static str, zh: &'static str) -> Label {
    Label { code, zh, meaning: None, standing: Standing::Plain }
}

impl Label {
    /// With what it stands for.
    pub const fn meaning(self, en: &'static str, zh: &'static str) -> Self {
        Self { meaning: Some(Words { en, zh }), ..self }
    }

    /// It is as it should be.
    pub const fn good(self) -> Self {
        Self { standing: Standing::Good, ..self }
    }

    /// Somebody should look at it soon.
    pub const fn soon(self) -> Self {
        Self { standing: Standing::Soon, ..self }
    }

    /// Somebody should have looked at it.
    pub const fn late(self) -> Self {
        Self { standing: Standing::Late, ..self }
    }

    /// It is over.
    pub const fn gone(self) -> Self {
        Self { standing: Standing::Gone, ..self }
    }

    /// In one language.
    pub const fn say(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.code,
            Lang::Zh => self.zh,
        }
    }
}

/// A closed list as a Rust enum. Lists are only ever appended to.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every choice, in the order of the list.
    const ALL: &'static [Self];
    /// The label of each, in the same order.
    const LABELS: &'static [Label];

    /// The code that stands for this choice in storage and files.
    fn code(self) -> &'static str {
        let at = Self::ALL.iter().position(|one| *one == self);
        at.and_then(|at| Self::LABELS.get(at)).map_or("", |label| label.code)
    }

    /// The choice of a code.
    fn of_code(code: &str) -> Option<Self> {
        let at = Self::LABELS.iter().position(|label| label.code == code)?;
        Self::ALL.get(at).copied()
    }
}

/// Writes an enum and its list of labels, and nothing more.
macro_rules! choice {
    ($name:ident { $($variant:ident = $label:expr),+ $(,)? }) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $($variant),+ }

        impl $crate::value::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const LABELS: &'static [$crate::value::Label] = &[$($label),+];
        }
    };
}
pub(crate) use choice;
