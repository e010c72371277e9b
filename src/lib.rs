//! `liaison`: a terminal dashboard for the coordinators of a university's technology-transfer
//! offices. The modules, from the ground up:
//!
//! - [`value`]: the cell types. [`record`]: what a kind is. [`records`]: the kinds, one list.
//!   [`words`]: what the program says, in two languages.
//! - [`store`]: records at one moment, and commits that are never lost.
//! - [`published`]: the facts that a new store begins with.
//!
//! What must hold, and tests keep where they can:
//!
//! - Only `store/state.rs` names sled, only `store/codec.rs` names bincode.
//! - Only `records/` names a kind's struct. A new kind is one file and one line there.
//! - Outside the store a cell is read through [`store::Sight`] alone, and saved through
//!   [`store::Store::commit`] alone: both know who asks.
//! - Stored text is cleaned of control and bidirectional characters at the store's edge, and
//!   again wherever it leaves other than through the screen.
//! - The clock is a parameter.

pub mod app;
pub mod command;
pub mod dashboard;
pub mod exchange;
pub mod filter;
pub mod insight;
pub mod lookup;
pub mod office;
pub mod published;
pub mod record;
pub mod records;
pub mod screen;
pub mod session;
pub mod store;
pub mod terminal;
pub mod value;
pub mod view;
pub mod words;
