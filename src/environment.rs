//! What the environment says: where the config and the store are. Part of `main`, for nobody else reads the environment.

use etcetera::BaseStrategy as _;
use liaison::attach;
use liaison::command::{Answer, Call, Exit, for_a_host, option};
use liaison::config::{Config, Origin, SETTINGS};
use liaison::serve::wire::{Hello, VARIABLES, bounded};
use liaison::store::disk::RealDisk;
use liaison::store::{Plan, SOCKET, socket_of};
use liaison::value::Lang;
use liaison::words::{command as say, look, serve};
use std::collections::BTreeMap;
use std::env;
use std::fs::{self, DirBuilder};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, IsTerminal as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

fn wrong(exit: Exit, text: impl Into<String>) -> Answer {
    Answer { exit, text: text.into() }
}

/// A variable that is set to something.
pub fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name).filter(|value| !value.is_empty())?;
    Some(value.to_string_lossy().into_owned())
}

/// What is set by the file and by the environment. A file that was named and cannot be read, or
/// is no TOML, is refused as a whole: who knows which store it was to name.
pub fn config(words: &[String], lang: Lang) -> Result<Config, Answer> {
    let named = option(words, "config").or_else(|| variable("LIAISON_CONFIG")).map(PathBuf::from);
    let is_named = named.is_some();
    let mut config = match named.or_else(usual) {
        Some(path) => read(path, is_named, lang)?,
        None => Config::default(),
    };
    config.heed(&variable);
    config.assume("lang", if lang == Lang::Zh { "zh" } else { "en" }, Origin::Default);
    if let Ok(strategy) = etcetera::choose_base_strategy() {
        let store = strategy.data_dir().join("liaison");
        config.assume("store", &store.display().to_string(), Origin::Default);
    }
    Ok(config)
}

fn usual() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("liaison").join("config.toml"))
}

fn read(path: PathBuf, is_named: bool, lang: Lang) -> Result<Config, Answer> {
    match fs::read_to_string(&path) {
        Ok(text) => Config::read(path.clone(), &text)
            .map_err(|fault| wrong(Exit::Usage, fault.say(&path, lang))),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !is_named => {
            Ok(Config::without_file(path))
        }
        Err(error) => {
            let (path, why) = (path.display().to_string(), error.to_string());
            Err(wrong(Exit::Usage, look::UNREADABLE.fill(lang, &[&path, &why])))
        }
    }
}

/// The store's folder, as the arguments, the environment, the config or the user's data folder
/// say. A demonstration store lies beside the real one.
pub fn folder(call: &Call, config: &Config) -> Result<PathBuf, Answer> {
    if let Some(folder) = &call.opening().store {
        return Ok(folder.clone());
    }
    let folder = usual_folder(call, config)?;
    let Some(name) = folder.file_name().filter(|_| call.opening().demo.is_some()) else {
        return Ok(folder);
    };
    let mut name = name.to_owned();
    name.push("-demo");
    Ok(folder.with_file_name(name))
}

/// When upkeep is due, and where backups go. What is invented needs none.
pub fn plan(call: &Call, config: &Config) -> Plan {
    let backups = config.said("backups").map(at_home);
    Plan { keeps_backups: call.opening().demo.is_none(), backups, ..Plan::default() }
}

/// The socket of the host that has the store, if one answers: the one that is named, or else that
/// of the store, or else, where no store is named, that of this machine. One that is named has to
/// answer: nobody means another store then.
pub fn host(call: &Call, config: &Config) -> Result<Option<PathBuf>, Answer> {
    if let Some(named) = &call.opening().socket {
        let at = format!(" ({})", named.display());
        let none = || wrong(Exit::Store, serve::NO_HOST.fill(call.lang(), &[&at]));
        return attach::answers(named).then(|| Some(named.clone())).ok_or_else(none);
    }
    let folder = folder(call, config).ok();
    let of_store = folder.and_then(|folder| socket_of(&RealDisk, &folder));
    let is_named = call.opening().store.is_some() || call.opening().demo.is_some();
    let is_named = is_named || env::var_os("LIAISON_STORE").is_some() || store_is_said(config);
    let known = if is_named { Vec::new() } else { known_sockets() };
    Ok(of_store.into_iter().chain(known).find(|socket| attach::answers(socket)))
}

