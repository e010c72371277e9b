//! The dashboard on this machine's terminal: the store is opened beside it, so that the first
//! frame need not wait.

use crate::config::Config;
use crate::office::{Begin, Clock, Office};
use crate::screen::Look;
use crate::session::{self, Ended, Seat};
use crate::store::disk::RealDisk;
use crate::store::{OpenError, Person, Plan, Progress};
use crate::terminal::Terminal;
use crate::value::Lang;
use crate::words::others::FROM_HERE;
use std::io;
use std::path::PathBuf;
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

impl Dashboard {
    /// Runs until the person leaves or the terminal goes. Fails if there is no terminal.
    pub fn run(self) -> io::Result<Ended> {
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
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        let suspend = || terminal.suspend();
        let ended = runtime.block_on(async {
            session::run(seat, opening, &mut input, &mut output, &suspend).await
        });
        // The terminal first: whoever waits for it should not wait for the disk.
        drop(terminal);
        if let Some(office) = opened.get() {
            office.store().close();
        }
        Ok(ended)
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
