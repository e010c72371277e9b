//! What commands say and select where records are private, linked, or many, with the real binary.

mod support;

use support::office::Office;

#[test]
fn an_export_holds_what_is_meant_and_no_more_where_links_are_lost() {
    let office = Office::empty();
    let hidden = office.out(&["add", "organizations", "name=Hidden", "confidential=internal"]);
    let owner = office.out(&["add", "colleagues", "name=Owner"]);
    let owner = owner.trim();
    let parent = format!("parent={}", hidden.trim());
    let of_owner = format!("owner={owner}");
    office.out(&["add", "organizations", "name=Owned", &of_owner, &parent, "confidential=public"]);
    office.out(&["add", "organizations", "name=Free", "confidential=public"]);
    office.out(&["add", "organizations", "name=Far", "parent=Free", "confidential=public"]);
    office.out(&["trash", owner]);
    let export = |words: &[&str]| {
        let words = [&["export", "organizations"], words, &["--format", "csv"]].concat();
        let said = office.run(&words);
        assert_eq!(said.exit, 0, "{words:?}: {said:?}");
        let names = said.out.lines().skip(1).filter_map(|line| line.split(',').nth(1));
        (names.map(ToOwned::to_owned).collect::<Vec<_>>(), said.err)
    };
    for mode in [&[][..], &["--internal"]] {
        let of = |filter: &str| export(&[&[filter], mode].concat()).0;
        assert!(!of("owner:none").contains(&"Owned".to_owned()), "{mode:?}");
        assert_eq!(of("parent:hidden"), ["Owned"], "{mode:?}");
        assert_eq!(of("parent:free"), ["Far"], "{mode:?}");
    }
    assert_eq!(export(&["parent:none"]).0, ["Free"]);
    assert!(export(&["parent:none"]).1.contains("Left out: 1 records"));
    assert_eq!(export(&["parent:none", "--internal"]).0, ["Hidden", "Free"]);
}

#[test]
fn what_is_private_does_not_select_what_leaves() {
    let office = Office::new();
    office.out(&["edit", "fund-1", "committed=1250万"]);
    let lines = |words: &[&str]| office.out(words).lines().count();
    let asked = ["export", "funds", "committed:any", "--format", "csv"];
    assert_eq!(lines(&asked), 1);
    assert_eq!(lines(&[&asked[..], &["--internal"]].concat()), 2);
}
