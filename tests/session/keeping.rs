//! What is done beside the work so that the store is kept.

use crate::seat::{Seat, clock, on_one_thread, wang};
use liaison::office::{Begin, Office};
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Edit, Plan};
use liaison::value::{Id, Value};
use std::sync::Arc;
use std::time::Duration;

#[test]
fn whoever_works_is_told_that_there_is_no_backup() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let backups = Some(folder.path().join("unmounted/backups"));
    let plan = Plan { keeps_backups: true, backups, ..Plan::default() };
    let store = folder.path().join("store");
    let disk = Arc::new(RealDisk);
    let opened = Office::open_with(disk, &store, clock(), Begin::Published, plan, &mut |_| {});
    let (office, _) = opened.expect("an empty folder can be opened");
    on_one_thread(async {
        let seat = Seat::of_wang(&office).await;
        while office.store().trouble().is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // It is told with the next change there is.
        let fields = vec![(100, Value::Text("Another".into()))];
        let edit = Edit::Add { id: Id::provisional(1, 0), fields };
        office.commit(&wang(), Cause::Edit, vec![edit]).answer().await.expect("it is saved");
        seat.wait_for("automatic backup").await;
    });
    office.store().close();
}
