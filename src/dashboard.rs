//! The dashboard on this machine's terminal: the store is opened beside it, so that the first
//! frame need not wait.

use crate::config::Config;
use crate::office::{Begin, Clock, Office};
use crate::screen::Look;
use crate::session::{self, Ended, Seat};
use crate::store::disk::RealDisk;
use crate::store::{OpenError, Person};
use crate::terminal::Terminal;
use crate::value::Lang;
use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tokio::sync::oneshot;

/// What the dashboard is opened with.
pub struct Dashboard {
    /// The store's folder.
    pub folder: PathBuf,
    /// With what a new store begins.
    pub begin: Begin,
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
        let seat = Seat {
            person: self.person.clone(),
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
        let opening = beside(folder, move || {
            let result = Office::open(Arc::new(RealDisk), &self.folder, self.clock, self.begin)
                .map(|(office, opened)| (office.with_config(self.config), opened));
            if let Ok((office, _)) = &result {
                let _ = keep.set(office.clone());
                office.seat(&self.person);
            }
            result
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

/// Does what may take long on a thread of its own. If that panics, the answer is that the store in
/// `folder` cannot be opened.
fn beside<T: Send + 'static>(
    folder: PathBuf,
    open: impl FnOnce() -> Result<T, OpenError> + Send + 'static,
) -> impl Future<Output = Result<T, OpenError>> {
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || sender.send(open()).is_ok());
    async { receiver.await.unwrap_or_else(|_| Err(OpenError::Broken { folder })) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_while_opening_is_an_answer() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let opening = beside::<()>("office".into(), || panic!("a broken page"));
        let answer = runtime.block_on(opening);
        assert!(matches!(answer, Err(OpenError::Broken { folder }) if folder.ends_with("office")));
    }
}
