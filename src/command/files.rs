//! The files that a command names: whose machine they lie on is for whoever runs it to say.

use super::answer::{Exit, Failure};
use super::turn::Turn;
use crate::value::Lang;
use crate::words::exchange as say;
use std::io::{self, Write};
use std::path::Path;

/// Where the files lie that a command names.
pub enum Files<'a> {
    /// On this machine, whose person runs the command.
    Here,
    /// At the other end of a line, which opens them.
    There(&'a mut dyn There),
    /// Nowhere: whoever is at the other end has only streams. No path that they name is opened.
    Nowhere,
}

/// Opens files at the other end of a line.
pub trait There {
    /// The whole of a file; nothing if it is longer than `most` bytes.
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Option<Vec<u8>>>;

    /// Writes a file aside, and then in the place of what was there.
    fn write(
        &mut self,
        path: &Path,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()>;

    /// Whether there is anything at a path.
    fn exists(&mut self, path: &Path) -> bool;
}

impl Turn<'_, '_> {
    /// Refuses the name of a file where there are only streams.
    pub fn must_reach(&self, path: &Path) -> Result<(), Failure> {
        match self.streams.files {
            Files::Nowhere => Err(out_of_reach(path, self.lang())),
            _ => Ok(()),
        }
    }

    /// The whole of a file; nothing if it is longer than `most` bytes.
    pub fn read_file(&mut self, path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
        match &mut self.streams.files {
            Files::Here => self.office.read_file(path, most),
            Files::There(there) => there.read(path, most),
            Files::Nowhere => Err(io::ErrorKind::PermissionDenied.into()),
        }
    }

    /// Writes a file aside, and then in the place of what was there.
    pub fn write_file(
        &mut self,
        path: &Path,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        match &mut self.streams.files {
            Files::Here => self.office.write_file(path, write),
            Files::There(there) => there.write(path, write),
            Files::Nowhere => Err(io::ErrorKind::PermissionDenied.into()),
        }
    }

    /// Whether there is anything at a path.
    pub fn has_file(&mut self, path: &Path) -> bool {
        match &mut self.streams.files {
            Files::Here => path.exists(),
            Files::There(there) => there.exists(path),
            Files::Nowhere => false,
        }
    }
}

fn out_of_reach(path: &Path, lang: Lang) -> Failure {
    let path = path.display().to_string();
    Failure::new(Exit::Usage, say::OUT_OF_REACH.fill(lang, &[&path]))
}
