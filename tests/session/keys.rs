//! What keys do, seen from outside.

use super::seat::{Seat, in_an_office, wang};
use liaison::office::Office;
use liaison::records;
use liaison::session::{Ended, Input};
use liaison::store::{Cause, Edit, Person, Role};
use liaison::value::{Id, Lang, Value};

#[test]
fn a_digit_opens_its_pane() {
    in_an_office(async |office| {
        let seat = Seat::of(office, wang(), Lang::En, (120, 40)).await;
        for kind in records::KINDS {
            let Some(digit) = kind.key else { continue };
            let tab = format!("[{digit} {}]", kind.tab.say(Lang::En));
            seat.see(&digit.to_string(), &tab).await;
        }
        seat.see("1", "[1 Home]").await;
    });
}

#[test]
fn a_column_sorts_upward_downward_and_not_at_all() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3", "by name").await;
        seat.see("<Right>s", "by Branch").await;
        assert!(seat.rows()[3].contains("domestic"));
        seat.see("s", "by Branch, descending").await;
        assert!(seat.rows()[3].contains("overseas"));
        seat.see("s", "by name").await;
        assert!(seat.rows()[3].contains("Baosteel"));
    });
}

#[test]
fn the_cursor_stays_on_its_record_when_the_order_changes() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3<Down>", "2/31").await;
        seat.see("ss", "by Name, descending").await;
        seat.wait_at("> Boeing").await;
        seat.wait_for("30/31").await;
    });
}

#[test]
fn links_are_walked_and_the_way_back_is_kept() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3<Enter>", "> Organization").await;
        seat.see("<Enter>", "[6 Organizations]").await;
        seat.see("[", "[3 Members]").await;
        seat.see("[", "1/31").await;
        seat.see("]]", "[6 Organizations]").await;
        seat.see("]", "nothing to go forward to").await;
        seat.see("<Esc><Esc><Esc>", "[1 Home]").await;
        seat.see("<Esc>", "Q quits").await;
    });
}

#[test]
fn a_form_saves_and_says_what() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2", "[2 Funds]").await;
        seat.see("e", "Edit fund").await;
        seat.see("<End> (second round)<C-s>", "Saved").await;
        seat.wait_for("> Anshan-Tsinghua R&D seed money fund (").await;
        assert_eq!(&*newest(office).head.who, "wang");
    });
}

#[test]
fn leaving_a_changed_form_asks_and_loses_nothing() {
    in_an_office(async |office| {
        let before = office.store().now().snapshot.sequence;
        let seat = Seat::of_wang(office).await;
        seat.see("2e", "Edit fund").await;
        seat.see("X<Esc>", "Not saved yet").await;
        seat.see("<Esc>", "> Name").await;
        seat.wait_for("fundX").await;
        seat.see("<Esc>d", "[2 Funds]").await;
        seat.see("e", "Edit fund").await;
        seat.see("<Esc>", "[2 Funds]").await;
        assert_eq!(office.store().now().snapshot.sequence, before);
    });
}

#[test]
fn the_trash_is_asked_for_and_undone() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2<Down>D", "Move Hebei-Tsinghua").await;
        seat.see("<Enter>", "2/7").await;
        seat.see("D", "D yes").await;
        seat.see("D", "Moved to the trash: Hebei-Tsinghua").await;
        seat.see("<Home>", "1/6").await;
        seat.see("u", "Undone").await;
        seat.wait_at("> Hebei-Tsinghua").await;
        seat.see("<Left>", "2/7").await;
        seat.see("u", "Nothing left to undo in this session").await;
    });
}

#[test]
fn a_viewer_looks_and_changes_nothing() {
    in_an_office(async |office| {
        let li = Person::new("li", Role::Viewer);
        let seat = Seat::of(office, li, Lang::En, (80, 24)).await;
        for key in ["2e", "a", "D"] {
            seat.see(key, "li may view but not edit").await;
            seat.keys("<Down>").await;
            seat.wait_gone("li may look").await;
        }
        seat.see("<Enter>", "fund-").await;
        // On a field of the page Enter would edit it.
        seat.see("<Enter>", "li may view but not edit").await;
    });
}

