//! Small files that must come back as they were written: a line with the hash of all that
//! follows it. It must never know what a file says, and never take one that is not whole.

use super::disk::Disk;
use crate::value::{Lang, Wrong};
use crate::words::draft as say;
use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// In the store's folder, where each person's own files are.
pub(crate) const PEOPLE: &str = "people";
/// In a person's folder, where what they typed and have not saved is.
pub(crate) const DRAFTS: &str = "drafts";
/// How the name of a sealed file ends.
pub(crate) const SEALED: &str = "draft";
/// No sealed file says more, in bytes.
pub(crate) const MOST: usize = 1 << 20;

/// What the first line begins with: whose file it is, and the format.
const FORMAT: &str = "liaison 1 ";
/// The bytes of that line.
const HEAD: usize = FORMAT.len() + 2 * blake3::OUT_LEN + 1;

/// The bytes of a file that says this.
pub(crate) fn seal(text: &[u8]) -> Vec<u8> {
    [head(text).as_bytes(), text].concat()
}

fn head(text: &[u8]) -> String {
    format!("{FORMAT}{}\n", blake3::hash(text).to_hex())
}

/// What a sealed file says; else what is wrong with it.
pub(crate) fn unseal(bytes: &[u8]) -> Result<&[u8], Wrong> {
    match bytes.split_at_checked(HEAD) {
        Some((_, text)) if text.len() > MOST => Err(say::TOO_LARGE.wrong(&[])),
        Some((first, text)) if first == head(text).as_bytes() => Ok(text),
        _ => Err(say::NOT_WHOLE.wrong(&[])),
    }
}

/// What the sealed file of a path says. What is wrong with it is told with the path.
pub(crate) fn read(disk: &dyn Disk, path: &Path) -> io::Result<Result<Vec<u8>, Wrong>> {
    let mut bytes = Vec::new();
    let file = disk.open(path)?;
    file.take((HEAD + MOST + 1) as u64).read_to_end(&mut bytes)?;
    let told = |wrong: Wrong| {
        let path = path.display().to_string();
        let said = |lang: Lang| say::DAMAGED.fill(lang, &[&path, wrong.say(lang)]);
        Wrong { en: said(Lang::En), zh: said(Lang::Zh) }
    };
    Ok(unseal(&bytes).map(<[u8]>::to_vec).map_err(told))
}

/// The sealed files of a folder; none if it is not there.
pub(crate) fn listed(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let names = match disk.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        names => names?,
    };
    let paths = names.into_iter().map(|name| folder.join(name));
    Ok(paths.filter(|path| path.extension() == Some(OsStr::new(SEALED))).collect())
}

/// Checks every sealed file of everybody in a store's folder; how many there are. One that is
/// taken away meanwhile is none.
pub(super) fn check(disk: &dyn Disk, store: &Path) -> Result<usize, Wrong> {
    let failed = |path: &Path, error: &io::Error| {
        say::DAMAGED.wrong(&[&path.display().to_string(), &error.to_string()])
    };
    let people = store.join(PEOPLE);
    let everybody = match disk.list(&people) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        names => names.map_err(|error| failed(&people, &error))?,
    };
    let mut count = 0;
    for person in everybody {
        let folder = people.join(person).join(DRAFTS);
        for path in listed(disk, &folder).map_err(|error| failed(&folder, &error))? {
            match read(disk, &path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                said => {
                    said.map_err(|error| failed(&path, &error))??;
                    count += 1;
                }
            }
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;
    use std::fs;

    const TEXT: &[u8] = "{\"text\": \"清华 half-typed\"}\n".as_bytes();

    #[test]
    fn what_is_sealed_reads_back_be_it_nothing() {
        for text in [TEXT, b"", b"\n\n", &[0xFF; 300]] {
            assert_eq!(unseal(&seal(text)), Ok(text));
        }
    }

    #[test]
    fn every_changed_byte_every_cut_and_every_byte_too_many_is_found() {
        let whole = seal(TEXT);
        for at in 0..whole.len() {
            for change in 1..=255 {
                let mut bytes = whole.clone();
                bytes[at] ^= change;
                assert!(unseal(&bytes).is_err(), "byte {at} changed by {change}");
            }
            assert!(unseal(&whole[..at]).is_err(), "cut after {at}");
            let mut bytes = whole.clone();
            bytes.remove(at);
            assert!(unseal(&bytes).is_err(), "byte {at} removed");
            bytes.insert(at, whole[at]);
            bytes.insert(at, b'x');
            assert!(unseal(&bytes).is_err(), "a byte before {at}");
            if let Some(next) = whole.get(at + 1).filter(|next| **next != whole[at]) {
                let mut bytes = whole.clone();
                (bytes[at], bytes[at + 1]) = (*next, whole[at]);
                assert!(unseal(&bytes).is_err(), "bytes {at} and the next swapped");
            }
        }
        assert!(unseal(&[&whole[..], b"x"].concat()).is_err());
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_and_not_read_whole() {
        assert_eq!(unseal(&seal(&vec![b'a'; MOST])).map(<[u8]>::len), Ok(MOST));
        assert!(unseal(&seal(&vec![b'a'; MOST + 1])).is_err());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.draft");
        fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
        let said = read(&RealDisk, &path).unwrap().unwrap_err();
        assert!(said.en.contains(path.to_str().unwrap()), "{said:?}");
    }

    #[test]
    fn the_files_of_everybody_are_counted_and_the_damaged_one_is_named() {
        let store = tempfile::tempdir().unwrap();
        assert_eq!(check(&RealDisk, store.path()), Ok(0));
        for person in ["li", "wang"] {
            fs::create_dir_all(store.path().join(PEOPLE).join(person).join(DRAFTS)).unwrap();
        }
        let path = |name: &str| store.path().join("people/wang/drafts").join(name);
        fs::write(path("1.draft"), seal(TEXT)).unwrap();
        fs::write(path("2.draft"), seal(b"")).unwrap();
        // What was being written when the power went is not there yet.
        fs::write(path("2.draft.new"), b"half").unwrap();
        fs::write(store.path().join("people/wang/seat.json"), b"{}").unwrap();
        assert_eq!(check(&RealDisk, store.path()), Ok(2));
        fs::write(path("2.draft"), b"").unwrap();
        let wrong = check(&RealDisk, store.path()).unwrap_err();
        assert!(wrong.en.contains("people/wang/drafts/2.draft"), "{wrong:?}");
        assert!(wrong.zh.contains("people/wang/drafts/2.draft"), "{wrong:?}");
    }
}
