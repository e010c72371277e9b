//! What the environment of a terminal says, wherever that terminal stands: how it is drawn on,
//! and in which language one reads there.

use super::{Config, Origin, SETTINGS};
use crate::screen::{Colors, Ground, Look, Within};
use crate::value::Lang;

/// The variables of an environment; one that is set to nothing is not set.
pub type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Config {
    /// Takes what the variables set.
    pub fn heed(&mut self, variable: Variables<'_>) {
        if variable("TERM").is_some_and(|term| term == "linux") {
            self.assume("glyphs", "ascii", Origin::Environment("TERM"));
        }
        if variable("NO_COLOR").is_some() {
            self.assume("theme", "none", Origin::Environment("NO_COLOR"));
        }
        for setting in SETTINGS {
            if let Some(value) = variable(setting.variable) {
                self.set(setting.name, &value, Origin::Environment(setting.variable));
            }
        }
    }

    /// How a terminal is to be drawn on. True color only where it says that it has it.
    pub fn look(&self, variable: Variables<'_>) -> Look {
        let (theme, term) = (self.get("theme").0, variable("TERM").unwrap_or_default());
        let colors = match variable("COLORTERM").as_deref() {
            _ if theme == "none" => Colors::None,
            Some("truecolor" | "24bit") => Colors::True,
            _ => Colors::Ansi,
        };
        let ground = match theme {
            "dark" => Ground::Dark,
            "light" => Ground::Light,
            _ if term == "linux" => Ground::Dark,
            _ => variable("COLORFGBG").map_or(Ground::Unknown, |said| Ground::of(&said)),
        };
        let within = within(&term, variable("TMUX").is_some(), variable("STY").is_some());
        let signs_are_said = self.said("glyphs").is_some();
        Look { colors, ground, signs: self.signs(), signs_are_said, within }
    }
}

/// What stands between the terminal and the program. tmux may call itself screen, but says
/// that it is there; in whichever was begun last `TERM` is its own.
fn within(term: &str, has_tmux: bool, has_screen: bool) -> Within {
    if term.starts_with("tmux") || has_tmux {
        Within::Tmux
    } else if term.starts_with("screen") || has_screen {
        Within::Screen
    } else {
        Within::Nothing
    }
}

/// The language of the locale, by the rule of POSIX: the first that is set. The locale of the
/// machine itself says none.
pub fn locale(variable: Variables<'_>) -> Option<Lang> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable)?;
    let name = locale.split('.').next().unwrap_or_default();
    (!matches!(name, "C" | "POSIX")).then(|| Lang::of_locale(&locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screen_is_not_taken_for_tmux_nor_tmux_for_screen() {
        assert_eq!(within("screen-256color", false, true), Within::Screen);
        assert_eq!(within("screen.xterm", false, false), Within::Screen);
        assert_eq!(within("screen-256color", true, false), Within::Tmux);
        assert_eq!(within("tmux-256color", false, false), Within::Tmux);
        assert_eq!(within("xterm-256color", false, false), Within::Nothing);
    }

    #[test]
    fn the_first_locale_that_is_set_says_the_language_and_the_machines_own_none() {
        let of = |set: &[(&str, &str)]| {
            let set: Vec<(String, String)> =
                set.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
            locale(&move |name| {
                set.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone())
            })
        };
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Some(Lang::Zh));
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_GB")]), Some(Lang::En));
        assert_eq!(of(&[("LANG", "C.UTF-8")]), None);
        assert_eq!(of(&[]), None);
    }
}
