//! The dashboard on this machine's terminal: the store is opened beside it, so that the first
//! frame need not wait.

use crate::office::{Begin, Clock, Office};
use crate::screen::Colors;
use crate::session::{self, Ended, Seat};
use crate::store::Person;
use crate::store::disk::RealDisk;
use crate::terminal::Terminal;
use crate::value::Lang;
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
    /// The colors the terminal has.
    pub colors: Colors,
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
            size: terminal.size(),
            colors: self.colors,
            clock: self.clock,
        };
        let opening = self.open(Arc::clone(&opened));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        let suspend = || terminal.suspend();
        let ended = runtime.block_on(async {
            let opening = async {
                match opening.await {
                    Ok(result) => result,
                    // The thread that opens ends without an answer only if it panicked.
                    Err(_) => std::future::pending().await,
                }
            };
            session::run(seat, opening, &mut input, &mut output, &suspend).await
        });
        // The terminal first: whoever waits for it should not wait for the disk.
        drop(terminal);
        if let Some(office) = opened.get() {
            office.store().close();
        }
        Ok(ended)
    }

    fn open(
        self,
        opened: Arc<OnceLock<Office>>,
    ) -> oneshot::Receiver<Result<(Office, crate::store::Opened), crate::store::OpenError>> {
        let (sender, receiver) = oneshot::channel();
        std::thread::spawn(move || {
            let result = Office::open(Arc::new(RealDisk), &self.folder, self.clock, self.begin);
            if let Ok((office, _)) = &result {
                let _ = opened.set(office.clone());
            }
            let _ = sender.send(result);
        });
        receiver
    }
}
