//! What a session waits for. Where there is nothing to wait for, that never comes: an idle session
//! has no timer.

use super::Input;
use crate::app::{Doing, Msg};
use crate::office::Office;
use crate::store::{Committed, Edit, Now, OpenError, Opened, Progress, Refused};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// What a session waits for.
pub(super) enum Next {
    Input(Input),
    Done(Result<Committed, Refused>),
    Opened(Box<Result<(Office, Opened), OpenError>>),
    Changed,
    Here,
    Settled,
    Worked(Msg),
}

/// What the store is to answer to a commit.
pub(super) type Answer = Pin<Box<dyn Future<Output = Result<Committed, Refused>> + Send>>;

/// Waits until the store has answered the first of some commits.
pub(super) async fn answered(
    pending: &mut VecDeque<(Doing, Vec<Edit>, Answer)>,
) -> Result<Committed, Refused> {
    match pending.front_mut() {
        Some((.., answer)) => answer.await,
        None => std::future::pending().await,
    }
}

/// Waits until the store has changed, and that long at least.
pub(super) async fn changed(changes: &mut Option<watch::Receiver<Now>>, from: Instant) {
    if changes.is_some() && Instant::now() < from {
        sleep_until(from).await;
    }
    if let Some(changes) = changes
        && changes.changed().await.is_ok()
    {
        return;
    }
    // A store that is not open, or closed, changes nothing.
    std::future::pending::<()>().await;
}

/// Waits until the store has been opened further.
pub(super) async fn further(progress: &mut watch::Receiver<Progress>) -> Msg {
    if progress.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
    Msg::Opening(*progress.borrow_and_update())
}

/// Waits until more of something is to be told.
pub(super) async fn told<T>(count: &mut Option<watch::Receiver<T>>) {
    let is_told = match count {
        Some(count) => count.changed().await.is_ok(),
        None => false,
    };
    if !is_told {
        std::future::pending::<()>().await;
    }
}

/// Waits until something is due, if anything is.
pub(super) async fn paused(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => std::future::pending().await,
    }
}

/// The same, and that long at least.
pub(super) async fn told_from<T>(count: &mut Option<watch::Receiver<T>>, from: Instant) {
    if count.is_some() && Instant::now() < from {
        sleep_until(from).await;
    }
    told(count).await;
}
