//! The dashboard on this machine's terminal: the store is opened beside it, so that the first
//! frame need not wait.

use crate::config::Config;
use crate::office::{Begin, Clock, Office};
use crate::people::People;
use crate::screen::Look;
use crate::serve::socket::{self, Door};
use crate::serve::{Host, Limits, Then};
use crate::session::{self, Ended, Seat};
use crate::store::disk::RealDisk;
use crate::store::{OpenError, Person, Plan, Progress};
use crate::terminal::Terminal;
use crate::value::Lang;
use crate::words::others::FROM_HERE;
use serde_json::json;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tokio::sync::{oneshot, watch};

/// Whoever waits longer for the store is told how far it has come.
const PATIENCE: Duration = Duration::from_millis(100);

/// What the dashboard is opened with.
pub struct Dashboard {
    /// The store's folder.
    pub folder: PathBuf,
    /// With what a new store begins.
    pub begin: Begin,
    /// When upkeep is due, and where backups go.
    pub plan: Plan,
    /// The office's clock.
    pub clock: Clock,
    /// Who sits there.
    pub person: Person,
    /// The language it begins in.
    pub lang: Lang,
    /// The language the person asked for: it goes before the one they chose last.
    pub asked: Option<Lang>,
    /// Whether nobody has said which.
    pub asks_language: bool,
    /// How the terminal is drawn on.
    pub look: Look,
    /// What the person has set.
    pub config: Arc<Config>,
}

/// How a dashboard ended.
#[derive(Debug)]
pub struct Left {
    /// The session.
    pub ended: Ended,
    /// How many others were attached: they are told that another host takes over.
    pub others: usize,
}

impl Dashboard {
    /// Runs until the person leaves or the terminal goes; meanwhile whoever else comes to the
    /// store's socket is answered. Fails if there is no terminal.
    pub fn run(self) -> io::Result<Left> {
        let mut terminal = Terminal::open()?;
        let mut input = terminal.input()?;
        let mut output = terminal.sink();
        let opened = Arc::new(OnceLock::new());
        let (tell, progress) = watch::channel(Progress::default());
        let seat = Seat {
            progress,
            person: self.person.clone(),
            from: FROM_HERE.say(self.lang).to_owned(),
            lang: self.lang,
            asked: self.asked,
            asks_language: self.asks_language,
            size: terminal.size(),
            look: self.look,
            keys: self.config.keys(),
            told: self.config.complaints(self.lang),
            clock: self.clock,
        };
        let (folder, keep) = (self.folder.clone(), Arc::clone(&opened));
        let (socket, login) = (self.plan.socket.clone(), Arc::clone(&self.person.login));
        let opening = beside(folder, move |answer| {
            let begun = Instant::now();
            let mut told = |progress| {
                if begun.elapsed() >= PATIENCE {
                    // A session that has ended wants to know nothing.
                    let _ = tell.send(progress);
                }
            };
            let disk = Arc::new(RealDisk);
            let opened =
                Office::open_with(disk, &self.folder, self.clock, self.begin, self.plan, &mut told);
            let (office, opened) = match opened {
                Ok((office, opened)) => (office.with_config(self.config), opened),
                Err(error) => return drop(answer.send(Err(error))),
            };
            let _ = keep.set(office.clone());
            office.seat(&self.person);
            // A thread that has read all records has the room for their index, too.
            office.clone().build_here(|| drop(answer.send(Ok((office, opened)))));
        });
        let host = OnceLock::new();
        let opening = async {
            let answer = opening.await;
            if let (Ok((office, _)), Some(socket)) = (&answer, &socket) {
                host_others(office, &login, socket, &host);
            }
            answer
        };
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).enable_all().build()?;
        let suspend = || terminal.suspend();
        let ended = runtime.block_on(async {
            session::run(seat, opening, &mut input, &mut output, &suspend).await
        });
        // The terminal first: whoever waits for it should not wait for the disk.
        drop(terminal);
        let others = host.get().map_or(0, Host::count);
        if let Some(host) = host.get() {
            runtime.block_on(host.end(Then::Another));
        }
        runtime.shutdown_background();
        if let Some(office) = opened.get() {
            office.store().close();
        }
        Ok(Left { ended, others })
    }
}

/// Answers others at a socket. Where that cannot be done one works alone.
fn host_others(office: &Office, login: &str, socket: &Path, hosted: &OnceLock<Host>) {
    if office.store().read_only().is_some() {
        return;
    }
    match socket::bind(socket, Door::Own) {
        Ok(listener) => {
            let host = Host::new(office.clone(), login, People::default(), Limits::default());
            tokio::spawn(socket::listen(host.clone(), listener));
            let _ = hosted.set(host);
        }
        Err(error) => {
            let fields = json!({ "socket": socket, "why": error.to_string() });
            office.store().note("no socket", fields);
        }
    }
}

/// Does what may take long on a thread of its own, which answers when it can and may go on. If that
/// panics, the answer is that the store in `folder` cannot be opened.
async fn beside<T: Send + 'static>(
    folder: PathBuf,
    open: impl FnOnce(oneshot::Sender<Result<T, OpenError>>) + Send + 'static,
) -> Result<T, OpenError> {
    // Begun when somebody waits for it, which is after the first frame is out.
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || open(sender));
    receiver.await.unwrap_or_else(|_| Err(OpenError::Broken { folder }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_while_opening_is_an_answer() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let opening = beside::<()>("office".into(), |_| panic!("a broken page"));
        let answer = runtime.block_on(opening);
        assert!(matches!(answer, Err(OpenError::Broken { folder }) if folder.ends_with("office")));
    }
}
