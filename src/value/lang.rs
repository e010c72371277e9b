use serde::{Deserialize, Serialize};

/// The languages the program speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Default, Serialize, Deserialize)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, simplified.
    Zh,
}

impl Lang {
    /// The other of the two.
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }

    /// From a code or a locale such as `zh_CN.UTF-8`; English for any other language.
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }
}

/// Something the program says, in both languages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Words {
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

/// Between the items of a list.
pub const COMMA: Words = words(", ", "、");

/// A pair of words.
pub const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

impl Words {
    /// In one language.
    pub const fn say(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// In one language, each `{}` filled in order.
    pub fn fill(&self, lang: Lang, with: &[&str]) -> String {
        let mut pieces = self.say(lang).split("{}");
        let mut said = pieces.next().unwrap_or_default().to_owned();
        for (at, piece) in pieces.enumerate() {
            said.push_str(with.get(at).copied().unwrap_or_default());
            said.push_str(piece);
        }
        said
    }

    /// In both languages, as the reason why something was refused.
    pub fn wrong(&self, with: &[&str]) -> Wrong {
        Wrong { en: self.fill(Lang::En, with), zh: self.fill(Lang::Zh, with) }
    }
}

/// Why a text is not a value of its type, in both languages, with what would be right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Wrong {
    /// In one language.
    pub fn say(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// A reason may be written in both languages, English first, with ` / ` between: the half that
/// the person reads.
pub fn half_of(why: &str, lang: Lang) -> &str {
    match (why.split_once(" / "), lang) {
        (Some((en, _)), Lang::En) => en,
        (Some((_, zh)), Lang::Zh) => zh,
        (None, _) => why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_in_order_and_missing_ones_are_empty() {
        let pair = words("{} of {} saved", "{1}");
        assert_eq!(pair.fill(Lang::En, &["2", "3"]), "2 of 3 saved");
        assert_eq!(pair.fill(Lang::En, &["2"]), "2 of  saved");
    }

    #[test]
    fn any_chinese_locale_is_chinese() {
        assert_eq!(Lang::of_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::of_locale("de_DE.UTF-8"), Lang::En);
    }

    #[test]
    fn a_reason_in_two_languages_is_read_in_one() {
        let why = "no country on the page / 网页上没有国家";
        assert_eq!(half_of(why, Lang::En), "no country on the page");
        assert_eq!(half_of(why, Lang::Zh), "网页上没有国家");
        assert_eq!(half_of("just this", Lang::Zh), "just this");
    }
}
