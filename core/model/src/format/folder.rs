//! A folder that is written again and again. Files that the last run wrote and this run does not are removed. Nothing else
//! is touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::format::write;

/// The file that lists what was written.
pub const MANIFEST: &str = "files.json";

/// The name of its format.
const FORMAT: &str = "tercet-files/1";

/// The files that a run wrote, each with the SHA-256 of its contents. The sum shows whether a file was edited since.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    format: String,
    files: BTreeMap<String, String>,
}

/// Writes files into a folder, as [`write::write_all`] does, with a list of them in [`MANIFEST`]. Files that only the
/// earlier list has are removed, unless their contents have changed. Returns the names of the files that stay because
/// somebody has edited them.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::format::folder::write_again;
/// let folder = tempfile::tempdir().unwrap();
/// write_again(folder.path(), &[("briefs/1.md", b"one"), ("briefs/2.md", b"two")])?;
/// std::fs::write(folder.path().join("mine.txt"), "mine").unwrap();
/// assert!(write_again(folder.path(), &[("briefs/1.md", b"one")])?.is_empty());
/// assert!(!folder.path().join("briefs/2.md").exists() && folder.path().join("mine.txt").exists());
/// # Ok::<(), tercet::error::Error>(())
/// ```
///
/// # Errors
/// [`Error::Io`], as for [`write::write_all`]; nothing is removed before everything is written.
pub fn write_again(folder: impl AsRef<Path>, files: &[(&str, &[u8])]) -> Result<Vec<String>, Error> {
    let folder = folder.as_ref();
    let before = read(folder);
    let sums = files.iter().map(|(name, bytes)| ((*name).to_owned(), sum(bytes))).collect();
    let manifest = Manifest { format: FORMAT.to_owned(), files: sums };
    let mut text = serde_json::to_string_pretty(&manifest).expect("a list of names is JSON");
    text.push('\n');
    let all: Vec<(&str, &[u8])> = files.iter().copied().chain([(MANIFEST, text.as_bytes())]).collect();
    write::write_all(folder, &all)?;
    let mut edited = Vec::new();
    for (name, sum_before) in before.files {
        let Some(path) = inside(folder, &name).filter(|_| !manifest.files.contains_key(&name)) else { continue };
        match fs::read(&path) {
            Ok(bytes) if sum(&bytes) == sum_before => {
                fs::remove_file(&path).map_err(|error| Error::io(&path, error))?;
                // A folder that is empty now held nothing of anybody else's; one that is not stays.
                let _ = path.parent().filter(|parent| *parent != folder).map(fs::remove_dir);
            }
            Ok(_) => edited.push(name),
            // Somebody has removed it already.
            Err(_) => {}
        }
    }
    Ok(edited)
}

/// The files that the last run wrote; empty if the list cannot be read.
fn read(folder: &Path) -> Manifest {
    let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let manifest: Manifest = serde_json::from_str(&text).unwrap_or_default();
    if manifest.format == FORMAT { manifest } else { Manifest::default() }
}

/// The place of a plain file below the folder; `None` if the name leads outside the folder, even through a link.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let parts: Vec<_> = Path::new(name).components().collect();
    let mut path = folder.to_owned();
    for part in &parts {
        let Component::Normal(part) = part else { return None };
        path.push(part);
        if fs::symlink_metadata(&path).ok()?.is_symlink() {
            return None;
        }
    }
    path.is_file().then_some(path)
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_edited_stays_and_is_named() {
        let folder = tempfile::tempdir().unwrap();
        write_again(folder.path(), &[("a/x.md", b"1"), ("y.md", b"2")]).unwrap();
        fs::write(folder.path().join("a/x.md"), "with notes").unwrap();
        assert_eq!(write_again(folder.path(), &[("y.md", b"2")]).unwrap(), ["a/x.md"]);
        assert_eq!(fs::read_to_string(folder.path().join("a/x.md")).unwrap(), "with notes");
    }

    #[test]
    fn a_list_that_names_files_elsewhere_removes_nothing_there() {
        let outer = tempfile::tempdir().unwrap();
        let (kept, folder) = (outer.path().join("kept"), outer.path().join("out"));
        fs::write(&kept, "kept").unwrap();
        fs::create_dir(&folder).unwrap();
        let files = BTreeMap::from([("../kept".to_owned(), sum(b"kept")), (kept.display().to_string(), sum(b"kept"))]);
        let manifest = Manifest { format: FORMAT.to_owned(), files };
        fs::write(folder.join(MANIFEST), serde_json::to_string(&manifest).unwrap()).unwrap();
        write_again(&folder, &[("x", b"1")]).unwrap();
        assert!(kept.exists());
    }

    #[test]
    fn a_list_that_cannot_be_read_removes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        write_again(folder.path(), &[("x", b"1")]).unwrap();
        fs::write(folder.path().join(MANIFEST), "{").unwrap();
        write_again(folder.path(), &[("y", b"1")]).unwrap();
        assert!(folder.path().join("x").exists());
    }
}
