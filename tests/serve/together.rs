//! Twenty who edit the same fifty records: what each was told is saved is there.

use crate::hosted::{Hosted, run, until};
use crate::support::typed;
use liaison::serve::ssh::PrivateKey;
use liaison::value::Lang;
use liaison::words::command::CONFLICT;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

const SESSIONS: usize = 20;
const RECORDS: usize = 50;
/// Pairs of commands on one line.
const LINES: usize = 12;
const LIMITS: liaison::serve::Limits = liaison::serve::Limits {
    lines: 1_000,
    of_a_person: 1_000,
    strangers: 1_000,
    grace: Duration::from_secs(30),
    idle: None,
};

/// What was asked for of one record, and what was answered.
#[derive(Default)]
struct Asked {
    notes: Vec<String>,
    /// The names that were saved, and those that somebody else was faster than.
    saved: Vec<String>,
    refused: Vec<String>,
}

/// The names that a record had, by its history, first to last: each was given by somebody who saw
/// the one before.
async fn names(hosted: &Hosted, id: &str) -> Vec<String> {
    let out = answer(hosted, &hosted.wang, &format!("history {id} --format json")).await;
    let changes: Vec<Value> = serde_json::from_str(&out).unwrap();
    let mut names: Vec<String> = Vec::new();
    for change in changes.iter().rev() {
        let records = change["records"].as_array().unwrap();
        assert_eq!((records.len(), records[0]["id"].as_str()), (1, Some(id)), "{change}");
        for field in records[0]["fields"].as_array().unwrap() {
            if field["field"] == "name" {
                let before = names.last().map_or(Value::Null, |name| name.as_str().into());
                assert_eq!(field["before"], before, "{change}");
                names.push(field["after"].as_str().unwrap().to_owned());
            }
        }
    }
    names
}

async fn answer(hosted: &Hosted, key: &PrivateKey, line: &str) -> String {
    let said = hosted.client(key).await.run(line).await;
    assert_eq!(said.exit, Some(0), "{said:?}");
    said.out
}

/// Who gave a name.
fn by(name: &str) -> &str {
    name.split(' ').nth(2).unwrap_or_default()
}

/// A command each on a line of its own.
async fn alone(
    hosted: &Hosted,
    ids: &[String],
    nth: usize,
    round: usize,
    asked: &mut HashMap<String, Asked>,
) {
    let id = &ids[(nth * 7 + round * 13) % RECORDS];
    // One change each; its text is nobody else's.
    let text = format!("said by {nth} in {round}");
    answer(hosted, &hosted.li, &format!("note {id} '{text}'")).await;
    let client = hosted.client(&hosted.li).await;
    let name = format!("Fund {id} {nth} {round}");
    let said = client.run(&format!("edit {id} name='{name}'")).await;
    let asked = asked.entry(id.clone()).or_default();
    match said.exit {
        Some(0) => asked.saved.push(name),
        Some(4) => asked.refused.push(name),
        _ => panic!("{said:?}"),
    }
    asked.notes.push(text);
}

/// Many on one line, a third of them about the few that everybody is about.
async fn line_by_line(
    hosted: &Hosted,
    ids: &[String],
    nth: usize,
    round: usize,
    asked: &mut HashMap<String, Asked>,
) {
    let (mut lines, mut names) = (String::new(), Vec::new());
    for part in 0..LINES {
        let about = if part % 3 == 0 { round % 3 } else { nth * 7 + round * 13 + part };
        let id = &ids[about % RECORDS];
        let text = format!("said by {nth} in {round} as {part}");
        let name = format!("Fund {id} {nth} {round} {part}");
        lines.extend([format!("note {id} '{text}'\n"), format!("edit {id} name='{name}'\n")]);
        asked.entry(id.clone()).or_default().notes.push(text);
        names.push((id, name));
    }
    let said = hosted.client(&hosted.li).await.pipe("shell", lines.as_bytes()).await;
    assert!(matches!(said.exit, Some(0 | 4)), "{said:?}");
    let mut refused = Vec::new();
    for line in said.err.lines().filter_map(|line| line.strip_prefix("line ")) {
        let (number, why) = line.split_once(": ").unwrap();
        assert!(why.contains(CONFLICT.say(Lang::En)), "{said:?}");
        refused.push(number.parse::<usize>().unwrap());
    }
    for (part, (id, name)) in names.into_iter().enumerate() {
        let asked = asked.entry(id.clone()).or_default();
        let is_refused = refused.contains(&(2 * part + 2));
        if is_refused { &mut asked.refused } else { &mut asked.saved }.push(name);
    }
    assert!(refused.iter().all(|number| number % 2 == 0), "a note hurts nobody: {said:?}");
}

