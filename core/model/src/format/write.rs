//! Writes files whole or not at all: first to a temporary file next to the target, which one step then replaces.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::error::Error;

/// Writes a file whole: a reader sees the old content or the new, never a mixture.
///
/// An existing target that is not a plain file, such as a pipe, is written to directly.
///
/// # Errors
/// [`Error::Io`]; the target then stays as it was.
pub fn write_whole(path: impl AsRef<Path>, bytes: &[u8]) -> Result<(), Error> {
    let path = path.as_ref();
    let is_special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir());
    if is_special {
        return fs::write(path, bytes).map_err(|error| Error::io(path, error));
    }
    stage(path, bytes)?.put()
}

/// Writes files into a folder. It makes the folder if necessary, and the folders in names such as `schools/101.ics`. All
/// files are written next to their targets before the first target is replaced. So a full disk or a missing permission
/// leaves every file as it was.
///
/// # Errors
/// [`Error::Io`]. If the system refuses in the last step, files that are already in place stay.
pub fn write_all(folder: impl AsRef<Path>, files: &[(&str, &[u8])]) -> Result<(), Error> {
    let folder = folder.as_ref();
    let places: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    let mut made = Vec::new();
    let ready = make_folder(folder, &mut made).and_then(|()| {
        places.iter().filter_map(|place| place.parent()).try_for_each(|one| make_folder(one, &mut made))
    });
    let staged: Result<Vec<Staged>, Error> = ready.and_then(|()| {
        let staged = places.iter().zip(files).map(|(place, (_, bytes))| stage(place, bytes));
        staged.collect()
    });
    match staged {
        Ok(staged) => staged.into_iter().try_for_each(Staged::put),
        Err(error) => {
            for folder in made.iter().rev() {
                // Only ever an empty folder; if it cannot be removed, the first error is what the caller needs.
                let _ = fs::remove_dir(folder);
            }
            Err(error)
        }
    }
}

/// Makes a folder and its missing parents, and records each.
fn make_folder(folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), Error> {
    let missing: Vec<&Path> =
        folder.ancestors().take_while(|place| !place.as_os_str().is_empty() && !place.exists()).collect();
    for place in missing.into_iter().rev() {
        match fs::create_dir(place) {
            Ok(()) => made.push(place.to_owned()),
            // Someone else was quicker.
            Err(_) if place.is_dir() => {}
            Err(error) => return Err(Error::io(place, error)),
        }
    }
    if folder.is_dir() || folder.as_os_str().is_empty() {
        return Ok(());
    }
    Err(Error::io(folder, io::Error::from(io::ErrorKind::NotADirectory)))
}

/// A written file that is not in its place yet. It is removed if it never gets there.
struct Staged {
    file: NamedTempFile,
    place: PathBuf,
}

fn stage(place: &Path, bytes: &[u8]) -> Result<Staged, Error> {
    let fail = |error| Error::io(place, error);
    if place.is_dir() {
        return Err(fail(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".tercet-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any new file has, less what the user's mask takes away; a temporary file would be its owner's only.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(fail)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(fail)?;
    Ok(Staged { file, place: place.to_owned() })
}

impl Staged {
    fn put(self) -> Result<(), Error> {
        self.file.persist(&self.place).map(|_| ()).map_err(|error| Error::io(self.place, error.error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["plan.json"]);
    }

    #[test]
    fn all_files_are_written_or_none_and_a_new_folder_goes_again() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/out");
        write_all(&out, &[("x", b"1"), ("y", b"2")]).unwrap();
        assert_eq!(names(&out), ["x", "y"]);
        fs::create_dir(out.join("z")).unwrap();
        assert!(matches!(write_all(&out, &[("x", b"3"), ("z", b"4")]), Err(Error::Io { .. })));
        assert_eq!(fs::read(out.join("x")).unwrap(), b"1");
        assert_eq!(names(&out), ["x", "y", "z"]);
        let other = folder.path().join("new/other");
        write_all(&other, &[("x", b"1"), ("deep/y", b"2")]).unwrap();
        assert_eq!(
            (names(&other), names(&other.join("deep"))),
            (vec!["deep".to_owned(), "x".to_owned()], vec!["y".to_owned()])
        );
        let none = folder.path().join("none");
        assert!(write_all(&none, &[("x", b"1"), ("deep/y", b"2"), ("", b"3")]).is_err());
        assert!(!none.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_stays_one() {
        write_whole("/dev/null", b"gone").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
