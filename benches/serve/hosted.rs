//! The program as a host of its own process, so that nothing is counted but what it takes itself.

use crate::table::status;
use russh::keys::ssh_key::LineEnding;
use russh::keys::{Algorithm, PrivateKey};
use rustix::process::{Pid, Signal, kill_process};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// How many people there are, each with a key.
pub const PEOPLE: usize = 100;

/// Those who may come, and where their file and the first one's key lie.
pub struct Known {
    pub keys: Vec<Arc<PrivateKey>>,
    pub people: PathBuf,
    pub key: PathBuf,
}

impl Known {
    pub fn make(folder: &Path) -> Self {
        let (mut keys, mut lines) = (Vec::new(), String::new());
        for nth in 0..PEOPLE {
            let key = PrivateKey::random(&mut russh::keys::key::safe_rng(), Algorithm::Ed25519);
            let key = key.expect("a key can be made");
            let public = key.public_key().to_openssh().expect("a key has a line");
            let _ = writeln!(lines, r#"role="editor",user="c{nth}" {public}"#);
            keys.push(Arc::new(key));
        }
        let (people, key) = (folder.join("people"), folder.join("key"));
        fs::write(&people, lines).expect("there is room");
        let first = keys[0].to_openssh(LineEnding::LF).expect("a key has a file");
        fs::write(&key, first.as_bytes()).expect("there is room");
        let private = |path| fs::set_permissions(path, fs::Permissions::from_mode(0o600));
        private(&people).and_then(|()| private(&key)).expect("the files are ours");
        Self { keys, people, key }
    }
}

/// A host that runs; told to end on drop.
pub struct Hosted {
    child: Child,
    pub at: SocketAddr,
    pub keys: Vec<Arc<PrivateKey>>,
}

impl Hosted {
    pub fn start(store: &Path, known: &Known) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--now", "2026-11-22 09:00", "--lang"]);
        command.arg("en").arg("--store").arg(store).arg("--people").arg(&known.people);
        command.arg("--socket").arg(store.with_extension("sock"));
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it can be started");
        let said = BufReader::new(child.stderr.take().expect("it is piped"));
        let place =
            |line: String| Some(line.strip_prefix("By SSH at ")?.split(';').next()?.parse());
        let at = said.lines().map_while(Result::ok).find_map(place);
        let at = at.expect("it says where it is").expect("an address");
        Self { child, at, keys: known.keys.clone() }
    }

    fn file(&self, name: &str) -> String {
        format!("/proc/{}/{name}", self.child.id())
    }

    /// In KiB, as the kernel counts it.
    pub fn memory(&self) -> u32 {
        status(&self.file("status"), "VmRSS:") as u32
    }

    /// The processor time of all its threads, also of those that have ended.
    pub fn busy(&self) -> Duration {
        let stat = fs::read_to_string(self.file("stat")).expect("it runs");
        let (_, fields) = stat.rsplit_once(") ").expect("the name stands in parentheses");
        let fields = fields.split(' ').skip(11).take(2);
        // Linux counts here in hundredths of a second on every machine there is.
        Duration::from_millis(
            fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10,
        )
    }
}

impl Drop for Hosted {
    fn drop(&mut self) {
        let pid = Pid::from_raw(self.child.id().cast_signed()).expect("its id is not 0");
        let _ = kill_process(pid, Signal::TERM);
        let _ = self.child.wait();
    }
}
