//! The one table that a benchmark prints, and what the kernel says of a process.

#![allow(dead_code, reason = "each benchmark uses its own share")]

use liaison::value::width;
use rustix::process::Pid;
use std::fmt::Display;
use std::fs;
use std::time::Duration;

/// Lines of: what, measured, allowed.
#[derive(Default)]
pub struct Table(Vec<[String; 3]>);

impl Table {
    pub fn line(&mut self, what: &str, measured: impl Display, allowed: impl Display) {
        self.0.push([what.to_owned(), measured.to_string(), allowed.to_string()]);
    }

    pub fn times(&mut self, what: &str, times: &[Duration], allowed: &str) {
        let in_ms: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1e3).collect();
        self.line(what, format!("{:.2} ms ({:.2})", median(&in_ms), worst(&in_ms)), allowed);
    }

    pub fn bytes(&mut self, what: &str, counts: &[u32], allowed: &str) {
        let counts: Vec<f64> = counts.iter().copied().map(f64::from).collect();
        self.line(what, format!("{:.0} bytes ({:.0})", median(&counts), worst(&counts)), allowed);
    }

    pub fn print(&self) {
        let heads = ["what", "median (worst)", "allowed"].map(str::to_owned);
        let lines: Vec<&[String; 3]> = std::iter::once(&heads).chain(&self.0).collect();
        let room =
            |nth: usize| lines.iter().map(|line| width(&line[nth])).max().unwrap_or_default();
        for [what, measured, allowed] in &lines {
            let [first, second] = [(what, 0), (measured, 1)]
                .map(|(text, nth)| " ".repeat(room(nth) + 2 - width(text)));
            println!("{what}{first}{measured}{second}{allowed}");
        }
    }
}

fn median(all: &[f64]) -> f64 {
    let mut all = all.to_vec();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn worst(all: &[f64]) -> f64 {
    all.iter().copied().fold(0.0, f64::max)
}

/// The number of a process.
pub fn number(pid: Pid) -> i32 {
    pid.as_raw_nonzero().get()
}

/// A number of a status file.
pub fn status(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(file).expect("the process runs");
    let line = text.lines().find_map(|line| line.strip_prefix(name)).expect("the kernel says it");
    line.split_whitespace().next().and_then(|first| first.parse().ok()).expect("a number")
}
