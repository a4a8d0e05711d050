//! The master key: a file apart from the database, for its owner alone.
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{StoreError, seal::Key};

/// The key that wraps every other key. Without it the database is unreadable: back it up, and not beside the database.
#[derive(Clone, Debug)]
pub struct MasterKey {
    pub(super) key: Key,
    /// Where it lives, if it lives in a file.
    pub(super) path: Option<PathBuf>,
    /// Whether its file is still to be written.
    unsaved: bool,
}

impl MasterKey {
    /// Reads the key file, or makes a new key if there is none.
    ///
    /// A new key's file is written by [`super::Store::open`], once it has seen that no data is sealed with a lost one.
    ///
    /// # Errors
    /// The file cannot be read, holds no key, or can be used by others than its owner.
    pub fn load_or_create(path: &Path) -> Result<Self, StoreError> {
        let fault = |why| StoreError::KeyFile { path: path.into(), why };
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { key: Key::random()?, path: Some(path.into()), unsaved: true });
            }
            Err(why) => return Err(fault(why)),
        };
        #[cfg(unix)]
        {
            let mode =
                std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).map_err(fault)?.permissions()) & 0o777;
            if mode & 0o077 != 0 {
                return Err(StoreError::KeyOpen { path: path.into(), mode });
            }
        }
        let bytes = decode(text.trim()).ok_or_else(|| StoreError::KeyText { path: path.into() })?;
        Ok(Self { key: Key::new(bytes), path: Some(path.into()), unsaved: false })
    }

    /// A key from its bytes, for tests and for those who keep it elsewhere. It has no erasure list.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self { key: Key::new(bytes), path: None, unsaved: false }
    }

    /// The file of a key that was just made and that nothing can be sealed with yet.
    pub(super) fn missing(&self) -> Option<&Path> {
        self.path.as_deref().filter(|_| self.unsaved)
    }

    /// Writes a new key's file, down to the disk.
    pub(super) fn save(&mut self) -> Result<(), StoreError> {
        let Some(path) = self.missing() else { return Ok(()) };
        write_new(path, &STANDARD.encode(self.key.expose()))
            .map_err(|why| StoreError::KeyFile { path: path.into(), why })?;
        self.unsaved = false;
        Ok(())
    }
}

fn decode(text: &str) -> Option<[u8; 32]> {
    let bytes = if text.len() == 64 {
        text.as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect::<Option<Vec<u8>>>()?
    } else {
        STANDARD.decode(text).ok()?
    };
    bytes.try_into().ok()
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Whole or not at all, and never over another: written aside, then linked to its name.
    let mut aside = path.as_os_str().to_owned();
    aside.push(".new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&aside)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    fs::hard_link(&aside, path)?;
    fs::remove_file(&aside)?;
    // The name too must survive a crash: data may be sealed with this key from now on.
    fs::File::open(folder)?.sync_all()
}