#[test]
fn a_name_is_found_in_either_script_and_its_neighbors_are_stepped_through() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.wait_for("PUBLISHED").await;
        seat.see("n", "Nothing looked up yet").await;
        seat.see("/hua", "> Huawei").await;
        seat.see("<Esc>/华为", "> Huawei").await;
        seat.keys("<C-u>").await;
        seat.wait_gone("华为").await;
        seat.see("siemens<Enter>", "Siemens").await;
        seat.wait_for("[").await;
        seat.see("n", "hit 2 of").await;
        seat.see("N", "hit 1 of").await;
        seat.wait_for("西门子").await;
    });
}

#[test]
fn a_han_character_typed_in_a_list_looks_it_up() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2", "[2 Funds]").await;
        seat.see("华", "Look up  华").await;
        seat.wait_for("> Huawei").await;
    });
}

#[test]
fn a_record_made_in_a_link_field_is_saved_in_the_same_change() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3", "[3 Members]").await;
        seat.see("a", "Add member").await;
        seat.see("Newco Works", "make \"Newco Works\"").await;
        seat.see("<Enter><Tab>dom<Enter><C-s>", "Added: Newco Works").await;
        seat.wait_at("> Newco Works").await;
        let newest = newest(office);
        let kinds =
            ["member", "organization"].map(|code| records::kind_named(code).expect("a kind"));
        let changed: Vec<u8> = newest.changed.iter().map(|changed| changed.id.kind).collect();
        assert_eq!(changed, kinds.map(|kind| kind.number));
        assert!(newest.changed.iter().all(liaison::store::Changed::is_new));
    });
}

#[test]
fn a_link_offers_records_by_their_names_whatever_fits() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e", "Edit fund").await;
        seat.see("<Tab><Tab><Tab><Tab><Tab><C-u>", "> Regions").await;
        // It stands in what is to be confirmed of a region.
        seat.see("level", "Yunnan  ").await;
        assert!(!seat.screen().contains("the Chinese name"), "{}", seat.screen());
    });
}

#[test]
fn what_another_person_saves_appears_and_moves_no_cursor() {
    in_an_office(async |office| {
        let (wang, li) = (Seat::of_wang(office).await, Person::new("li", Role::Editor));
        let li = Seat::of(office, li, Lang::Zh, (120, 40)).await;
        wang.see("2<Down><Down>", "3/7").await;
        let row = wang.rows()[5].clone();
        li.see("2", "[2 基金]").await;
        li.see("a", "新增合作基金").await;
        li.see("A new fund<C-s>", "已新增").await;
        wang.wait_for("4/8").await;
        wang.wait_for("A new fund").await;
        wang.wait_at(row.trim_end()).await;
    });
}

#[test]
fn what_is_pasted_outside_a_field_is_looked_up_and_runs_nothing() {
    in_an_office(async |office| {
        let before = office.store().now().snapshot.sequence;
        let seat = Seat::of_wang(office).await;
        seat.see("2", "[2 Funds]").await;
        seat.send(Input::Paste("Q\nD\u{1b}[Dhebei\u{202e}".to_owned())).await;
        seat.wait_for("Look up  Q D[Dhebei").await;
        seat.see("<Esc>", "1/7").await;
        assert_eq!(office.store().now().snapshot.sequence, before);
    });
}

#[test]
fn quitting_ends_the_session() {
    in_an_office(async |office| {
        for (keys, input) in [("Q", None), ("", Some(Input::Hangup)), ("", Some(Input::Terminate))]
        {
            let seat = Seat::of_wang(office).await;
            seat.keys(keys).await;
            let wanted = match &input {
                None => "Quit",
                Some(Input::Hangup) => "Hangup",
                Some(_) => "Terminate",
            };
            if let Some(input) = input {
                seat.send(input).await;
            }
            let ended: Ended = seat.ended().await;
            assert_eq!(format!("{ended:?}"), wanted);
        }
    });
}

/// A session whose store is open once that is sent.
fn before_it_is_open(office: &Office) -> (Seat, tokio::sync::oneshot::Sender<()>) {
    let (open, opened) = tokio::sync::oneshot::channel();
    let office = office.clone();
    let opening = async move {
        opened.await.expect("it is let go on");
        Ok((office, liaison::store::Opened::default()))
    };
    (Seat::opening(opening, wang(), Lang::En, (80, 24)), open)
}

