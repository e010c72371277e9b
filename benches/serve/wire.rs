//! What goes over the wire: a listener between the client and the host that counts.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Where a client goes, and what the host has sent to it so far.
pub struct Wire {
    pub at: SocketAddr,
    sent: Arc<AtomicU64>,
}

impl Wire {
    pub fn to(host: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
        let at = listener.local_addr().expect("it has an address");
        let (sent, counted) = (Arc::default(), AtomicU64::new(0));
        let wire = Self { at, sent: Arc::clone(&sent) };
        thread::spawn(move || {
            let uncounted = Arc::new(counted);
            for client in listener.incoming().flatten() {
                let host = TcpStream::connect(host).expect("the host answers");
                let other = |stream: &TcpStream| stream.try_clone().expect("a stream has two ends");
                let (up, down) = ((other(&client), other(&host)), (host, client));
                let (sent, uncounted) = (Arc::clone(&sent), Arc::clone(&uncounted));
                thread::spawn(move || hand_on(up, &uncounted));
                thread::spawn(move || hand_on(down, &sent));
            }
        });
        wire
    }

    pub fn sent(&self) -> u32 {
        self.sent.load(Ordering::SeqCst) as u32
    }
}

fn hand_on((mut from, mut to): (TcpStream, TcpStream), count: &AtomicU64) {
    let _ = to.set_nodelay(true);
    let mut bytes = [0; 16 << 10];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        count.fetch_add(read as u64, Ordering::SeqCst);
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
