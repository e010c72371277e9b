use super::*;

fn config(text: &str) -> Config {
    Config::read("c.toml".into(), text).map_err(|fault| fault.why).expect("this is TOML")
}

fn complaints(text: &str) -> Vec<String> {
    config(text).complaints(Lang::En)
}

#[test]
fn what_nobody_says_has_its_default() {
    let config = Config::without_file("c.toml".into());
    assert_eq!(config.get("theme"), ("auto", Origin::Default));
    assert_eq!((config.said("lang"), config.is_there()), (None, false));
    assert_eq!(config.keys().shown("sort", Lang::En), "s");
}

#[test]
fn options_go_before_the_environment_and_that_before_the_file() {
    let mut config = config("lang = \"zh\"\n\ntheme = \"light\"\n");
    assert_eq!(config.get("theme"), ("light", Origin::File(3)));
    config.set("theme", "dark", Origin::Environment("LIAISON_THEME"));
    assert_eq!(config.get("theme"), ("dark", Origin::Environment("LIAISON_THEME")));
    config.set("theme", "none", Origin::Flag("--no-color"));
    assert_eq!(config.get("theme"), ("none", Origin::Flag("--no-color")));
    assert_eq!(config.get("lang"), ("zh", Origin::File(1)));
    assert!(config.is_sound());
}

#[test]
fn a_wrong_line_is_told_with_its_number_and_takes_no_other_with_it() {
    let text = "thme = \"dark\"\nglyphs = \"round\"\nlang = 3\nkeys = 1\ntheme = \"dark\"\n";
    let said = complaints(text);
    assert_eq!(said.len(), 4, "{said:?}");
    for (said, expected) in said.iter().zip([
        "c.toml, line 1: no setting “thme”; nearest: theme",
        "line 2: glyphs is not “round” but one of: full, narrow, ascii",
        "line 3: lang takes a text",
        "line 4: the keys stand below",
    ]) {
        assert!(said.contains(expected) && said.contains("the rest holds"), "{said}");
    }
    assert_eq!(config(text).get("theme").0, "dark");
}

#[test]
fn keys_are_read_refused_by_their_line_and_the_others_hold() {
    let text = "[keys]\nsort = [\"alt-z\", \"ctrl-x\"]\nadd = \"F10\"\nundo = 7\nsotr = \"x\"\nredraw = []\n";
    let config = config(text);
    let said = config.complaints(Lang::En);
    assert_eq!(said.len(), 3, "{said:?}");
    for (said, line) in said.iter().zip(["line 3", "line 4", "line 5"]) {
        assert!(said.contains(line), "{said}");
    }
    let keys = config.keys();
    assert_eq!(
        ["sort", "add", "redraw"].map(|name| keys.shown(name, Lang::En)),
        ["alt-z", "a", ""]
    );
    assert_eq!(config.remaps().len(), 2, "only those in force");
}

#[test]
fn what_is_no_toml_fails_as_a_whole_with_its_line() {
    let fault =
        Config::read("c.toml".into(), "theme = \"dark\"\nlang = = 3\n").expect_err("no TOML");
    assert_eq!(fault.origin, Origin::File(2));
    assert!(fault.say(Path::new("c.toml"), Lang::Zh).contains("第 2 行"));
}

#[test]
fn a_wrong_value_from_outside_is_told_with_where_it_came_from() {
    let mut config = Config::default();
    config.set("theme", "pink", Origin::Environment("LIAISON_THEME"));
    assert!(config.complaints(Lang::En)[0].starts_with("environment, LIAISON_THEME: theme is not"));
    assert_eq!(config.get("theme").0, "auto");
}
