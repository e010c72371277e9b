//! Arguments and environment to a command over an open office, or to the dashboard. With
//! `environment` the only place that reads the environment; it decides nothing but where things are.

mod environment;
mod hosting;

use liaison::attach;
use liaison::command::{Answer, Call, Exit, Files, Settings, Streams};
use liaison::config::{Config, Origin};
use liaison::dashboard::Dashboard;
use liaison::office::{Begin, Clock, Office};
use liaison::session::Ended;
use liaison::store::disk::{Disk, RealDisk};
use liaison::store::{Holder, OpenError, Person, Plan, Progress, Role};
use liaison::terminal;
use liaison::value::{Lang, clean_line};
use liaison::words::{command as say, keep, serve};
use signal_hook::consts::SIGXFSZ;
use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Exit codes of a dashboard that a signal ended: 128 and its number.
const HUNG_UP: u8 = 129;
const TERMINATED: u8 = 143;
/// How long a command waits for a store that another one has, and how often it looks.
const MOMENT: Duration = Duration::from_secs(1);
const AGAIN: Duration = Duration::from_millis(20);
/// Whoever waits longer is told how far it has come.
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    // What sled makes between two flushes would else be readable by others.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    // A write beyond a limit on the size of files says so; the signal that comes with it would end
    // the process.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    ExitCode::from(match start() {
        Ok((words, call, config)) if call.is_dashboard() || call.attaches() => {
            let answer = dashboard(&words, &call, config);
            answer.unwrap_or_else(|answer| with_streams(|streams| answer.give(streams)))
        }
        Ok((words, call, config)) => with_streams(|streams| match call.page() {
            Some(page) => page.give(streams),
            None => command(&words, call, config, streams),
        }),
        Err(answer) => with_streams(|streams| answer.give(streams)),
    })
}

/// What the arguments ask for, and what is set.
fn start() -> Result<(Vec<String>, Call, Config), Answer> {
    let words: Result<Vec<String>, _> = env::args_os().skip(1).map(OsString::into_string).collect();
    let words = words.map_err(|_| wrong(Exit::Usage, say::ARGUMENT_NOT_UTF8.say(lang())))?;
    let config = environment::config(&words, lang());
    let said = config.as_ref().ok().and_then(|config| config.said("lang"));
    // What asks for help gets it, whatever the config is.
    let call = Call::read(&words, said.map_or_else(lang, Lang::of_locale))?;
    let mut config = config?;
    for (name, value, option) in call.settings() {
        config.set(name, value, Origin::Flag(option));
    }
    Ok((words, call, config))
}

fn wrong(exit: Exit, text: impl Into<String>) -> Answer {
    Answer { exit, text: text.into() }
}

