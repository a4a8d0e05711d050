//! Pictures that Telegram has already: by what is in them, so that each is uploaded once.
use sqlx::Row as _;

use super::{Result, Tx};

impl Tx {
    /// The id under which a bot can send the picture with this hash again.
    ///
    /// # Errors
    /// The database said no.
    pub async fn file_id(&mut self, bot: i64, hash: &str) -> Result<Option<String>> {
        let sql = sqlx::query("SELECT file_id FROM upload WHERE bot = $1 AND hash = $2").bind(bot).bind(hash);
        Ok(self.row(sql).await?.map(|row| row.try_get(0)).transpose()?)
    }

    /// Keeps that id: it is good for this bot only.
    ///
    /// # Errors
    /// The database said no.
    pub async fn keep_file_id(&mut self, bot: i64, hash: &str, file_id: &str) -> Result<()> {
        let sql = "INSERT INTO upload (bot, hash, file_id) VALUES ($1, $2, $3)
                   ON CONFLICT (bot, hash) DO UPDATE SET file_id = excluded.file_id";
        self.run(sqlx::query(sql).bind(bot).bind(hash).bind(file_id)).await.map(drop)
    }

    /// Forgets it: Telegram does not take it any more.
    ///
    /// # Errors
    /// The database said no.
    pub async fn drop_file_id(&mut self, bot: i64, hash: &str) -> Result<()> {
        let sql = "DELETE FROM upload WHERE bot = $1 AND hash = $2";
        self.run(sqlx::query(sql).bind(bot).bind(hash)).await.map(drop)
    }
}
