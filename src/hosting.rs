//! The process that hosts: opens the store, answers at the socket and by SSH, follows the people
//! file, and ends when it is told to. Part of `main`.

use super::{environment, open, wrong};
use liaison::command::{Answer, Call, Exit, Serve, Streams};
use liaison::config::Config;
use liaison::people::{self, People};
use liaison::serve::socket::{self, Door};
use liaison::serve::ssh::{self, HOST_KEY, fingerprint};
use liaison::serve::{Host, Limits, Then};
use liaison::store::Person;
use liaison::store::disk::RealDisk;
use liaison::value::{Lang, Wrong};
use liaison::words::serve as say;
use serde_json::json;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{sleep, timeout};

/// How long a host that was left behind waits for somebody to come; those who are to come give up
/// after as long.
const ANYBODY: Duration = Duration::from_secs(10);
/// How often it looks whether anybody is left.
const LOOK: Duration = Duration::from_millis(500);

/// Hosts until the process is told to end.
pub fn run(
    call: &Call,
    serve: &Serve,
    config: Config,
    person: &Person,
    streams: &mut Streams<'_>,
) -> Result<Answer, Answer> {
    let lang = call.lang();
    let folder = environment::folder(call, &config)?;
    let socket = environment::socket(call, &folder);
    let (named, usual) = (serve.people.as_deref(), config.beside(people::FILE));
    let (people, known) =
        Followed::read(named, usual).map_err(|why| wrong(Exit::Usage, why.say(lang)))?;
    let office = open(call, &config, Some(socket.clone()), streams)?.with_config(Arc::new(config));
    if office.store().read_only().is_some() {
        return Err(wrong(Exit::Store, say::NOT_HOSTED.say(lang)));
    }
    for fault in known.faults() {
        // That nobody reads it is no failure; the same below.
        let _ = writeln!(streams.err, "{}", fault.say(&people.path, lang));
    }
    let limits = Limits {
        idle: serve.idle.map(|minutes| Duration::from_secs(60 * u64::from(minutes))),
        ..Limits::default()
    };
    let host = Host::new(office.clone(), &person.login, known, limits);
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.max_blocking_threads(limits.lines).enable_all().build();
    let runtime = runtime.map_err(|error| wrong(Exit::Failed, error.to_string()))?;
    let place = Place { folder: &folder, socket: &socket, lang };
    let hosted = runtime.block_on(place.host(serve, &host, people, streams));
    runtime.shutdown_background();
    office.store().close();
    // Nobody is to find what nobody answers.
    let _ = fs::remove_file(&socket);
    hosted.map(|()| wrong(Exit::Done, ""))
}

/// Where a host is.
struct Place<'a> {
    folder: &'a Path,
    socket: &'a Path,
    lang: Lang,
}

impl Place<'_> {
    async fn host(
        &self,
        serve: &Serve,
        host: &Host,
        people: Followed,
        streams: &mut Streams<'_>,
    ) -> Result<(), Answer> {
        let lang = self.lang;
        let refused = |at: &str, error: &dyn ToString| {
            wrong(Exit::Failed, say::CANNOT_LISTEN.fill(lang, &[at, &error.to_string()]))
        };
        let (folder, at) = (self.folder.display().to_string(), self.socket.display().to_string());
        let listener = socket::bind(self.socket, Door::Group);
        tokio::spawn(socket::listen(host.clone(), listener.map_err(|error| refused(&at, &error))?));
        let _ = writeln!(streams.err, "{}", say::HOSTS.fill(lang, &[&folder, &at]));
        if let Some(at) = &serve.listen {
            let key = serve.key.clone().unwrap_or_else(|| self.folder.join(HOST_KEY));
            let key = ssh::host_key(&RealDisk, &key);
            let key = key.map_err(|why| wrong(Exit::Failed, why.say(lang)))?;
            let listener = TcpListener::bind(address(at)).await;
            let listener = listener.map_err(|error| refused(at, &error))?;
            let at = listener.local_addr().map_or_else(|_| at.clone(), |at| at.to_string());
            let said = say::HOSTS_SSH.fill(lang, &[&at, &fingerprint(&key)]);
            let _ = writeln!(streams.err, "{said}");
            tokio::spawn(ssh::listen(host.clone(), listener, key));
        }
        let _ = streams.err.flush();
        let mut people = people;
        tokio::select! {
            () = host.follow(|| people.changed(host)) => {}
            ended = told_to_end() => ended.map_err(|error| refused("SIGTERM", &error))?,
            () = left_alone(host), if serve.is_behind => {}
        }
        host.end(Then::Nobody).await;
        Ok(())
    }
}

/// Where lines by SSH are taken: a port alone is one of this machine for itself.
fn address(said: &str) -> String {
    let port = said.trim_start_matches(':');
    if port.parse::<u16>().is_ok() { format!("127.0.0.1:{port}") } else { said.to_owned() }
}

async fn told_to_end() -> io::Result<()> {
    let (mut end, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    // Whoever closes the terminal in which it was begun does not mean those who are here.
    let _hangups = signal(SignalKind::hangup())?;
    tokio::select! {
        _ = end.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Waits until nobody is left of those who were to come.
async fn left_alone(host: &Host) {
    let anybody = async {
        while host.count() == 0 {
            sleep(LOOK).await;
        }
    };
    // Whether anybody came or not, it ends when there is nobody.
    let _ = timeout(ANYBODY, anybody).await;
    while host.count() > 0 {
        sleep(LOOK).await;
    }
}

/// The people file, and what it was when it was read last.
struct Followed {
    /// Where it lies, if there is a place for one.
    path: PathBuf,
    mark: Option<[i64; 4]>,
    /// Whether it was not there at the last look: some editors put it away for a moment.
    is_away: bool,
}

impl Followed {
    /// Reads it for the first time. One that is named has to be there; else nobody comes but
    /// whoever runs the host.
    fn read(named: Option<&Path>, usual: Option<PathBuf>) -> Result<(Self, People), Wrong> {
        let path = named.map(Path::to_owned).or(usual).unwrap_or_default();
        let mark = mark(&path);
        let people = match mark {
            None if named.is_none() => People::default(),
            _ => People::read(&path).map_err(|unread| unread.why)?,
        };
        Ok((Self { path, mark, is_away: false }, people))
    }

    /// Who may come from now on, if the file is another: nobody if it cannot be read.
    fn changed(&mut self, host: &Host) -> Option<People> {
        let now = mark(&self.path);
        let was_away = std::mem::replace(&mut self.is_away, now.is_none());
        if now == self.mark || now.is_none() && !was_away {
            return None;
        }
        self.mark = now;
        let people = People::read(&self.path).unwrap_or_else(|unread| {
            host.tell("people file not followed", &json!({ "why": unread.why.en }));
            People::default()
        });
        for fault in people.faults() {
            host.tell("people file", &json!({ "fault": fault.say(&self.path, Lang::En) }));
        }
        Some(people)
    }
}

/// By what one sees that a file was written: which it is, how long, and when.
fn mark(path: &Path) -> Option<[i64; 4]> {
    let data = fs::metadata(path).ok()?;
    Some([data.ino().cast_signed(), data.len().cast_signed(), data.mtime(), data.mtime_nsec()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_alone_is_for_this_machine() {
        assert_eq!(address("2222"), "127.0.0.1:2222");
        assert_eq!(address(":2222"), "127.0.0.1:2222");
        assert_eq!(address("0.0.0.0:2222"), "0.0.0.0:2222");
        assert_eq!(address("[::1]:2222"), "[::1]:2222");
    }
}
