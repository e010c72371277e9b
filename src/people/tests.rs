use super::*;
use crate::store::Role;
use proptest::prelude::*;
use std::os::unix::fs::PermissionsExt as _;

/// Public keys that `ssh-keygen` made, and what `ssh-keygen -l` says of them.
const KEYS: [(&str, &str); 5] = [
    (ED25519, "SHA256:d6TsC81QXsERpzm18DauJ/gOLx+sacKwE7AY0HFf8P8"),
    (P256, "SHA256:3DyDqqYQ1O5VIeuDeLYk09TV0fBzrOAUqGc2usHsCJw"),
    (P384, "SHA256:QzRe+mPD6voou5G0BaoPqIgE1MitKIqJtq4DWoMnlMo"),
    (P521, "SHA256:5fgPd+a8qvlRhAdE1jginXXLBU8ZIZ+f6FB4CbRTQ/k"),
    (RSA, "SHA256:6+KCvA46TZObIaYLRPCC6dGahjrFWAO3i6RjJX2z27g"),
];
const ED25519: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILMjSdkpcX74KnotFZ+pHNwP2bTtkd3eDmj2yLV12dmE";
const P256: &str = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBIAifdfAmWU0LoEoG1Hu6uF53vJgdFqloqCt8bw7i+Ba83GMJxZqiPFgdESDxoZc0kT51Vw3xp48EazHjjXHFKE=";
const P384: &str = "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBIy6h4iAxVZikai2ebsJowXoPHB4DP4fnQz6clkzSwmcDQF3tc0wxFaHMt8roYzzhsJd9wa3WaoS5ypnMhGhlAvpJURLSB/1b/3/NuulgMSZQQU5TkAnahL8Zx2WZCIA+g==";
const P521: &str = "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAEbZuefxRXu2DWlqv+Y3o64BKxhXUePRbqywFhQPNKf+e0KtYZxNjyzW/5/h8RnDo6dAr439ybhM2Pjf/TkVdUB7AETF2bIpcqqqJKw0siOaLgBn7ZwjnblfM+53pe/g0k97yvp4LI3E3hRqOJjD4BnlfD7bOEk7o7FpKWyUmQBSqq7pA==";
const RSA: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC+KZeug8AzIWMBjZ7er8tL0Qw8fXFpynxwTYOs2PazH3CbyLhAdA64ojqWb7HgDzYCWJl20ZxiqmSm1KcopQjb6JcDfKeRfx1kcbtJdBt31wgxc0MVSgw4NugvC/CVUtvNjvM4Kdi6P30aXbaVW6R0RbTI7t2cFiJMWIWnBfSY2b/WqojJfay+rNq27UG0VtVzc00/DTPxYLv59UtlE5Icn/456mm2481jfuaPOFvmBP4k5aKGxLetPCtNo0GzrjNUgVzLT3dVDa7lgB+TXvgh2T21HNe/ZUDsh+nDj12sG6inPgEB5Vpjf13s3WAn2inJjwJW/5sWM6vPVWVPO6lJ";
const RSA_1024: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQD2m6P5ihbbgEDIPuojhp93KvXX5sLsBdvaVCDbh+BswK01MfcwrIJ/7j596LhqvdeC4josCDm5iA10I2w67o62IoRtvDVJVndU+IW1qV7C1aTsm8zT2lAkHVxNe2fakYEiU31eFN/lf9i2ik/xXVsYwLQxM8Dt+4IJrQ2Uvy7Hzw==";

/// A key whose wire form is a sort and these texts.
fn key_of(sort: &str, texts: &[&[u8]]) -> String {
    use base64::Engine as _;
    let texts = std::iter::once(sort.as_bytes()).chain(texts.iter().copied());
    let wire: Vec<u8> = texts
        .flat_map(|text| [&u32::try_from(text.len()).unwrap().to_be_bytes(), text].concat())
        .collect();
    format!("{sort} {}", base64::engine::general_purpose::STANDARD.encode(wire))
}

/// The faults of a text: the line's number, and the sentence.
fn faults(text: &str) -> Vec<(usize, String)> {
    let people = People::parse(text);
    let said = |fault: &Fault| (fault.line, fault.why.en.clone());
    people.faults().iter().map(said).collect()
}

