//! A public key as its file says it: the sort, and what goes over the wire. It names no library
//! of SSH, and reads no more of a key than whether it is whole and strong enough.

use crate::value::{Wrong, clean_line, echo};
use crate::words::people as say;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use sha2::{Digest as _, Sha256};

/// The fewest bits of an RSA key.
const RSA_LEAST: usize = 2048;

/// What the wire form of a sort of key holds after its name.
#[derive(Clone, Copy)]
enum Holds {
    Ed25519,
    /// A curve's name, and a point of so many bytes.
    Point(&'static str, usize),
    Rsa,
    /// The same as another, and then who made it (FIDO: PROTOCOL.u2f of OpenSSH).
    Token(&'static Holds),
}

/// Every sort that is taken.
const SORTS: &[(&str, Holds)] = &[
    ("ssh-ed25519", Holds::Ed25519),
    ("ecdsa-sha2-nistp256", P256),
    ("ecdsa-sha2-nistp384", Holds::Point("nistp384", 97)),
    ("ecdsa-sha2-nistp521", Holds::Point("nistp521", 133)),
    ("ssh-rsa", Holds::Rsa),
    ("sk-ssh-ed25519@openssh.com", Holds::Token(&Holds::Ed25519)),
    ("sk-ecdsa-sha2-nistp256@openssh.com", Holds::Token(&P256)),
];

const P256: Holds = Holds::Point("nistp256", 65);

/// A public key that is whole.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    sort: &'static str,
    blob: Vec<u8>,
}

impl Key {
    /// The key of a line's sort and text.
    pub(super) fn read(sort: &str, text: &str) -> Result<Self, Wrong> {
        let found = SORTS.iter().find(|(name, _)| *name == sort);
        let (sort, holds) = found.ok_or_else(|| not_taken(sort))?;
        let damaged = || say::DAMAGED.wrong(&[]);
        let blob = STANDARD.decode(text).map_err(|_| damaged())?;
        let mut wire = Wire(&blob);
        if wire.text().ok_or_else(damaged)? != sort.as_bytes() {
            return Err(say::OTHER_SORT.wrong(&[sort]));
        }
        let bits = wire.holds(*holds).filter(|_| wire.0.is_empty()).ok_or_else(damaged)?;
        if matches!(holds, Holds::Rsa) && bits < RSA_LEAST {
            return Err(say::SHORT.wrong(&[&bits.to_string()]));
        }
        Ok(Self { sort, blob })
    }

    /// Its sort, as a line names it.
    pub fn sort(&self) -> &'static str {
        self.sort
    }

    /// As it goes over the wire.
    pub fn blob(&self) -> &[u8] {
        &self.blob
    }
}

/// What `ssh-keygen -l` prints of a key as it goes over the wire.
pub fn fingerprint(blob: &[u8]) -> String {
    format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(blob)))
}

/// Whether a word names a sort of key, taken or not.
pub(super) fn is_sort(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-", "rsa-", "x509v3-"].iter().any(|begin| word.starts_with(begin))
}

fn not_taken(sort: &str) -> Wrong {
    match sort {
        "ssh-dss" => say::DSA.wrong(&[]),
        _ if sort.contains("-cert-v0") => say::CERTIFICATE.wrong(&[]),
        _ => {
            let sorts: Vec<&str> = SORTS.iter().map(|(name, _)| *name).collect();
            say::NO_SORT.wrong(&[&echo(&clean_line(sort)), &sorts.join(", ")])
        }
    }
}

/// The rest of a key as it goes over the wire (RFC 4251, section 5).
struct Wire<'k>(&'k [u8]);

impl<'k> Wire<'k> {
    fn text(&mut self) -> Option<&'k [u8]> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (text, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        self.0 = rest;
        Some(text)
    }

    /// Reads what a sort holds; how many bits it has. Nothing if it is not so.
    fn holds(&mut self, holds: Holds) -> Option<usize> {
        match holds {
            Holds::Ed25519 => (self.text()?.len() == 32).then_some(256),
            Holds::Point(curve, length) => {
                let is_curve = self.text()? == curve.as_bytes();
                let point = self.text()?;
                // Uncompressed, as every program writes it.
                let is_point = point.len() == length && point[0] == 4;
                (is_curve && is_point).then_some(length / 2 * 8)
            }
            Holds::Rsa => {
                self.number()?;
                self.number()
            }
            Holds::Token(of) => {
                let bits = self.holds(*of)?;
                self.text().map(|_| bits)
            }
        }
    }

    /// The bits of a positive number, which is written in one way only.
    fn number(&mut self) -> Option<usize> {
        let digits = match self.text()? {
            [0, digits @ ..] if digits.first().is_some_and(|first| *first >= 0x80) => digits,
            digits if digits.first().is_some_and(|first| (1..0x80).contains(first)) => digits,
            _ => return None,
        };
        Some(digits.len() * 8 - digits[0].leading_zeros() as usize)
    }
}
