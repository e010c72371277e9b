//! What happened to a store, for whoever looks into it later: `log/liaison.log`, a line of JSON
//! each. Numbers, places and causes, never what a record says. What cannot be written is left
//! out: it must never keep anyone from working.

use super::backup::Named;
use super::disk::Disk;
use super::journal::{Damage, Reason};
use super::open::Finding;
use crate::value::Wrong;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Its folder in the store's.
pub(super) const LOG: &str = "log";
const FILE: &str = "liaison.log";
/// What was written before that.
const OLDER: &str = "liaison.log.1";
/// A file does not grow beyond this many bytes.
const LONGEST: u64 = 1 << 20;

/// Tells what time it is, in RFC 3339.
pub type Hour = Arc<dyn Fn() -> String + Send + Sync>;

/// How much an event matters.
#[derive(Clone, Copy, Debug)]
pub(super) enum Level {
    /// As it should be.
    Info,
    /// Something was mended, or will be.
    Warn,
    /// Somebody has to do something.
    Error,
}

/// The log of one store; a clone writes to the same. The default one keeps nothing.
#[derive(Clone, Default)]
pub(super) struct Log(Option<Arc<Inner>>);

struct Inner {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    hour: Hour,
    /// The file and its length, once something was written.
    open: Mutex<Option<(File, u64)>>,
}

impl Log {
    /// The log of the store in a folder, if somebody tells what time it is.
    pub fn new(disk: &Arc<dyn Disk>, store: &Path, hour: Option<Hour>) -> Self {
        let inner = |hour| {
            let (disk, folder) = (Arc::clone(disk), store.join(LOG));
            Arc::new(Inner { disk, folder, hour, open: Mutex::default() })
        };
        Self(hour.map(inner))
    }

    /// Notes an event and what is known of it, the fields of an object.
    pub fn note(&self, level: Level, event: &str, fields: Value) {
        let Some(inner) = &self.0 else { return };
        let level = format!("{level:?}").to_lowercase();
        let mut line = Map::new();
        line.extend(
            [("time", (inner.hour)()), ("level", level), ("event", event.to_owned())]
                .map(|(name, text)| (name.to_owned(), Value::String(text))),
        );
        if let Value::Object(fields) = fields {
            line.extend(fields);
        }
        // Nobody is to wait for it or to fail because of it.
        let _ = inner.write(&format!("{}\n", Value::Object(line)));
    }

    /// The same of a backup that was made.
    pub fn backup(&self, kept: &Named) {
        let Named { path, sequence, .. } = kept;
        self.note(Level::Info, "backup", json!({ "file": path, "sequence": sequence }));
    }

    /// The same of what was found when the store was opened.
    pub fn found(&self, finding: &Finding) {
        let (level, event, fields) = match finding {
            Finding::Torn { at, kept } => {
                let mut fields = place(at);
                match kept {
                    Ok(path) => fields["kept"] = json!(path),
                    Err(why) => fields["in_place"] = json!(why.en),
                }
                (Level::Warn, "torn", fields)
            }
            Finding::Restored => (Level::Info, "restore_finished", json!({})),
            Finding::Replayed(changes) => (Level::Warn, "replayed", json!({ "changes": changes })),
            Finding::Rebuilt(kept) => (Level::Warn, "rebuilt", json!({ "kept": kept })),
            Finding::BadCheckpoint(why) => (Level::Warn, "bad_checkpoint", cause(why)),
            Finding::WithoutState(why) => (Level::Warn, "without_state", cause(why)),
            Finding::ReadOnly(why) => (Level::Error, "read_only", cause(why)),
            Finding::Damaged(at) => (Level::Error, "damaged", place(at)),
            Finding::Ahead { journal, state } => {
                (Level::Error, "ahead", json!({ "journal": journal, "state": state }))
            }
        };
        self.note(level, event, fields);
    }
}

/// A cause, in English.
pub(super) fn cause(why: &Wrong) -> Value {
    json!({ "cause": why.en })
}

fn place(damage: &Damage) -> Value {
    let reason = match damage.reason {
        Reason::Header => "header",
        Reason::Missing => "missing",
        Reason::Short => "short",
        Reason::Checksum => "checksum",
        Reason::Kind => "kind",
        Reason::Sequence { .. } => "sequence",
        Reason::Chain => "chain",
        Reason::Packed(_) => "packed",
    };
    let Damage { file, offset, sequence, .. } = damage;
    json!({ "file": file, "offset": offset, "sequence": sequence, "reason": reason })
}