/// Who may come by a text, a line each.
fn coming(text: &str) -> Vec<String> {
    let people = People::parse(text);
    let said = |entry: &Entry| format!("{} {} {}", entry.line, entry.person.login, entry.role());
    people.entries().iter().map(said).collect()
}

#[test]
fn a_line_lets_somebody_in_by_a_key_or_a_number() {
    let text = format!(
        "\u{feff}# Office\r\n\r\nrole=\"editor\",user=\"wang\" {ED25519} wang@laptop, new\r\n\
         user=\"李 \\\"Lee\\\"\", role=\"viewer\" {RSA}\n\tuid=1003 role=\"admin\" user=\"li\" # at home\n"
    );
    let people = People::parse(&text);
    assert_eq!(people.faults(), []);
    let lines = ["3 wang editor", "4 李 \"Lee\" viewer", "5 li admin"];
    assert_eq!(coming(&text), lines);
    assert_eq!(people.entries()[0].comment, "wang@laptop, new");
    let Who::Key(key) = &people.entries()[0].who else { panic!("no key") };
    assert_eq!(people.by_key(key.blob()), Some(Person::new("wang", Role::Editor)));
    assert_eq!(people.by_key(&key.blob()[1..]), None);
    assert_eq!(people.by_uid(1003), Some(Person::new("li", Role::Admin)));
    assert_eq!(people.by_uid(0), None);
    assert_eq!(People::default().by_uid(0), None);
}

#[test]
fn every_sort_of_key_has_the_fingerprint_that_ssh_keygen_prints() {
    let token = key_of("sk-ssh-ed25519@openssh.com", &[&[7; 32], b"ssh:"]);
    let point = [&[4][..], &[9; 64]].concat();
    let sort = "sk-ecdsa-sha2-nistp256@openssh.com";
    let token_256 = key_of(sort, &[b"nistp256", &point, b"ssh:"]);
    for (key, mark) in KEYS.iter().copied().chain([(&*token, ""), (&*token_256, "")]) {
        let people = People::parse(&format!("role=\"viewer\",user=\"x\" {key}"));
        assert_eq!(people.faults(), [], "{key}");
        let Who::Key(read) = &people.entries()[0].who else { panic!("no key") };
        assert!(key.starts_with(read.sort()));
        assert!(mark.is_empty() || fingerprint(read.blob()) == mark, "{key}");
    }
}