fn store_is_said(config: &Config) -> bool {
    config.said("store").is_some()
}

fn runtime_folder() -> Option<PathBuf> {
    variable("XDG_RUNTIME_DIR").map(|folder| Path::new(&folder).join("liaison"))
}

/// Where the host of this machine answers.
fn known_sockets() -> Vec<PathBuf> {
    let folders = runtime_folder().into_iter().chain([PathBuf::from("/run/liaison")]);
    folders.map(|folder| folder.join(HOST)).collect()
}

/// The name of the socket of this machine's host.
const HOST: &str = "host.sock";
/// Longest path of a socket, in bytes; the kernel has room for one less than 108.
const LONGEST: usize = 100;

/// Where a host is to answer: where it is told to, or where the service manager has it, or else in
/// the store's folder.
pub fn socket(call: &Call, folder: &Path) -> PathBuf {
    let managed = variable("RUNTIME_DIRECTORY").map(PathBuf::from);
    let named = call.opening().socket.clone();
    let usual = || managed.or_else(runtime_folder).map(|folder| folder.join(HOST));
    named.or_else(usual).unwrap_or_else(|| folder.join(SOCKET))
}

/// Where the dashboard of a store answers others, if there is a place.
pub fn own_socket(folder: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let inside = whole.join(SOCKET);
    let name = || {
        let mut mark = DefaultHasher::new();
        whole.hash(&mut mark);
        format!("{:016x}.sock", mark.finish())
    };
    let outside = || runtime_folder().map(|folder| folder.join(name()));
    [Some(inside), outside()].into_iter().flatten().find(|path| path.as_os_str().len() <= LONGEST)
}

/// What a host is told of this end.
pub fn hello(words: Option<&[String]>, config: &Config, size: (u16, u16)) -> Hello {
    let mut variables: BTreeMap<String, String> =
        VARIABLES.into_iter().filter_map(|name| Some((name.to_owned(), variable(name)?))).collect();
    for setting in SETTINGS.iter().filter(|setting| VARIABLES.contains(&setting.variable)) {
        if let Some(said) = config.said(setting.name) {
            variables.insert(setting.variable.to_owned(), said.to_owned());
        }
    }
    let terminals =
        [io::stdin().is_terminal(), io::stdout().is_terminal(), io::stderr().is_terminal()];
    let keys = config.remaps().iter().map(|remap| (remap.name.clone(), remap.keys.clone()));
    let keys = words.is_none().then(|| bounded(keys));
    Hello { words: words.map(for_a_host), size, terminals, variables, keys, ..Hello::default() }
}

/// The folder of the real store, unless the arguments name another.
fn usual_folder(call: &Call, config: &Config) -> Result<PathBuf, Answer> {
    if let Some(folder) = env::var_os("LIAISON_STORE").filter(|folder| !folder.is_empty()) {
        return Ok(folder.into());
    }
    if let Some(folder) = config.said("store") {
        return Ok(at_home(folder));
    }
    let strategy = etcetera::choose_base_strategy();
    let strategy = strategy.map_err(|_| wrong(Exit::Store, say::NO_FOLDER.say(call.lang())))?;
    let data = strategy.data_dir();
    // Those that are there stay as they are; if it fails, opening the store says why.
    let _ = DirBuilder::new().recursive(true).mode(0o700).create(&data);
    Ok(data.join("liaison"))
}

/// The path, its `~` at the beginning read as a shell would.
fn at_home(folder: &str) -> PathBuf {
    let below =
        folder.strip_prefix("~/").and_then(|below| Some((etcetera::home_dir().ok()?, below)));
    below.map_or_else(|| Path::new(folder).into(), |(home, below)| home.join(below))
}
