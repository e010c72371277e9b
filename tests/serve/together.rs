//! Twenty who edit the same fifty records: what each was told is saved is there.

use crate::hosted::{Hosted, run, until};
use crate::support::typed;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

const SESSIONS: usize = 20;
const RECORDS: usize = 50;
const LIMITS: liaison::serve::Limits = liaison::serve::Limits {
    lines: 1_000,
    of_a_person: 1_000,
    strangers: 1_000,
    grace: Duration::from_secs(30),
    idle: None,
};

/// Each has a field of each record to themselves, or shares it: where two save the same field, one
/// of them is told so.
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
                let (mut saved, mut round) = (Vec::new(), 0);
                while begun.elapsed() < lasts {
                    round += 1;
                    let id = &ids[(nth * 7 + round * 13) % RECORDS];
                    // One change each; its text is nobody else's.
                    let text = format!("said by {nth} in {round}");
                    let client = hosted.client(&hosted.li).await;
                    let said = client.run(&format!("note {id} '{text}'")).await;
                    assert_eq!(said.exit, Some(0), "{said:?}");
                    let client = hosted.client(&hosted.li).await;
                    let name = format!("Fund {id} {nth} {round}");
                    let said = client.run(&format!("edit {id} name='{name}'")).await;
                    assert!(matches!(said.exit, Some(0 | 4)), "{said:?}");
                    saved.push((id.clone(), text));
                }
                saved
            }));
        }
        let mut model: HashMap<String, Vec<String>> = HashMap::new();
        let mut count = 0;
        for work in working {
            for (id, text) in work.await.unwrap() {
                model.entry(id).or_default().push(text);
                count += 1;
            }
        }
        assert!(count > 0);
        let wang = hosted.client(&hosted.wang).await;
        let notes = wang.run("list interactions 'said by' --format csv").await;
        for text in model.values().flatten() {
            let there = notes
                .out
                .lines()
                .filter(|line| line.split(',').any(|cell| cell.trim_matches('"') == text));
            assert_eq!(there.count(), 1, "{text}\n{}", notes.out);
        }
        println!("{count} notes and as many names by {SESSIONS} in {:?}", begun.elapsed());
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
        drop((seats, wang, rest));
        hosted.empty().await;
    });
}