#[test]
fn every_fault_says_where_and_what_to_do_and_lets_nobody_in() {
    let cut = &ED25519[..ED25519.len() - 4];
    let odd = &ED25519[..ED25519.len() - 1];
    let other = ED25519.replace("ssh-ed25519", "ssh-rsa");
    let long = key_of("ssh-ed25519", &[&[7; 33]]);
    let more = key_of("ssh-ed25519", &[&[7; 32], b""]);
    let curve = key_of("ecdsa-sha2-nistp256", &[b"nistp384", &[4; 65]]);
    let packed = key_of("ecdsa-sha2-nistp256", &[b"nistp256", &[2; 65]]);
    let padded = key_of("ssh-rsa", &[&[3], &[&[0][..], &[1; 256]].concat()]);
    let negative = key_of("ssh-rsa", &[&[3], &[0xff; 256]]);
    let dsa = key_of("ssh-dss", &[&[1]]);
    let certificate = key_of("ssh-ed25519-cert-v01@openssh.com", &[&[1]]);
    let named = |key: &str| format!("role=\"editor\",user=\"wang\" {key}");
    let name = "x".repeat(65);
    for (line, said) in [
        (format!("role=\"edtor\",user=\"wang\" {ED25519}"), "nearest: editor"),
        (format!("role=\"boss\",user=\"wang\" {ED25519}"), "viewer, editor and admin"),
        (format!("role=\"Editor\",user=\"wang\" {ED25519}"), "nearest: editor"),
        (format!("user=\"wang\" {ED25519}"), "the role is missing"),
        (format!("role=\"viewer\" {ED25519}"), "the user is missing"),
        (format!("role=\"viewer\",user=\"\" {ED25519}"), "1 to 64 letters"),
        (format!("role=\"viewer\",user=\"a\u{202e}b\" {ED25519}"), "1 to 64 letters"),
        (format!("role=\"viewer\",user=\" a\" {ED25519}"), "1 to 64 letters"),
        (format!("role=\"viewer\",user=\"a\u{fffd}\" {ED25519}"), "1 to 64 letters"),
        (format!("role=\"viewer\",user=\"{name}\" {ED25519}"), "1 to 64 letters"),
        (format!("roles=\"viewer\",user=\"a\" {ED25519}"), "nearest: role"),
        (format!("from=\"10.0.0.1\",role=\"viewer\",user=\"a\" {ED25519}"), "none of sshd's"),
        (format!("restrict,role=\"viewer\",user=\"a\" {ED25519}"), "none of sshd's"),
        (format!("role=\"viewer\",role=\"admin\",user=\"a\" {ED25519}"), "role is said twice"),
        (format!("role=\"viewer\",user=\"a {ED25519}"), "closing \" of user is missing"),
        (format!("role=\"viewer\"user=\"a\" {ED25519}"), "closing \" of role is missing"),
        ("hello there".to_owned(), "not understood from “hello there”"),
        ("role=\"viewer\",user=\"a\"".to_owned(), "neither a key nor a uid"),
        ("uid=x role=\"viewer\" user=\"a\"".to_owned(), "uid: “x” is no user's number"),
        ("uid=-1 role=\"viewer\" user=\"a\"".to_owned(), "`id -u NAME` tells it"),
        ("uid=+1 role=\"viewer\" user=\"a\"".to_owned(), "`id -u NAME` tells it"),
        ("uid=4294967295 role=\"viewer\" user=\"a\"".to_owned(), "`id -u NAME` tells it"),
        (format!("uid=7 role=\"viewer\" user=\"a\" {ED25519}"), "make two lines"),
        (named("ssh-ed448 AAAA"), "taken are: ssh-ed25519"),
        (named("ED25519 AAAA"), "taken are: ssh-ed25519"),
        (named("ssh-ed25519"), "cut off or damaged"),
        (named(cut), "cut off or damaged"),
        (named(odd), "cut off or damaged"),
        (named(&long), "cut off or damaged"),
        (named(&more), "cut off or damaged"),
        (named(&curve), "cut off or damaged"),
        (named(&packed), "cut off or damaged"),
        (named(&padded), "cut off or damaged"),
        (named(&negative), "cut off or damaged"),
        (named(&other), "says ssh-rsa, but the key is of another sort"),
        (named(RSA_1024), "has 1024 bits"),
        (named(&dsa), "DSA keys are too weak"),
        (named(&certificate), "certificates are not taken"),
    ] {
        let text = format!("# first\n{line}\nrole=\"viewer\",user=\"other\" {P256}\n");
        let found = faults(&text);
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert_eq!(found[0].0, 2, "{line}");
        assert!(found[0].1.contains(said), "{line}: {found:?}");
        assert_eq!(coming(&text), ["3 other viewer"], "{line}");
    }
    assert_eq!(faults(ED25519).len(), 2, "neither role nor user");
}

#[test]
fn nothing_of_a_private_key_is_said_back_and_the_people_below_it_hold() {
    let secret = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW";
    let more = "QyNTUxOQAAACCzI0nZKXF++Cp6LRWfqRzcD9m07ZHd3g5o9si1ddnZhAAAAJhkK2LPZCti";
    let begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
    let end = "-----END OPENSSH PRIVATE KEY-----";
    let putty = "PuTTY-User-Key-File-3: ssh-ed25519\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\nAAAA";
    let below = format!("role=\"viewer\",user=\"other\" {P256}");
    for (pasted, said) in [
        (format!("{begin}\n{secret}\n{more}\n{end}"), "this is a private key"),
        (format!("role=\"admin\",user=\"a\" {begin}\n{secret}\n{end}"), "this is a private key"),
        (format!("{begin}\n{secret}\n{more}"), "this is a private key"),
        (format!("role=\"admin\",user=\"a\" {secret}\n{more}"), "this is a private key"),
        (format!("{putty}\nPrivate-MAC: 00"), "this is a private key"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\n-----END RSA PRIVATE KEY-----".into(),
            "this is a private key",
        ),
        (
            "---- BEGIN SSH2 PUBLIC KEY ----\nComment: x\nAAAA\n---- END SSH2 PUBLIC KEY ----"
                .into(),
            "`ssh-keygen -i -f FILE`",
        ),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----".into(), "ssh-keygen -i"),
        (more.to_owned(), "not understood"),
        (format!("{more}=="), "not understood"),
    ] {
        let text = format!("{pasted}\n{below}");
        let found = faults(&text);
        assert_eq!(found.len(), 1, "{pasted}: {found:?}");
        assert!(found[0].0 == 1 && found[0].1.contains(said), "{pasted}: {found:?}");
        assert!(!found[0].1.contains(&secret[..16]) && !found[0].1.contains(&more[..16]));
        assert_eq!(coming(&text).len(), 1, "{pasted}");
    }
}