impl Inner {
    fn write(&self, line: &str) -> io::Result<()> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.join(FILE);
        // One that was taken away is begun anew; after an error the file is opened again.
        let still = open.take().filter(|(file, _)| self.disk.check_name(file, &path).is_ok());
        let (mut file, mut length) = still.map_or_else(|| self.begin(&path), Ok)?;
        if length > 0 && length + line.len() as u64 > LONGEST {
            self.disk.rename(&path, &self.folder.join(OLDER))?;
            (file, length) = self.begin(&path)?;
        }
        self.disk.write(&file, line.as_bytes()).inspect_err(|_| {
            // Half a line is none; where it stays the next begins anew.
            let _ = self.disk.set_len(&file, length);
        })?;
        *open = Some((file, length + line.len() as u64));
        Ok(())
    }

    fn begin(&self, path: &Path) -> io::Result<(File, u64)> {
        self.disk.create_folder(&self.folder)?;
        let file = self.disk.open_append(path)?;
        let mut length = file.metadata()?.len();
        let mut last = [b'\n'];
        if length > 0 {
            self.disk.read_at(&file, &mut last, length - 1)?;
        }
        if last != [b'\n'] {
            // A line that was cut off spoils no other.
            self.disk.write(&file, b"\n")?;
            length += 1;
        }
        Ok((file, length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::{FailingDisk, RealDisk};
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn log(disk: &Arc<dyn Disk>, store: &Path) -> Log {
        let count = AtomicU32::new(0);
        let hour = move || format!("hour {}", count.fetch_add(1, Ordering::Relaxed));
        Log::new(disk, store, Some(Arc::new(hour)))
    }

    fn real() -> Arc<dyn Disk> {
        Arc::new(RealDisk)
    }

    fn lines(path: &Path) -> Vec<Value> {
        let text = fs::read_to_string(path).unwrap();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    #[test]
    fn each_event_is_a_line_of_json_with_its_time_and_private() {
        let dir = tempfile::tempdir().unwrap();
        let log = log(&real(), dir.path());
        log.note(Level::Info, "opened", json!({ "records": 3 }));
        log.clone().note(Level::Error, "not_saved", json!({ "file": "a \"b\"\n" }));
        let path = dir.path().join("log/liaison.log");
        let text = fs::read_to_string(&path).unwrap();
        let expected = [
            r#"{"time":"hour 0","level":"info","event":"opened","records":3}"#,
            r#"{"time":"hour 1","level":"error","event":"not_saved","file":"a \"b\"\n"}"#,
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&dir.path().join("log"))), (0o600, 0o700));
    }

    #[test]
    fn it_takes_no_more_than_two_files_of_a_mebibyte() {
        let dir = tempfile::tempdir().unwrap();
        let fields = json!({ "cause": "x".repeat(10_000) });
        for _ in 0..3 {
            let log = log(&real(), dir.path());
            for _ in 0..150 {
                log.note(Level::Info, "opened", fields.clone());
            }
        }
        let folder = dir.path().join("log");
        assert_eq!(RealDisk.list(&folder).unwrap(), ["liaison.log", "liaison.log.1"]);
        for name in ["liaison.log", "liaison.log.1"] {
            let length = fs::metadata(folder.join(name)).unwrap().len();
            assert!((1..=LONGEST).contains(&length), "{name}: {length}");
            assert!(lines(&folder.join(name)).len() > 10);
        }
    }

    #[test]
    fn what_cannot_be_written_is_left_out_and_spoils_no_other_line() {
        let dir = tempfile::tempdir().unwrap();
        let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
        let noting = log(&(disk.clone() as Arc<dyn Disk>), dir.path());
        let note = |event: &str| noting.note(Level::Info, event, json!({}));
        note("first");
        disk.fill();
        note("lost");
        disk.mend();
        note("after");
        let path = dir.path().join("log/liaison.log");
        let events = |path: &Path| -> Vec<String> {
            lines(path).iter().map(|line| line["event"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(events(&path), ["first", "after"]);
        assert_eq!(
            fs::read_to_string(&path).unwrap().lines().count(),
            2,
            "nor is half of it there"
        );
        // As a crash leaves it.
        fs::write(&path, "{\"time\":").unwrap();
        log(&real(), dir.path()).note(Level::Info, "whole", json!({}));
        assert_eq!(events(&path), ["whole"]);
        fs::remove_dir_all(dir.path().join("log")).unwrap();
        note("again");
        assert_eq!(events(&path), ["again"]);
        fs::remove_dir_all(dir.path().join("log")).unwrap();
        fs::write(dir.path().join("log"), b"no folder").unwrap();
        note("nowhere");
    }
}
