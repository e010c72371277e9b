//! How many lines there are, of whom and from where: what is above the bounds is refused at once.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// The bounds of a host.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Lines in all.
    pub lines: usize,
    /// Lines of one person.
    pub of_a_person: usize,
    /// Lines from one address that have not signed in.
    pub strangers: usize,
    /// How long signing in may take.
    pub grace: Duration,
    /// How long one may type nothing, if that is bounded.
    pub idle: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lines: 1_000,
            of_a_person: 20,
            strangers: 10,
            grace: Duration::from_secs(30),
            idle: None,
        }
    }
}

/// The lines there are.
#[derive(Debug)]
pub(super) struct Lines {
    pub limits: Limits,
    counts: Mutex<Counts>,
    all: watch::Sender<usize>,
    cut: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Counts {
    strangers: HashMap<IpAddr, usize>,
    people: HashMap<Arc<str>, usize>,
}

/// A line that is counted until this is dropped.
#[derive(Debug)]
pub(super) struct Counted {
    lines: Arc<Lines>,
    as_: As,
}

#[derive(Debug)]
enum As {
    Any,
    Stranger(IpAddr),
    Person(Arc<str>),
}

impl Lines {
    pub fn new(limits: Limits) -> Self {
        let (counts, all, cut) =
            (Mutex::default(), watch::Sender::new(0), watch::Sender::new(false));
        Self { limits, counts, all, cut }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn count(&self) -> usize {
        *self.all.borrow()
    }

    /// Counts a line; nothing if there are too many.
    pub fn line(self: &Arc<Self>) -> Option<Counted> {
        let mut is_counted = false;
        self.all.send_if_modified(|count| {
            is_counted = *count < self.limits.lines;
            *count += usize::from(is_counted);
            is_counted
        });
        is_counted.then(|| Counted { lines: Arc::clone(self), as_: As::Any })
    }

    /// Counts a line from an address on which nobody has signed in yet; nothing if there are too
    /// many.
    pub fn stranger(self: &Arc<Self>, from: IpAddr) -> Option<Counted> {
        let mut counts = self.lock();
        let count = counts.strangers.entry(from).or_default();
        let is_counted = *count < self.limits.strangers;
        *count += usize::from(is_counted);
        is_counted.then(|| Counted { lines: Arc::clone(self), as_: As::Stranger(from) })
    }

    /// Counts a line of a person; nothing if they have too many.
    pub fn person(self: &Arc<Self>, login: &Arc<str>) -> Option<Counted> {
        let mut counts = self.lock();
        let count = counts.people.entry(Arc::clone(login)).or_default();
        let is_counted = *count < self.limits.of_a_person;
        *count += usize::from(is_counted);
        is_counted.then(|| Counted { lines: Arc::clone(self), as_: As::Person(Arc::clone(login)) })
    }

    /// Waits until there are none.
    pub async fn empty(&self) {
        // This holds the other end.
        let _ = self.all.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Cuts all that there are.
    pub fn cut(&self) {
        self.cut.send_replace(true);
    }

    /// Waits until they are cut.
    pub async fn are_cut(&self) {
        // This holds the other end.
        let _ = self.cut.subscribe().wait_for(|is_cut| *is_cut).await;
    }
}

fn less<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        match &self.as_ {
            As::Any => self.lines.all.send_modify(|count| *count -= 1),
            As::Stranger(from) => less(&mut self.lines.lock().strangers, from),
            As::Person(login) => less(&mut self.lines.lock().people, login),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_above_the_bounds_is_refused_until_others_have_gone() {
        let limits = Limits { lines: 2, of_a_person: 1, strangers: 1, ..Limits::default() };
        let lines = Arc::new(Lines::new(limits));
        let first = lines.line().unwrap();
        let _second = lines.line().unwrap();
        assert!(lines.line().is_none());
        drop(first);
        assert!(lines.line().is_some());
        let (wang, here) = (Arc::from("wang"), IpAddr::from([10, 0, 0, 7]));
        let one = lines.person(&wang).unwrap();
        assert!(lines.person(&wang).is_none() && lines.person(&Arc::from("li")).is_some());
        let stranger = lines.stranger(here).unwrap();
        assert!(lines.stranger(here).is_none());
        assert!(lines.stranger(IpAddr::from([10, 0, 0, 8])).is_some());
        drop((one, stranger));
        assert!(lines.person(&wang).is_some() && lines.stranger(here).is_some());
        assert_eq!(lines.lock().strangers.len(), 0);
    }
}
