//! Lines by SSH: who has a key of the people file gets the dashboard or one command, and nothing
//! else that SSH can do. Only this room names russh.

mod connection;
mod cooked;
mod key;
mod run;
mod stream;

pub use key::{FILE as HOST_KEY, host_key};
pub use russh::keys::PrivateKey;

use super::Host;
use connection::{Connection, Stage, TRIES};
use russh::keys::HashAlg;
use russh::server::{Config, run_stream};
use russh::{MethodKind, MethodSet, SshId};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use stream::Stream;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// Bytes that the other end may send before some of them are taken.
const WINDOW: u32 = 256 << 10;
/// How long a refused key is answered: whether it is known is not to be told by the time.
const REFUSAL: Duration = Duration::from_millis(300);
/// How long the other end may take to close what has ended.
const CLOSING: Duration = Duration::from_secs(5);
/// How long the machine is given when it has no room for another line.
const PAUSE: Duration = Duration::from_millis(100);

/// How lines are spoken.
fn config(key: PrivateKey) -> Config {
    Config {
        server_id: SshId::Standard("SSH-2.0-liaison".into()),
        methods: MethodSet::from(&[MethodKind::PublicKey][..]),
        auth_rejection_time: REFUSAL,
        auth_rejection_time_initial: Some(Duration::ZERO),
        keys: vec![key],
        window_size: WINDOW,
        // Beneath, a stream that is stuck ends by itself, and keepalives end one that is dead.
        inactivity_timeout: None,
        keepalive_interval: Some(Duration::from_secs(30)),
        keepalive_max: 3,
        max_auth_attempts: TRIES,
        nodelay: true,
        ..Config::default()
    }
}

/// The fingerprint of a host's key, as those who come are asked about it.
pub fn fingerprint(key: &PrivateKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

/// Takes lines by SSH until the host ends.
pub async fn listen(host: Host, listener: TcpListener, key: PrivateKey) {
    let config = Arc::new(config(key));
    loop {
        let came = tokio::select! {
            came = listener.accept() => came,
            _ = host.ends() => return,
        };
        match came {
            Ok((stream, from)) => {
                // What cannot be set is slower, and no reason to send anybody away.
                let _ = stream.set_nodelay(true);
                tokio::spawn(line(host.clone(), Arc::clone(&config), stream, from));
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// One line, until it ends.
async fn line(host: Host, config: Arc<Config>, stream: TcpStream, from: SocketAddr) {
    let lines = Arc::clone(host.lines());
    let (Some(counted), Some(stranger)) = (lines.line(), lines.stranger(from.ip())) else {
        host.note("line refused", &format!("ssh {from}"), None, None);
        return;
    };
    let (stream, knife) = Stream::new(stream);
    let (connection, stage) = Connection::new(host.clone(), from, Arc::new(counted), stranger);
    let spoken = async {
        // That it broke is told by whatever runs there.
        if let Ok(running) = run_stream(config, stream, connection).await {
            let _ = running.await;
        }
    };
    tokio::select! {
        () = spoken => {}
        () = too_long(&host, stage) => {}
    }
    drop(knife);
}

/// Waits until a line has taken too long: to sign in, to begin something, or to close after that.
/// When the host ends, who has begun nothing is not waited for.
async fn too_long(host: &Host, mut stage: watch::Receiver<Stage>) {
    let lines = host.lines();
    let whole = async {
        for next in [Stage::SignedIn, Stage::Runs] {
            tokio::select! {
                // Where the line is gone it need not be cut.
                begun = timeout(lines.limits.grace, stage.wait_for(|stage| *stage >= next)) => {
                    if begun.is_err() {
                        return;
                    }
                }
                _ = host.ends() => return,
            }
        }
        let _ = stage.wait_for(|stage| *stage == Stage::Done).await;
        sleep(CLOSING).await;
    };
    tokio::select! {
        () = lines.are_cut() => {}
        () = whole => {}
    }
}
