//! A folder for the demo's database, gone when the demo ends.
use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// A new empty folder that only this user can open, removed with all that is in it when this value goes.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes one in the system's temporary folder.
    pub fn new() -> io::Result<Self> {
        let parent = std::env::temp_dir();
        let mut n = 0_u32;
        loop {
            let path = parent.join(format!("backdesk-demo-{}-{n}", std::process::id()));
            // Never taken over from somebody else: it must not exist yet.
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists && n < 1000 => n += 1,
                Err(why) => return Err(why),
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::Folder;

    #[test]
    fn a_folder_is_private_and_goes_with_all_that_is_in_it() {
        let (folder, other) = (Folder::new().unwrap(), Folder::new().unwrap());
        let path = folder.path().to_owned();
        assert_ne!(path, other.path(), "each demo has its own");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        fs::write(path.join("backdesk.db"), "words").unwrap();
        drop(folder);
        assert!(!path.exists());
    }
}