/// What is there is what was answered: no more, and no less.
async fn compare(hosted: &Hosted, ids: &[String], mut model: HashMap<String, Asked>) {
    let count = |of: fn(&Asked) -> usize| -> usize { model.values().map(of).sum() };
    let [said, saved, refused] = [
        count(|asked| asked.notes.len()),
        count(|asked| asked.saved.len()),
        count(|asked| asked.refused.len()),
    ];
    assert!(said > 0 && saved > 0);
    let notes = answer(hosted, &hosted.wang, "list interactions 'said by' --format csv").await;
    let mut there: HashMap<&str, usize> = HashMap::new();
    for cell in notes.lines().flat_map(|line| line.split(',')) {
        *there.entry(cell.trim_matches('"')).or_default() += 1;
    }
    for text in model.values().flat_map(|asked| &asked.notes) {
        assert_eq!(there.get(text.as_str()), Some(&1), "{text}\n{notes}");
    }
    assert_eq!(notes.lines().count(), said + 1, "nor is there anything else");
    let funds = answer(hosted, &hosted.wang, "list funds 'Fund ' --format json").await;
    let funds: Vec<Value> = serde_json::from_str(&funds).unwrap();
    let mut of_others = 0;
    for (nth, id) in ids.iter().enumerate() {
        let Asked { mut saved, refused, .. } = model.remove(id).unwrap_or_default();
        let mut had = names(hosted, id).await;
        let fund = funds.iter().find(|fund| fund["id"] == id.as_str()).unwrap();
        assert_eq!(fund["name"].as_str(), had.last().map(String::as_str), "{id}");
        assert_eq!(had.remove(0), format!("Fund {nth:02}"));
        of_others += had.windows(2).filter(|two| by(&two[0]) != by(&two[1])).count();
        assert!(refused.iter().all(|name| !had.contains(name)), "{refused:?}\n{had:?}");
        // Whoever gave it more than one gave them in the order in which they were answered.
        for who in 0..SESSIONS {
            let theirs = |names: &[String]| -> Vec<String> {
                names.iter().filter(|name| by(name) == who.to_string()).cloned().collect()
            };
            assert_eq!(theirs(&had), theirs(&saved), "{id}");
        }
        had.sort();
        saved.sort();
        assert_eq!(had, saved, "{id}");
    }
    println!(
        "{said} notes, {saved} names, {of_others} of them after somebody else's, {refused} refused"
    );
}

/// Each says something of each record, and gives it a name: where two save the same field, one of
/// them is told so.
#[test]
fn nothing_that_twenty_save_is_lost_and_all_screens_agree() {
    let long = std::env::var("LIAISON_TOGETHER").ok().and_then(|text| text.parse().ok());
    let lasts = Duration::from_secs(long.unwrap_or(3));
    run(async move {
        let hosted = Arc::new(Hosted::with(LIMITS).await);
        let json = |nth| format!("{{\"name\":\"Fund {nth:02}\"}}\n");
        let json: String = (0..RECORDS).map(json).collect();
        let wang = hosted.client(&hosted.wang).await;
        let said = wang.pipe("import - --kind funds --add", json.as_bytes()).await;
        assert_eq!(said.exit, Some(0), "{said:?}");
        let list = hosted.client(&hosted.wang).await.run("list funds 'Fund ' --format csv").await;
        let ids: Vec<String> = list
            .out
            .lines()
            .skip(1)
            .filter_map(|line| {
                let (id, rest) = line.split_once(',')?;
                rest.contains("Fund ").then(|| id.to_owned())
            })
            .collect();
        assert_eq!(ids.len(), RECORDS, "{}", list.out);
        // All of them have the list before them.
        let mut seats = Vec::new();
        for _ in 0..SESSIONS {
            let seat = hosted.client(&hosted.li).await.dashboard(100, 70).await;
            seat.wait_for("PUBLISHED").await;
            seat.keys("2").await;
            seat.wait_for("[2 Funds]").await;
            seats.push(seat);
        }
        let begun = Instant::now();
        let (ids, mut working) = (Arc::new(ids), Vec::new());
        for nth in 0..SESSIONS {
            let (hosted, ids) = (Arc::clone(&hosted), Arc::clone(&ids));
            working.push(tokio::spawn(async move {
                let (mut asked, mut round) = (HashMap::<String, Asked>::new(), 0);
                while begun.elapsed() < lasts {
                    round += 1;
                    alone(&hosted, &ids, nth, round, &mut asked).await;
                    line_by_line(&hosted, &ids, nth, round, &mut asked).await;
                }
                asked
            }));
        }
        let mut model: HashMap<String, Asked> = HashMap::new();
        for work in working {
            for (id, asked) in work.await.unwrap() {
                let all = model.entry(id).or_default();
                all.notes.extend(asked.notes);
                all.saved.extend(asked.saved);
                all.refused.extend(asked.refused);
            }
        }
        compare(&hosted, &ids, model).await;
        println!("by {SESSIONS} in {:?}", begun.elapsed());
        let rest = hosted.client(&hosted.wang).await;
        let said = rest.run("edit fund-1 name='Aaa the last of all'").await;
        assert_eq!(said.exit, Some(0), "{said:?}");
        for seat in &seats {
            seat.wait_for("Aaa the last of all").await;
        }
        // The same rows stand on each: above them is who is there, below what was said last.
        let rows = |screen: &str| -> Vec<String> {
            let is_row = |line: &&str| line.contains("Fund ") || line.contains("Aaa the");
            screen.lines().filter(is_row).map(|line| line.trim_end().to_owned()).collect()
        };
        let first = || rows(&seats[0].screen());
        until("all screens to agree", || {
            let first = first();
            first.len() > 10 && seats.iter().all(|seat| rows(&seat.screen()) == first)
        })
        .await;
        for seat in &seats {
            seat.send(&typed("Q")).await;
        }
        for seat in &seats {
            assert_eq!(seat.ended().await.exit, Some(0));
        }
        drop((seats, rest));
        hosted.empty().await;
    });
}
