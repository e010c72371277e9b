//! The host of many sessions: one process has the store, and whoever comes by SSH or by the local
//! socket sits in a session of the very loop of the local terminal, or has a command run. Who may
//! come, and as whom, [`crate::people`] says; each line has its bounds, and none may hold up
//! another.
//!
//! [`ssh`] and [`socket`]: lines, and what is said on them. `guest`: what
//! runs for one who came. [`decode`]: bytes to keys. [`wire`]: the pieces of the socket.

pub mod decode;
mod guest;
mod line;
mod lines;
pub mod socket;
pub mod ssh;
pub mod wire;

pub use lines::Limits;

use crate::config::Config;
use crate::office::Office;
use crate::people::People;
use crate::store::{Person, Role};
use crate::value::Words;
use crate::words::serve as say;
use lines::Lines;
use serde_json::json;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// How long sessions may take to end when the host does.
const GRACE: Duration = Duration::from_secs(5);
/// How often the people file is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// By what somebody is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Whom {
    /// The public half of a key, as it goes over the wire, and its fingerprint.
    Key(Vec<u8>, String),
    /// A user of this machine, by number.
    Uid(u32),
}

/// As the log names them.
impl fmt::Display for Whom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(_, fingerprint) => f.write_str(fingerprint),
            Self::Uid(uid) => write!(f, "uid {uid}"),
        }
    }
}

/// Who hosts when a host has ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Then {
    /// Nobody.
    Nobody,
    /// Another, at the same socket: whoever is attached comes to it by themselves.
    Another,
}

/// The handle of a host; a clone is the same one.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

struct Inner {
    office: Office,
    config: Config,
    /// Who runs the host: an administrator, by the number of the user.
    owner: (u32, Person),
    people: watch::Sender<Arc<People>>,
    /// Why all are to go, once they are.
    ending: watch::Sender<Option<Words>>,
    lines: Arc<Lines>,
}

impl Host {
    /// The host of an open office. `login` is whose process it is; `people` is who else may come.
    pub fn new(office: Office, login: &str, people: People, limits: Limits) -> Self {
        let config = office.config().clone();
        let owner = (rustix::process::geteuid().as_raw(), Person::new(login, Role::Admin));
        let (people, ending) = (watch::Sender::new(Arc::new(people)), watch::Sender::new(None));
        let lines = Arc::new(Lines::new(limits));
        Self(Arc::new(Inner { office, config, owner, people, ending, lines }))
    }

    fn office(&self) -> &Office {
        &self.0.office
    }

    fn config(&self) -> &Config {
        &self.0.config
    }

    fn lines(&self) -> &Arc<Lines> {
        &self.0.lines
    }

    /// How many lines there are now.
    pub fn count(&self) -> usize {
        self.0.lines.count()
    }

    /// As whom somebody may come: default deny.
    fn person(&self, whom: &Whom) -> Option<Person> {
        let people = self.0.people.borrow();
        match whom {
            Whom::Key(blob, _) => people.by_key(blob),
            Whom::Uid(uid) if *uid == self.0.owner.0 => Some(self.0.owner.1.clone()),
            Whom::Uid(uid) => people.by_uid(*uid),
        }
    }

    /// Other people may come from now on; who may not any more is sent away.
    pub fn admit(&self, people: People) {
        let people = Arc::new(people);
        self.0.people.send_if_modified(|known| {
            let is_new = **known != *people;
            *known = people;
            is_new
        });
    }

    /// Waits until it ends, and says why all are to go.
    async fn ends(&self) -> Option<Words> {
        let mut ending = self.0.ending.subscribe();
        // This holds the other end.
        ending.wait_for(Option::is_some).await.ok().and_then(|why| *why)
    }

    /// Waits until somebody is to go, and says why.
    async fn over(&self, whom: &Whom, person: &Person) -> Words {
        let mut people = self.0.people.subscribe();
        while self.person(whom).as_ref() == Some(person) {
            tokio::select! {
                why = self.ends() => return why.unwrap_or(say::ENDING),
                // This holds the other end.
                _ = people.changed() => {}
            }
        }
        say::REVOKED
    }

    /// Looks at the people file for as long as it is awaited. `read` reads it; nothing if it is as
    /// it was.
    pub async fn follow(&self, mut read: impl FnMut() -> Option<People>) {
        loop {
            tokio::time::sleep(LOOK).await;
            if let Some(people) = read() {
                self.admit(people);
            }
        }
    }

    /// Tells every session that it is over, and waits until they have ended; what was typed into a
    /// form is kept as a draft. After five seconds the lines are cut.
    pub async fn end(&self, then: Then) {
        self.0.ending.send_replace(Some(match then {
            Then::Nobody => say::ENDING,
            Then::Another => say::AGAIN,
        }));
        if timeout(GRACE, self.0.lines.empty()).await.is_err() {
            self.0.lines.cut();
        }
    }

    /// Notes an event in the log, and what is known of it.
    pub fn tell(&self, event: &str, fields: &serde_json::Value) {
        self.0.office.store().note(event, fields.clone());
    }

    /// Notes an event of somebody in the log.
    fn note(&self, event: &str, from: &str, whom: Option<&Whom>, person: Option<&Person>) {
        let mut fields = json!({ "from": from });
        if let Some(whom) = whom {
            fields["by"] = json!(whom.to_string());
        }
        if let Some(person) = person {
            fields["who"] = json!(&*person.login);
        }
        self.0.office.store().note(event, fields);
    }
}
