//! What can be answered without a store, also while another program has it open.

use super::answer::{Answer, Exit, Failure};
use super::line::Call;
use super::output::Format;
use super::table::Sheet;
use super::turn::Cleaned;
use super::{Streams, config, keys, people};
use crate::config::Config;
use crate::words::command as say;
use std::io::Write as _;

impl Call {
    /// Answers a command that needs no store, for a terminal of so many columns: its exit code.
    /// Nothing if it needs one.
    pub fn alone(&self, set: &Config, width: u16, streams: &mut Streams<'_>) -> Option<u8> {
        let name = self.command?.name;
        if name == people::COMMAND.name {
            let done = self.check_people(set, width, streams).map(|()| Exit::Done as u8);
            return Some(done.unwrap_or_else(|failure| failure.answer(self.lang).give(streams)));
        }
        let sheet = match name {
            _ if name == keys::COMMAND.name => keys::sheet(&set.keys(), self.lang),
            _ if name == config::COMMAND.name => config::sheet(set, self.lang),
            _ => return None,
        };
        let answer = match self.write(&sheet, set, width, streams) {
            Err(failure) => failure.answer(self.lang),
            Ok(()) if name == config::COMMAND.name && !set.is_sound() => {
                Answer { exit: Exit::Failed, text: say::CONFIG_WRONG.say(self.lang).to_owned() }
            }
            Ok(()) => return Some(Exit::Done as u8),
        };
        Some(answer.give(streams))
    }

    pub(super) fn write(
        &self,
        sheet: &Sheet,
        set: &Config,
        width: u16,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        let room = streams.out_is_terminal.then_some(usize::from(width));
        let mut out = Cleaned::new(streams.out, streams.out_is_terminal).with(set.signs());
        let format = self.given.text("format").and_then(Format::named).unwrap_or(Format::Table);
        sheet.write(&mut out, format, room, self.lang)?;
        Ok(out.flush()?)
    }
}
