//! `shell`: the same commands, one a line, each answered before the next is read. The plain
//! mode for screen readers, and for programs that would rather not start one a command.

use super::answer::{Answer, Exit, Failure};
use super::argument::{Argument, Holds};
use super::line::Call;
use super::turn::{Talk, Turn};
use super::{Command, Streams};
use crate::words::command as say;
use std::io::{BufRead, Read, Write};

pub(super) static COMMAND: Command = Command {
    name: "shell",
    about: say::SHELL,
    arguments: &[Argument::new("stop", Holds::Flag, say::SHELL_STOP)],
    run,
};

/// Longest line, in bytes: more is no command.
const LONGEST: u64 = 1 << 20;

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    if turn.is_plain() {
        return Err(Failure::usage(say::IN_SHELL.say(turn.lang())));
    }
    let (mut talk, mut last) = (Talk::Plain(Vec::new()), Exit::Done);
    for number in 1_usize.. {
        let answer = match line(turn) {
            Ok(None) => break,
            Ok(Some(line)) if matches!(line.as_str(), "quit" | "exit") => break,
            Ok(Some(line)) => answered(turn, &line, &mut talk),
            Err(failure) => Err(failure),
        };
        let answer = match answer {
            Ok(()) => continue,
            Err(Failure::Said(answer)) => answer,
            Err(failure) => return Err(failure),
        };
        if answer.exit == Exit::Done {
            answer.give(turn.streams);
            continue;
        }
        turn.tell(say::LINE.fill(turn.lang(), &[&number.to_string(), &answer.text]));
        last = answer.exit;
        if turn.given.has("stop") {
            break;
        }
    }
    match last {
        Exit::Done => Ok(()),
        exit => Err(Failure::new(exit, "")),
    }
}

/// The next line, trimmed; nothing at the end.
fn line(turn: &mut Turn<'_, '_>) -> Result<Option<String>, Failure> {
    let lang = turn.lang();
    let Streams { input, err, input_is_terminal, .. } = &mut *turn.streams;
    if *input_is_terminal {
        // That nobody reads it is no failure.
        let _ = write!(err, "{}", say::PROMPT.say(lang)).and_then(|()| err.flush());
    }
    let mut bytes = Vec::new();
    input.take(LONGEST).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() as u64 == LONGEST && !bytes.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        return Err(Failure::usage(say::LONG_LINE.say(lang)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').trim().to_owned())),
        Err(_) => Err(Failure::usage(say::NOT_UTF8.say(lang))),
    }
}

fn answered(turn: &mut Turn<'_, '_>, line: &str, talk: &mut Talk) -> Result<(), Failure> {
    if line.is_empty() || line.starts_with('#') {
        return Ok(());
    }
    let unclosed = |_| Failure::usage(say::UNCLOSED.say(turn.lang()));
    let mut words = shell_words::split(line).map_err(unclosed)?;
    if let [only] = words.as_slice()
        && only.bytes().all(|byte| byte.is_ascii_digit())
    {
        words.insert(0, "show".to_owned());
    }
    let said = |answer: Answer| Failure::Said(answer);
    let call = Call::read(&words, turn.lang()).and_then(Call::within).map_err(said)?;
    call.turn(turn.office, turn.person, turn.settings, turn.streams, talk)
}
