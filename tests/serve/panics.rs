//! A session that panics: it alone ends, whoever sits there is told, and nothing that they typed
//! is lost. What panics is the disk beneath the store, once, in a task of the host: where a session
//! reads a change to take it back, where it looks for drafts, and where it leaves its seat.

use crate::hosted::{Hosted, run, soon, until};
use crate::process;
use crate::support::Pty;
use liaison::serve::Limits;
use liaison::store::disk::{Disk, RealDisk};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once};
use std::thread;

const PROGRAM: &str = env!("CARGO_BIN_EXE_liaison");
/// What the panic says: nobody but the host's own stderr may ever be told.
const SAID: &str = "the trap of a test";
const FAILED: &str = "This session failed and has ended; others go on";

/// What the next task of the host that does it panics at.
#[derive(Clone, PartialEq, Eq, Debug)]
enum At {
    /// Reading the journal.
    Reading,
    /// Looking into a folder.
    Looking(PathBuf),
    /// Writing a file.
    Writing(PathBuf),
}

/// A disk that works, but for one panic whenever it is set.
#[derive(Default)]
struct Trap(Mutex<Option<At>>);

impl Trap {
    fn set(&self, at: At) {
        *self.0.lock().unwrap() = Some(at);
    }

    fn is_set(&self) -> bool {
        self.0.lock().unwrap().is_some()
    }

    /// The store's own threads pass: what is tried is a session's task.
    fn step(&self, at: &At) {
        if thread::current().name() != Some("tokio-rt-worker") {
            return;
        }
        let mut set = self.0.lock().unwrap();
        if set.as_ref() == Some(at) {
            *set = None;
            drop(set);
            panic::panic_any(SAID.to_owned());
        }
    }
}

impl Disk for Trap {
    fn read_at(&self, file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.step(&At::Reading);
        RealDisk.read_at(file, buffer, offset)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.step(&At::Looking(path.to_owned()));
        RealDisk.list(path)
    }

    fn replace_by(
        &self,
        path: &Path,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.step(&At::Writing(path.to_owned()));
        RealDisk.replace_by(path, write)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_folder(path)
    }

    fn close_to_others(&self, folder: &Path) -> io::Result<()> {
        RealDisk.close_to_others(folder)
    }

    fn open_append(&self, path: &Path) -> io::Result<File> {
        RealDisk.open_append(path)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        RealDisk.open(path)
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        RealDisk.create(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        RealDisk.write(file, bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        RealDisk.sync(file)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.sync_folder(path)
    }

    fn set_len(&self, file: &File, length: u64) -> io::Result<()> {
        RealDisk.set_len(file, length)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_folder(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
}

/// How often a trap sprang: those panics are counted and not told, all others are told as ever.
static SPRUNG: AtomicUsize = AtomicUsize::new(0);

fn count_traps() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            let said = about.payload().downcast_ref::<String>();
            if said.is_some_and(|said| said == SAID) {
                SPRUNG.fetch_add(1, Ordering::SeqCst);
            } else {
                before(about);
            }
        }));
    });
}

async fn hosted() -> (Hosted, Arc<Trap>) {
    count_traps();
    let trap = Arc::new(Trap::default());
    let disk: Arc<dyn Disk> = trap.clone();
    (Hosted::over(disk, Limits::default()).await, trap)
}

fn logins(hosted: &Hosted) -> Vec<String> {
    hosted.office.here().iter().map(|here| here.login.to_string()).collect()
}

/// The host, whoever else is there, and whoever comes go on.
async fn others_go_on(hosted: &Hosted, other: &crate::client::Seat, name: &str) {
    other.keys("3").await;
    other.wait_for("[3 ").await;
    other.keys("2").await;
    other.wait_for("[2 Funds]").await;
    let said = hosted.client(&hosted.wang).await.run(&format!("edit fund-1 name='{name}'")).await;
    assert_eq!(said.exit, Some(0), "{said:?}");
    other.wait_for(name).await;
}

