//! Many at once on one host, as they meet it: by SSH with russh's client and with OpenSSH's where
//! it is installed, by the local socket, over a real store. `LIAISON_TOGETHER=60` has twenty
//! sessions edit for a minute instead of a moment; `LIAISON_HOSTILE=10` has the hostile come ten times, and
//! then the others' keys are to be answered in time, too.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]
#![allow(clippy::print_stdout, reason = "figures are read with --nocapture")]

mod attached;
mod channels;
mod client;
mod commands;
mod ends;
mod hosted;
mod hostile;
mod languages;
mod openssh;
mod panics;
mod process;
mod refused;
mod screens;
#[path = "../support/mod.rs"]
mod support;
mod together;
