//! The host's own key, made at the first start: by it those who come know that the host is the
//! one they know.

use crate::store::disk::Disk;
use crate::value::Wrong;
use crate::words::serve as say;
use russh::keys::ssh_key::LineEnding;
use russh::keys::{Algorithm, PrivateKey};
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// The file of the key in the store's folder.
pub use crate::store::HOST_KEY as FILE;
/// Longest key file, in bytes.
const LONGEST: u64 = 64 << 10;

/// Reads the key of a host, or makes it. One that others can read is refused: whoever has it can
/// pass for the host.
pub fn host_key(disk: &dyn Disk, path: &Path) -> Result<PrivateKey, Wrong> {
    let shown = path.display().to_string();
    let unusable = |why: &dyn ToString| say::HOST_KEY.wrong(&[&shown, &why.to_string()]);
    match disk.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = PrivateKey::random(&mut russh::keys::key::safe_rng(), Algorithm::Ed25519);
            let key = key.map_err(|error| unusable(&error))?;
            let text = key.to_openssh(LineEnding::LF).map_err(|error| unusable(&error))?;
            disk.replace(path, text.as_bytes()).map_err(|error| unusable(&error))?;
            Ok(key)
        }
        Err(error) => Err(unusable(&error)),
        Ok(file) => {
            let mode = file.metadata().map_err(|error| unusable(&error))?.permissions().mode();
            if mode & 0o077 != 0 {
                return Err(say::HOST_KEY_OPEN.wrong(&[&shown]));
            }
            let mut text = String::new();
            let read = file.take(LONGEST).read_to_string(&mut text);
            read.map_err(|error| unusable(&error))?;
            let key = PrivateKey::from_openssh(&text).map_err(|error| unusable(&error))?;
            // What signs with RSA here may be told by how long it takes (RUSTSEC-2023-0071).
            let is_rsa = matches!(key.algorithm(), Algorithm::Rsa { .. });
            if is_rsa { Err(say::HOST_KEY_RSA.wrong(&[&shown])) } else { Ok(key) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;
    use std::fs;

    #[test]
    fn it_is_made_once_and_for_nobody_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let first = host_key(&RealDisk, &path).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(host_key(&RealDisk, &path).unwrap().public_key(), first.public_key());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let wrong = host_key(&RealDisk, &path).unwrap_err();
        assert!(wrong.en.contains("chmod 600") && wrong.zh.contains("chmod 600"), "{wrong:?}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "no key").unwrap();
        assert!(host_key(&RealDisk, &path).is_err());
    }
}
