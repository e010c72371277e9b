//! Arguments and environment to a command over an open office, or to the dashboard. With
//! `environment` the only place that reads the environment; it decides nothing but where things are.

mod environment;

use liaison::command::{Answer, Call, Exit, Files, Settings, Streams};
use liaison::config::{Config, Origin};
use liaison::dashboard::Dashboard;
use liaison::office::{Begin, Clock, Office};
use liaison::session::Ended;
use liaison::store::disk::{Disk, RealDisk};
use liaison::store::{Person, Progress, Role};
use liaison::terminal;
use liaison::value::{Lang, clean_line};
use liaison::words::{command as say, keep};
use signal_hook::consts::SIGXFSZ;
use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Exit codes of a dashboard that a signal ended: 128 and its number.
const HUNG_UP: u8 = 129;
const TERMINATED: u8 = 143;
/// Whoever waits longer is told how far it has come.
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    // What sled makes between two flushes would else be readable by others.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    // A write beyond a limit on the size of files says so; the signal that comes with it would end
    // the process.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    ExitCode::from(match start() {
        Ok((call, config)) if call.is_dashboard() => {
            let answer = dashboard(&call, config);
            answer.unwrap_or_else(|answer| with_streams(|streams| answer.give(streams)))
        }
        Ok((call, config)) => with_streams(|streams| match call.page() {
            Some(page) => page.give(streams),
            None => command(call, config, streams),
        }),
        Err(answer) => with_streams(|streams| answer.give(streams)),
    })
}

/// What the arguments ask for, and what is set.
fn start() -> Result<(Call, Config), Answer> {
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
    Ok((call, config))
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

fn command(call: Call, config: Config, streams: &mut Streams<'_>) -> u8 {
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
    let office = match open(&call, &config, streams) {
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

fn open(call: &Call, config: &Config, streams: &mut Streams<'_>) -> Result<Office, Answer> {
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
    let (disk, plan) = (Arc::new(RealDisk), environment::plan(call, config));
    let opened = Office::open_with(disk, &folder, clock(call), begin(call), plan, &mut tell);
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

fn dashboard(call: &Call, config: Config) -> Result<u8, Answer> {
    let lang = call.lang();
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(wrong(Exit::Usage, say::NO_TERMINAL.say(lang)));
    }
    if env::var("TERM").is_ok_and(|term| term == "dumb") {
        return Err(wrong(Exit::Usage, say::DUMB_TERMINAL.say(lang)));
    }
    terminal::install_panic_hook();
    let dashboard = Dashboard {
        folder: environment::folder(call, &config)?,
        begin: begin(call),
        plan: environment::plan(call, &config),
        clock: clock(call),
        person: person(call),
        lang,
        asked: config.said("lang").map(Lang::of_locale),
        asks_language: config.said("lang").is_none() && locale().is_none(),
        look: config.look(&environment::variable),
        config: Arc::new(config),
    };
    match dashboard.run() {
        Ok(Ended::Quit) => Ok(Exit::Done as u8),
        Ok(Ended::Hangup) => Ok(HUNG_UP),
        Ok(Ended::Terminate) => Ok(TERMINATED),
        Ok(Ended::NotOpened(error)) => Err(wrong(Exit::Store, error.say(lang))),
        Err(error) => Err(wrong(Exit::Failed, say::TERMINAL.fill(lang, &[&error.to_string()]))),
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