#[test]
fn a_session_that_panics_ends_alone_and_is_told() {
    run(async {
        let (hosted, trap) = hosted().await;
        let wang = hosted.client(&hosted.wang).await.dashboard(80, 24).await;
        wang.wait_for("PUBLISHED").await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("PUBLISHED").await;
        wang.wait_for("here: wang, li").await;
        seat.keys("2").await;
        seat.wait_for("> Anshan-Tsinghua").await;
        seat.keys("m").await;
        seat.wait_for("Add interaction").await;
        seat.keys("他们说<C-s>").await;
        seat.wait_for("Added: 他们说").await;
        let before = SPRUNG.load(Ordering::SeqCst);
        trap.set(At::Reading);
        seat.keys("u").await;
        let said = seat.ended().await;
        assert!(!trap.is_set() && SPRUNG.load(Ordering::SeqCst) > before);
        assert_eq!(said.exit, Some(1), "{said:?}");
        assert!(said.err.contains(FAILED), "{said:?}");
        let shown = format!("{said:?}{}", seat.screen());
        assert!(!shown.contains(SAID) && !shown.contains("panicked"), "{shown}");
        assert!(seat.is_as_found());
        // It is the line's end, too.
        until("the line to close", || hosted.host.count() == 1).await;
        hosted.logged(&["session failed", "li", "SHA256:", "ssh 127.0.0.1:"]).await;
        hosted.logged(&["left", "li", "SHA256:"]).await;
        until("li to be listed no more", || logins(&hosted) == ["wang"]).await;
        until("li to go from the screen", || !wang.screen().contains("wang, li")).await;
        let who = hosted.client(&hosted.wang).await.run("who").await;
        assert!(who.out.contains("wang") && !who.out.contains("li "), "{who:?}");
        others_go_on(&hosted, &wang, "Aaa goes on").await;
        // What was saved is saved, and may be taken back by whoever comes again.
        let li = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        li.wait_for("PUBLISHED").await;
        let found = hosted.client(&hosted.li).await.run("find 他们说").await;
        assert_eq!(found.exit, Some(0), "{found:?}");
        li.keys("Q").await;
        assert_eq!(li.ended().await.exit, Some(0));
        drop((seat, wang, li));
        hosted.close().await;
    });
}

#[test]
fn what_stood_in_the_form_of_a_session_that_panics_is_offered_again() {
    run(async {
        let (hosted, trap) = hosted().await;
        let wang = hosted.client(&hosted.wang).await.dashboard(80, 24).await;
        wang.wait_for("PUBLISHED").await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("PUBLISHED").await;
        seat.keys("2").await;
        seat.wait_for("> Anshan-Tsinghua").await;
        seat.keys("m").await;
        seat.wait_for("Add interaction").await;
        seat.keys("他们说").await;
        seat.wait_for("他们说").await;
        drop(seat);
        until("li to go", || hosted.host.count() == 1).await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("New interaction on Anshan-Tsinghua").await;
        // Its form is open when the session looks for other drafts.
        trap.set(At::Looking(hosted.file("store/people/li/drafts")));
        seat.keys("<Enter>").await;
        let said = seat.ended().await;
        assert!(!trap.is_set());
        assert_eq!(said.exit, Some(1), "{said:?}");
        assert!(said.err.contains(FAILED) && seat.is_as_found(), "{said:?}");
        others_go_on(&hosted, &wang, "Aaa goes on").await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("New interaction on Anshan-Tsinghua").await;
        seat.keys("<Enter>").await;
        seat.wait_for("Add interaction").await;
        seat.wait_for("他们说").await;
        seat.keys("<C-s>").await;
        seat.wait_for("Added: 他们说").await;
        // One that panics while it leaves holds what all share.
        trap.set(At::Writing(hosted.file("store/people/li/seat.json")));
        seat.keys("Q").await;
        let said = seat.ended().await;
        assert!(!trap.is_set());
        assert!(said.exit == Some(1) && said.err.contains(FAILED), "{said:?}");
        others_go_on(&hosted, &wang, "Aaa goes on again").await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("PUBLISHED").await;
        seat.keys("Q").await;
        assert_eq!(seat.ended().await.exit, Some(0));
        until("li to be listed no more", || logins(&hosted) == ["wang"]).await;
        drop((seat, wang));
        hosted.close().await;
    });
}

#[test]
fn who_is_attached_is_told_as_well_and_finds_the_terminal_as_it_was() {
    run(async {
        let (hosted, trap) = hosted().await;
        let wang = hosted.client(&hosted.wang).await.dashboard(80, 24).await;
        wang.wait_for("PUBLISHED").await;
        let socket = hosted.socket.to_str().unwrap().to_owned();
        let (host, path) = (hosted, socket.clone());
        let attached = tokio::task::spawn_blocking(move || {
            let words = ["attach", "--socket", &path];
            let mut pty = Pty::spawn(PROGRAM, &words, &[("LANG", "zh_CN.UTF-8")], 80, 24);
            pty.wait_for("[1 首页]");
            process::wait("them to be listed", || logins(&host).contains(&"root".to_owned()));
            trap.set(At::Writing(host.file("store/people/root/seat.json")));
            pty.keys("Q");
            let exit = pty.wait_exit();
            assert!(!trap.is_set());
            assert_eq!(exit.code, 1, "{}", pty.screen());
            pty.wait_until("the terminal as found", |screen| {
                !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
            });
            assert!(pty.is_cooked());
            pty.wait_for("此会话出错并已结束");
            assert!(!pty.screen().contains(SAID));
            host
        });
        let hosted = soon("the attached end", attached).await.unwrap();
        hosted.logged(&["session failed", "root", "uid ", "socket"]).await;
        until("them to be listed no more", || logins(&hosted) == ["wang"]).await;
        others_go_on(&hosted, &wang, "Aaa goes on").await;
        drop(wang);
        hosted.close().await;
    });
}