#[test]
fn a_key_or_number_twice_holds_only_if_both_lines_agree() {
    let (viewer, admin) = ("role=\"viewer\",user=\"a\"", "role=\"admin\",user=\"a\"");
    let agreed = format!("{viewer} {ED25519} home\n{viewer} {ED25519} office\n");
    assert_eq!(coming(&agreed), ["1 a viewer"]);
    assert!(faults(&agreed)[0].1.contains("the same as in line 1, with the same"));
    let wrong = "role=\"viewr\",user=\"a\"";
    for text in [
        format!("{viewer} {ED25519}\n{admin} {ED25519}\n"),
        format!("{viewer} {ED25519}\n{viewer} {ED25519}\n{admin} {ED25519}\n"),
        format!("{wrong} {ED25519}\n{admin} {ED25519}\n"),
        format!("{admin} {ED25519}\n{wrong} {ED25519}\n"),
        "uid=7 role=\"viewer\" user=\"a\"\nuid=7 role=\"viewer\" user=\"b\"\n".to_owned(),
    ] {
        let text = format!("{text}uid=8 role=\"viewer\" user=\"c\"");
        assert_eq!(coming(&text).len(), 1, "{text}");
        assert!(faults(&text).last().unwrap().1.contains("neither line holds"), "{text}");
        assert_eq!(People::parse(&text).by_uid(7), None);
    }
}

#[test]
fn of_very_many_faults_a_hundred_are_kept() {
    let text = "nonsense\n".repeat(10_000);
    let found = faults(&text);
    assert_eq!(found.len(), MOST_FAULTS + 1);
    assert!(found[MOST_FAULTS].1.contains("others after it"));
}

#[test]
fn a_fault_is_said_in_both_languages_with_its_place() {
    let people = People::parse("\nuid=1 role=\"viewer\"");
    let said = |lang| people.faults()[0].say(Path::new("/etc/liaison/people"), lang);
    assert!(said(Lang::En).starts_with("/etc/liaison/people, line 2: the user is missing"));
    assert!(said(Lang::Zh).starts_with("/etc/liaison/people 第 2 行：缺少用户"));
}

