//! `liaison`: a terminal dashboard for the coordinators of a university's technology-transfer
//! offices. The rooms, from the ground up:
//!
//! - [`value`]: the cell types. [`record`]: what a kind is. [`records`]: the kinds, one list.
//!   [`words`]: what the program says, in two languages.
//! - [`store`]: records at one moment, and commits that are never lost.
//! - [`lookup`]: finds any record by its names. [`filter`]: keeps and sorts the records of a
//!   kind. [`ask`]: questions, and what answers them. [`insight`]: what is computed from many
//!   records.
//! - [`clock`]: what time it is. [`office`]: the handle that the sessions and commands of a process share. [`published`]:
//!   the facts that a new store begins with. [`demo`]: an invented office to try it on.
//! - [`app`]: what keys do. [`view`]: what is drawn. [`session`]: one person's loop.
//! - [`screen`]: frames to bytes. [`terminal`]: this machine's tty. [`dashboard`]: a session on
//!   it.
//! - [`people`]: who may come to a host, by their keys. [`serve`]: the sessions of others.
//!   [`attach`]: the other end of a host's socket.
//! - [`config`]: what a person has set, and where. [`command`]: the command line. [`exchange`]: records in other programs' formats.
//!
//! What must hold, and tests keep where they can:
//!
//! - Only `store/state.rs` names sled, only `store/codec.rs` names bincode, only `terminal.rs`
//!   touches this process's tty, raw mode or its size.
//! - Only `records/` names a kind's struct. A new kind is one file and one line there.
//! - Outside the store a cell is read through [`store::Sight`] alone, and saved through
//!   [`store::Store::commit`] alone: both know who asks.
//! - [`view`] changes nothing: cursors, selection and scroll are decided in [`app`]. Selection is
//!   by record id, so that another person's edit does not move it.
//! - [`app::App::update`] does not wait.
//! - Stored text is cleaned of control and bidirectional characters at the store's edge, and
//!   again by the screen and wherever else it leaves.
//! - The clock is a parameter. Nothing is global.

pub mod app;
pub mod ask;
pub mod attach;
pub mod clock;
pub mod command;
pub mod config;
pub mod dashboard;
pub mod demo;
pub mod exchange;
pub mod filter;
pub mod insight;
pub mod lookup;
pub mod office;
pub mod people;
pub mod published;
pub mod record;
pub mod records;
pub mod screen;
pub mod serve;
pub mod session;
pub mod store;
pub mod terminal;
pub mod value;
pub mod view;
pub mod words;