/// Lends the process's own streams. Not for the dashboard: the terminal writes by itself.
fn with_streams(run: impl FnOnce(&mut Streams<'_>) -> u8) -> u8 {
    let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
    run(&mut Streams {
        files: Files::Here,
        input_is_terminal: stdin.is_terminal(),
        out_is_terminal: stdout.is_terminal(),
        err_is_terminal: stderr.is_terminal(),
        input: &mut stdin.lock(),
        out: &mut BufWriter::new(stdout.lock()),
        err: &mut stderr.lock(),
    })
}

fn command(words: &[String], call: Call, config: Config, streams: &mut Streams<'_>) -> u8 {
    let settings = Settings { lang: call.lang(), width: terminal::size().0 };
    let person = person(&call);
    for said in config.complaints(call.lang()) {
        // That nobody reads it is no failure.
        let _ = writeln!(streams.err, "{said}");
    }
    if let Some(exit) = call.alone(&config, settings.width, streams) {
        return exit;
    }
    if let Some(file) = call.restores() {
        let answer = restore(&call, &config, Path::new(file), streams);
        return answer.unwrap_or_else(|answer| answer).give(streams);
    }
    if let Some(serve) = call.serves() {
        let answer = hosting::run(&call, &serve, config, &person, streams);
        return answer.unwrap_or_else(|answer| answer).give(streams);
    }
    match environment::host(&call, &config) {
        Ok(Some(socket)) => return at_host(&socket, words, &config, call.lang(), streams),
        Ok(None) => {}
        Err(answer) => return answer.give(streams),
    }
    let office = match open(&call, &config, None, streams) {
        Ok(office) => office.with_config(Arc::new(config)),
        Err(answer) => return answer.give(streams),
    };
    let lang = call.lang();
    let exit = call.run(&office, &person, settings, streams);
    office.store().close();
    if let Some(trouble) = office.store().trouble() {
        // That nobody reads it is no failure.
        let _ = writeln!(streams.err, "{}", keep::TROUBLE.fill(lang, &[trouble.say(lang)]));
    }
    exit
}

/// Has the host at a socket run the command.
fn at_host(
    socket: &Path,
    words: &[String],
    config: &Config,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> u8 {
    let hello = environment::hello(Some(words), config, terminal::size());
    let Streams { input, out, err, .. } = &mut *streams;
    let ended = attach::command(socket, hello, attach::Streams { input, out, err });
    said_by_host(ended, lang, streams)
}

fn said_by_host(ended: io::Result<attach::Ended>, lang: Lang, streams: &mut Streams<'_>) -> u8 {
    match ended {
        Ok(attach::Ended::Left(exit, text)) => {
            let answer = wrong(Exit::Failed, text);
            answer.give(streams);
            exit
        }
        // A reader that has seen enough is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done as u8,
        Ok(attach::Ended::Gone) | Err(_) => wrong(Exit::Store, serve::GONE.say(lang)).give(streams),
    }
}

/// Puts a backup in the place of the store, and tells what is where.
fn restore(
    call: &Call,
    config: &Config,
    file: &Path,
    streams: &mut Streams<'_>,
) -> Result<Answer, Answer> {
    let (lang, folder) = (call.lang(), environment::folder(call, config)?);
    let (plan, clock) = (environment::plan(call, config), clock(call));
    let kept = plan.folder(&folder).join(file);
    let file = if file.exists() { file } else { &kept };
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let (restored, records) = Office::restore(&disk, &folder, file, &plan, &clock)
        .map_err(|error| wrong(Exit::Store, error.say(lang)))?;
    let made = clock.at(restored.about.when).format("%Y-%m-%d %H:%M").to_string();
    let changes = restored.about.end.sequence.to_string();
    let aside = restored.aside.map(|aside| aside.display().to_string());
    let aside = aside.map(|aside| keep::ASIDE.fill(lang, &[&aside]));
    let not_kept = restored.not_kept.map(|why| keep::NOT_KEPT.fill(lang, &[why.say(lang)]));
    for line in aside.into_iter().chain(not_kept) {
        // That nobody reads it is no failure.
        let _ = writeln!(streams.err, "{line}");
    }
    let said = keep::RESTORED.fill(lang, &[&made, &changes, &records.to_string()]);
    Ok(Answer { exit: Exit::Done, text: said })
}

/// Opens the store. `socket`: where others are answered while it is open.
fn open(
    call: &Call,
    config: &Config,
    socket: Option<PathBuf>,
    streams: &mut Streams<'_>,
) -> Result<Office, Answer> {
    let (lang, folder) = (call.lang(), environment::folder(call, config)?);
    let mut told = Instant::now();
    let mut tell = |progress: Progress| {
        if told.elapsed() >= PATIENCE {
            told = Instant::now();
            let Progress { done, all } = progress;
            let said = say::DEMO_FILLING.fill(lang, &[&done.to_string(), &all.to_string()]);
            let _ = writeln!(streams.err, "{said}");
        }
    };
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let plan = Plan { socket, ..environment::plan(call, config) };
    let begun = Instant::now();
    let opened = loop {
        let (disk, plan) = (Arc::clone(&disk), plan.clone());
        match Office::open_with(disk, &folder, clock(call), begin(call), plan, &mut tell) {
            // A command of somebody else has it for a moment, or a host is just ending.
            Err(OpenError::Held { .. }) if begun.elapsed() < MOMENT => thread::sleep(AGAIN),
            opened => break opened,
        }
    };
    let (office, opened) = opened.map_err(|error| wrong(Exit::Store, error.say(lang)))?;
    let new = say::NEW_STORE.fill(lang, &[&folder.display().to_string()]);
    let records = office.store().now().snapshot.len();
    if call.opening().demo.is_some_and(|wanted| !opened.is_new && wanted != records) {
        let (folder, records) = (folder.display().to_string(), records.to_string());
        let _ = writeln!(streams.err, "{}", say::DEMO_OTHER.fill(lang, &[&folder, &records]));
    }
    let findings = opened.findings.iter().map(|finding| finding.say(lang));
    for said in opened.is_new.then_some(new).into_iter().chain(findings) {
        // That nobody reads it is no failure.
        let _ = writeln!(streams.err, "{said}");
    }
    Ok(office)
}

fn dashboard(words: &[String], call: &Call, config: Config) -> Result<u8, Answer> {
    let lang = call.lang();
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(wrong(Exit::Usage, say::NO_TERMINAL.say(lang)));
    }
    if env::var("TERM").is_ok_and(|term| term == "dumb") {
        return Err(wrong(Exit::Usage, say::DUMB_TERMINAL.say(lang)));
    }
    terminal::install_panic_hook();
    if let Some(socket) = environment::host(call, &config)? {
        return attached(&socket, words, &config, lang);
    }
    if call.attaches() {
        return Err(wrong(Exit::Store, serve::NO_HOST.fill(lang, &[""])));
    }
    let (folder, config) = (environment::folder(call, &config)?, Arc::new(config));
    let dashboard = Dashboard {
        folder: folder.clone(),
        begin: begin(call),
        plan: Plan { socket: environment::own_socket(&folder), ..environment::plan(call, &config) },
        clock: clock(call),
        person: person(call),
        lang,
        asked: config.said("lang").map(Lang::of_locale),
        asks_language: config.said("lang").is_none() && locale().is_none(),
        look: config.look(&environment::variable),
        config: Arc::clone(&config),
    };
    let left = dashboard.run();
    let left =
        left.map_err(|error| wrong(Exit::Failed, say::TERMINAL.fill(lang, &[&error.to_string()])))?;
    if left.others > 0 {
        stay_behind(call, &folder, left.others);
    }
    match left.ended {
        Ended::Quit => Ok(Exit::Done as u8),
        Ended::Hangup => Ok(HUNG_UP),
        Ended::Terminate => Ok(TERMINATED),
        // Another was faster, and is about to answer.
        Ended::NotOpened(OpenError::Held {
            holder: Holder { socket: Some(socket), .. }, ..
        }) if attach::await_host(&socket) => attached(&socket, words, &config, lang),
        Ended::NotOpened(error) => Err(wrong(Exit::Store, error.say(lang))),
    }
}

/// Shows the dashboard of the host at a socket.
fn attached(socket: &Path, words: &[String], config: &Config, lang: Lang) -> Result<u8, Answer> {
    Call::may_attach(words, lang)?;
    for said in config.complaints(lang) {
        // Found when the dashboard is left. That nobody reads it is no failure.
        let _ = writeln!(io::stderr(), "{said}");
    }
    let hello = environment::hello(None, config, terminal::size());
    let ended = attach::dashboard(socket, hello);
    Ok(with_streams(|streams| said_by_host(ended, lang, streams)))
}

/// Leaves a host behind for those who are attached: they come to it by themselves.
fn stay_behind(call: &Call, folder: &Path, others: usize) {
    let login = person(call).login;
    let begun = env::current_exe().and_then(|program| {
        let mut host = Command::new(program);
        host.args(["serve", "--behind", "--as", &*login, "--store"]).arg(folder);
        host.arg("--socket").arg(environment::own_socket(folder).unwrap_or_default());
        host.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        host.process_group(0).spawn()
    });
    if begun.is_ok() {
        let said = serve::STAYS.fill(call.lang(), &[&others.to_string()]);
        // That nobody reads it is no failure.
        let _ = writeln!(io::stderr(), "{said}");
    }
}

/// With what a new store begins, as the arguments say.
fn begin(call: &Call) -> Begin {
    match call.opening().demo {
        Some(records) => Begin::Demo { records, person: person(call) },
        None => call.opening().begin.clone(),
    }
}

fn clock(call: &Call) -> Clock {
    call.opening().now.map_or_else(Clock::office, Clock::fixed)
}

/// Whoever opens a store on this machine has its files anyway: an administrator.
fn person(call: &Call) -> Person {
    let logins = ["USER", "LOGNAME"].into_iter().filter_map(|name| env::var(name).ok());
    let known = logins.map(|login| clean_line(&login)).find(|login| !login.is_empty());
    let login = call.opening().login.clone().or(known);
    let nameless = || format!("uid-{}", rustix::process::getuid().as_raw());
    Person::new(&login.unwrap_or_else(nameless), Role::Admin)
}

fn locale() -> Option<Lang> {
    liaison::config::locale(&environment::variable)
}

fn lang() -> Lang {
    locale().unwrap_or(Lang::En)
}