/// A folder of ours with a people file in it.
fn office(text: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    fs::write(&path, text).unwrap();
    allow(&path, 0o644);
    (folder, path)
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_that_others_can_write_is_not_followed() {
    let (folder, path) = office(b"uid=1 role=\"viewer\" user=\"a\"");
    assert_eq!(People::read(&path).unwrap().entries().len(), 1);
    for mode in [0o666, 0o664, 0o646, 0o602] {
        allow(&path, mode);
        let unread = People::read(&path).unwrap_err();
        assert!(unread.why.en.contains("chmod go-w") && !unread.is_missing, "{mode:o}");
    }
    allow(&path, 0o600);
    allow(folder.path(), 0o777);
    assert!(People::read(&path).unwrap_err().why.en.contains("others can write"));
    allow(folder.path(), 0o1777);
    assert!(People::read(&path).is_ok());
}

#[test]
fn a_file_of_somebody_else_is_not_followed() {
    let (_folder, path) = office(b"");
    let (root, us) = (0, rustix::process::geteuid().as_raw());
    let owner = fs::metadata(&path).unwrap().uid();
    assert!(owner == us || owner == root);
    // Only root can give a file away.
    if us == root {
        std::os::unix::fs::chown(&path, Some(1234), None).unwrap();
        assert!(People::read(&path).unwrap_err().why.en.contains("belongs to another user"));
    }
}

#[test]
fn what_is_no_file_of_people_is_said() {
    let (folder, path) = office(&vec![b'#'; 1 << 20]);
    assert!(People::read(&path).is_ok());
    fs::write(&path, vec![b'#'; (1 << 20) + 1]).unwrap();
    assert!(People::read(&path).unwrap_err().why.en.contains("more than 1 MiB"));
    fs::remove_file(&path).unwrap();
    let missing = People::read(&path).unwrap_err();
    assert!(missing.is_missing && missing.why.zh.contains("没有人员文件"));
    assert!(People::read(folder.path()).unwrap_err().why.en.contains("is no file"));
    std::os::unix::net::UnixListener::bind(&path).map(drop).unwrap();
    assert!(!People::read(&path).unwrap_err().is_missing);
}

#[test]
fn what_is_not_utf8_spoils_its_own_line_alone() {
    let text =
        b"# \xcd\xf5\nuid=1 role=\"viewer\" user=\"\xcd\xf5\"\nuid=2 role=\"viewer\" user=\"a\"\n";
    let (_folder, path) = office(text);
    let people = People::read(&path).unwrap();
    assert_eq!((people.faults().len(), people.entries().len()), (1, 1));
    assert_eq!(people.faults()[0].line, 2);
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in "(?s).{0,200}") {
        let people = People::parse(&text);
        prop_assert!(people.faults().len() <= MOST_FAULTS + 1);
    }

    #[test]
    fn nearly_right_lines_are_not_too_much(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("role=".to_owned()), Just("\"viewer\"".to_owned()), Just("user=".to_owned()),
                Just("\"".to_owned()), Just("\\\"".to_owned()), Just(",".to_owned()),
                Just(" ".to_owned()), Just("uid=".to_owned()), Just("\n".to_owned()),
                Just("ssh-rsa ".to_owned()), Just(ED25519.to_owned()), Just("BEGIN ".to_owned()),
                "[A-Za-z0-9+/=]{0,40}",
            ],
            0..20,
        ),
    ) {
        let people = People::parse(&parts.concat());
        for entry in people.entries() {
            prop_assert!(!entry.person.login.is_empty());
        }
    }

    #[test]
    fn no_bytes_of_a_key_are_too_much(
        sort in proptest::sample::select(KEYS.to_vec()),
        cut in 0..300_usize,
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        use base64::Engine as _;
        let (sort, text) = sort.0.split_once(' ').unwrap();
        let base64 = base64::engine::general_purpose::STANDARD;
        let mut blob = base64.decode(text).unwrap();
        let place = at.index(blob.len());
        blob[place] = byte;
        blob.truncate(cut.max(1));
        // Whole or not: it does not fail otherwise than by saying so.
        let _ = Key::read(sort, &base64.encode(blob));
    }

    #[test]
    fn what_is_written_so_is_read_so(
        people in proptest::collection::btree_map(
            any::<[u8; 32]>(),
            ("[a-z王李\" ]{0,10}[a-z]", 0..3_usize),
            0..10,
        ),
    ) {
        let roles = [Role::Viewer, Role::Editor, Role::Admin];
        let (lines, wanted): (Vec<String>, Vec<Person>) = people
            .iter()
            .map(|(key, (name, role))| {
                let (name, role) = (name.trim(), roles[*role]);
                let (key, quoted) = (key_of("ssh-ed25519", &[key]), name.replace('"', "\\\""));
                let role_name = line::role_name(role);
                let line = format!("role=\"{role_name}\",user=\"{quoted}\" {key} c\n");
                (line, Person::new(name, role))
            })
            .unzip();
        let text = lines.concat();
        let read = People::parse(&text);
        prop_assert_eq!(read.faults(), []);
        let found: Vec<Person> = read.entries().iter().map(|entry| entry.person.clone()).collect();
        prop_assert_eq!(&found, &wanted);
        for entry in read.entries() {
            let Who::Key(key) = &entry.who else { panic!("no key") };
            prop_assert_eq!(read.by_key(key.blob()), Some(entry.person.clone()));
        }
    }
}
