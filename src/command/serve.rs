//! `serve` and `attach`: what is asked of the process that hosts, and of the one that comes to it.
//! Both are for whoever starts the program: over a line there is a host already.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::backup::must_administer;
use super::line::Call;
use crate::words::serve as say;
use std::path::PathBuf;

pub(super) static SERVE: Command = Command {
    name: "serve",
    about: say::SERVE,
    arguments: &[
        Argument::new("listen", Holds::Text("ADDR:PORT"), say::LISTEN),
        Argument::new("people", Holds::Text("FILE"), say::PEOPLE_FILE),
        Argument::new("key", Holds::Text("FILE"), say::KEY_FILE),
        Argument::new("idle", Holds::Number, say::IDLE_AFTER),
        Argument::new("behind", Holds::Flag, say::BEHIND),
    ],
    run: |turn| {
        must_administer(turn)?;
        Err(Failure::usage(say::HOSTED.say(turn.lang())))
    },
};

pub(super) static ATTACH: Command = Command {
    name: "attach",
    about: say::ATTACH,
    arguments: &[],
    run: |turn| Err(Failure::usage(say::HOSTED.say(turn.lang()))),
};

/// What a host is to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Serve {
    /// Where it takes lines by SSH, if it does.
    pub listen: Option<String>,
    /// Who may come, if it is not the usual file.
    pub people: Option<PathBuf>,
    /// Its key, if that is not in the store's folder.
    pub key: Option<PathBuf>,
    /// After how many minutes without a key a line is closed.
    pub idle: Option<u32>,
    /// Whether it ends when the last one leaves.
    pub is_behind: bool,
}

impl Call {
    /// What is to be hosted, if that is what is wanted.
    pub fn serves(&self) -> Option<Serve> {
        let is_serve = self.command.is_some_and(|command| command.name == SERVE.name);
        let path = |name| self.given.text(name).map(PathBuf::from);
        is_serve.then(|| Serve {
            listen: self.given.text("listen").map(ToOwned::to_owned),
            people: path("people"),
            key: path("key"),
            idle: self.given.number("idle"),
            is_behind: self.given.has("behind"),
        })
    }

    /// Whether a host's dashboard is wanted, and no other.
    pub fn attaches(&self) -> bool {
        self.command.is_some_and(|command| command.name == ATTACH.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Lang;

    /// What the service manager starts.
    const UNIT: &str = include_str!("../../assets/liaison.service");

    #[test]
    fn the_unit_starts_a_host_for_this_machine_alone_with_its_store_and_people_named() {
        let line = UNIT.lines().find_map(|line| line.strip_prefix("ExecStart="));
        let mut words = shell_words::split(line.unwrap()).unwrap().into_iter();
        assert_eq!(words.next().as_deref(), Some("/usr/local/bin/liaison"));
        let words: Vec<String> = words.collect();
        let call = Call::read(&words, Lang::En).map_err(|answer| answer.text).unwrap();
        let wanted = Serve {
            listen: Some("127.0.0.1:2222".to_owned()),
            people: Some("/etc/liaison/people".into()),
            key: None,
            idle: None,
            is_behind: false,
        };
        assert_eq!(call.serves(), Some(wanted));
        let folder = PathBuf::from("/var/lib").join(directory("StateDirectory")).join("store");
        assert_eq!(call.opening().store, Some(folder));
        // The socket is put there, where who attaches looks for it.
        assert_eq!(directory("RuntimeDirectory"), "liaison");
    }

    fn directory(name: &str) -> &'static str {
        let value = |line: &'static str| line.strip_prefix(name)?.strip_prefix('=');
        UNIT.lines().find_map(value).unwrap()
    }
}