#[test]
fn what_is_typed_while_the_store_is_opened_is_not_lost() {
    in_an_office(async |office| {
        let (seat, open) = before_it_is_open(office);
        seat.wait_for("opening the store…").await;
        seat.see("3", "[3 Members]").await;
        seat.see("/", "Look up").await;
        seat.see("huawei", "Look up  huawei").await;
        open.send(()).expect("the session waits");
        seat.wait_for("> Huawei").await;
    });
}

#[test]
fn keys_that_mean_rows_wait_for_them_in_their_order() {
    in_an_office(async |office| {
        let (seat, open) = before_it_is_open(office);
        seat.see("3", "[3 Members]").await;
        seat.keys("jj jj4j").await;
        open.send(()).expect("the session waits");
        seat.wait_for("[4 Centers]").await;
        seat.wait_for("2/8").await;
        seat.see("3", "* 1 marked").await;
        seat.wait_for("6/31").await;
    });
}

#[test]
fn enter_before_there_is_an_index_opens_what_it_finds() {
    in_an_office(async |office| {
        let (seat, open) = before_it_is_open(office);
        seat.see("/toyota<Enter>", "Look up  toyota").await;
        open.send(()).expect("the session waits");
        seat.wait_for("> Category").await;
        assert!(seat.screen().contains("丰田"), "{}", seat.screen());
    });
}

/// The change made last.
fn newest(office: &Office) -> liaison::store::Change {
    let sight = office.sight(&wang());
    let newest = office.store().history(&sight, None).next();
    newest.expect("there is a change").expect("it can be read")
}

#[test]
fn no_control_character_of_a_name_reaches_the_terminal() {
    in_an_office(async |office| {
        let kind = records::kind_named("funds").expect("a kind");
        let name = kind.named("name").expect("a field").number;
        let hostile = "Evil\u{1b}[2J\u{7}\u{9b}31m\u{202e}gpj\u{2066}.exe\r\n\u{b}fund";
        let id = Id::provisional(kind.number, 0);
        let edit = Edit::Add { id, fields: vec![(name, Value::Text(hostile.into()))] };
        let saved = office.commit(&wang(), Cause::Edit, vec![edit]).answer().await;
        saved.expect("a name is a name");
        let seat = Seat::of(office, wang(), Lang::En, (120, 40)).await;
        seat.see("2", "Evil").await;
        seat.see("/evil", "> Evil").await;
        seat.see("<Enter>", "fund-8 rev 1").await;
        seat.see("e", "Edit fund").await;
        seat.send(Input::Paste(hostile.to_owned())).await;
        seat.see("<C-s>", "Saved").await;
        seat.see("D", "D yes").await;
        seat.see("D", "Moved to the trash: Evil").await;
        only_our_own_sequences(&seat.bytes());
    });
}

/// What we send: pens, moves, erasing, synchronized frames, the cursor shown and hidden.
pub fn only_our_own_sequences(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("frames are whole characters");
    let mut pieces = text.split('\u{1b}');
    let plain = pieces.next().unwrap_or_default().to_owned();
    let mut rest = vec![plain];
    for piece in pieces {
        // The window's title, and its end.
        if let Some(title) = piece.strip_prefix("]2;").or(piece.strip_prefix('\\')) {
            rest.push(title.to_owned());
            continue;
        }
        let parameters = piece.strip_prefix('[').expect("only control sequences");
        let end = parameters.find(|c: char| !"0123456789;?".contains(c)).expect("it ends");
        let (parameters, after) = parameters.split_at(end);
        let ours = match after.as_bytes()[0] {
            b'm' | b'H' | b'C' | b'G' | b'K' => !parameters.contains('?'),
            b'J' => parameters == "2",
            b'h' | b'l' => ["?2026", "?25"].contains(&parameters),
            _ => false,
        };
        assert!(ours, "\\e[{parameters}{after}");
        rest.push(after[1..].to_owned());
    }
    let hidden = |c: &char| {
        c.is_control() && !"\r\n\u{8}".contains(*c)
            || ('\u{202a}'..='\u{202e}').contains(c)
            || ('\u{2066}'..='\u{2069}').contains(c)
    };
    assert_eq!(rest.concat().chars().find(hidden), None);
}
