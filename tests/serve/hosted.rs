//! A host in this process, over a store of its own, and those who may come to it.

use crate::client::Client;
use liaison::config::Config;
use liaison::office::{Begin, Clock, Office};
use liaison::people::People;
use liaison::serve::ssh::PrivateKey;
use liaison::serve::{Host, Limits, socket, ssh};
use liaison::store::disk::{Disk, RealDisk};
use russh::keys::{Algorithm, PublicKeyBase64 as _};
use std::fs;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};

/// How long anything may take.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A key nobody had before.
pub fn new_key() -> PrivateKey {
    PrivateKey::random(&mut russh::keys::key::safe_rng(), Algorithm::Ed25519).unwrap()
}

/// The line of the people file that lets its owner in.
pub fn line(login: &str, role: &str, key: &PrivateKey) -> String {
    let blob = key.public_key().public_key_base64();
    format!("role=\"{role}\",user=\"{login}\" ssh-ed25519 {blob}\n")
}

fn people(wang: &PrivateKey, li: &PrivateKey, zhao: &PrivateKey) -> People {
    let people = [("wang", "admin", wang), ("li", "editor", li), ("zhao", "viewer", zhao)];
    let people: String = people.map(|(login, role, key)| line(login, role, key)).concat();
    let people = People::parse(&people);
    assert!(people.faults().is_empty());
    people
}

/// A host with an administrator, an editor and a viewer.
pub struct Hosted {
    pub host: Host,
    pub office: Office,
    pub at: SocketAddr,
    pub socket: PathBuf,
    pub wang: PrivateKey,
    pub li: PrivateKey,
    pub zhao: PrivateKey,
    folder: TempDir,
}

impl Hosted {
    pub async fn new() -> Self {
        Self::with(Limits::default()).await
    }

    pub async fn with(limits: Limits) -> Self {
        Self::over(Arc::new(RealDisk), limits).await
    }

    /// The same over a disk of one's own.
    pub async fn over(disk: Arc<dyn Disk>, limits: Limits) -> Self {
        Self::begun(disk, limits, Config::default()).await
    }

    /// The same with what its host has set.
    pub async fn of(config: Config) -> Self {
        Self::begun(Arc::new(RealDisk), Limits::default(), config).await
    }

    async fn begun(disk: Arc<dyn Disk>, limits: Limits, config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let clock = Clock::fixed(day.and_hms_opt(9, 0, 0).unwrap());
        let store = folder.path().join("store");
        // It waits for threads of its own, as opening does everywhere.
        let open = move || Office::open(disk, &store, clock, Begin::Published);
        let office = tokio::task::spawn_blocking(open).await.unwrap().unwrap().0;
        let office = office.with_config(Arc::new(config));
        let (wang, li, zhao) = (new_key(), new_key(), new_key());
        let people = people(&wang, &li, &zhao);
        let host = Host::new(office.clone(), "root", people, limits);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        tokio::spawn(ssh::listen(host.clone(), listener, new_key()));
        let socket = folder.path().join("host.sock");
        let door = socket::bind(&socket, socket::Door::Own).unwrap();
        tokio::spawn(socket::listen(host.clone(), door));
        Self { host, office, at, socket, wang, li, zhao, folder }
    }

    /// Whoever may come at first may come again.
    pub fn admit_all(&self) {
        self.host.admit(people(&self.wang, &self.li, &self.zhao));
    }

    /// Somebody who has signed in.
    pub async fn client(&self, key: &PrivateKey) -> Client {
        Client::sign_in(self.at, key).await.unwrap()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the log says.
    pub fn log(&self) -> String {
        fs::read_to_string(self.file("store/log/liaison.log")).unwrap_or_default()
    }

    /// Waits until a line of the log has all of these.
    pub async fn logged(&self, parts: &[&str]) {
        let has = |line: &str| parts.iter().all(|part| line.contains(part));
        let holds = async {
            while !self.log().lines().any(has) {
                sleep(Duration::from_millis(5)).await;
            }
        };
        let is_there = timeout(PATIENCE, holds).await.is_ok();
        assert!(is_there, "{parts:?} is not in the log:\n{}", self.log());
    }

    /// Waits until nobody is there any more.
    pub async fn empty(&self) {
        until("all lines to end", || self.host.count() == 0).await;
    }

    pub async fn close(self) {
        self.empty().await;
        tokio::task::spawn_blocking(move || self.office.store().close()).await.unwrap();
    }
}

/// Waits for a state.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let wait = async {
        while !holds() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(timeout(PATIENCE, wait).await.is_ok(), "waited in vain for {what}");
}

/// What does not hang.
pub async fn soon<T>(what: &str, work: impl Future<Output = T>) -> T {
    let Ok(done) = timeout(PATIENCE, work).await else { panic!("it hangs: {what}") };
    done
}

/// Runs a test where tasks have threads to run on.
pub fn run(test: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(test);
    runtime.shutdown_background();
}
