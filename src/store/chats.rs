//! Groups that become supergroups, where the old id leads to the new one; and staff chats that are changed.
use sqlx::Row as _;

use super::{Result, Tx};

impl Tx {
    /// A group got a new id: what waits for it, its members and settings follow; its messages cannot be changed any more. Repeating it changes nothing.
    ///
    /// A setting follows if its value is exactly the old id.
    ///
    /// # Errors
    /// The database said no; roll back.
    pub async fn migrate_chat(&mut self, old: i64, new: i64) -> Result<()> {
        if old == new {
            return Ok(());
        }
        let map = "INSERT INTO migrated (old_chat, new_chat) VALUES ($1, $2)
                   ON CONFLICT (old_chat) DO UPDATE SET new_chat = excluded.new_chat";
        // What stands under the new id already is the newer truth; the last ones cannot meet anything there.
        for sql in [
            map,
            "UPDATE migrated SET new_chat = $2 WHERE new_chat = $1",
            "UPDATE outbox SET chat = $2 WHERE chat = $1",
            "DELETE FROM member WHERE chat = $1 AND EXISTS
               (SELECT 1 FROM member n WHERE n.chat = $2 AND n.user_id = member.user_id)",
            "UPDATE member SET chat = $2 WHERE chat = $1",
            "DELETE FROM retired WHERE chat = $1 AND EXISTS
               (SELECT 1 FROM retired n WHERE n.chat = $2 AND n.slot = retired.slot)",
            "UPDATE retired SET chat = $2 WHERE chat = $1",
        ] {
            self.run(sqlx::query(sql).bind(old).bind(new)).await?;
        }
        // A supergroup counts its messages anew: an old number would name another message there. Its pauses are its own.
        self.run(sqlx::query("DELETE FROM message WHERE chat_id = $1").bind(old)).await?;
        self.run(sqlx::query("DELETE FROM newest WHERE chat_id = $1").bind(old)).await?;
        self.run(sqlx::query("DELETE FROM pause WHERE chat = $1").bind(old)).await?;
        let sql = sqlx::query("UPDATE setting SET value = $2 WHERE value = $1");
        self.run(sql.bind(old.to_string()).bind(new.to_string())).await.map(drop)
    }

    /// The id that a chat has now.
    ///
    /// # Errors
    /// The database said no.
    pub async fn current_chat(&mut self, chat: i64) -> Result<i64> {
        let row = self.row(sqlx::query("SELECT new_chat FROM migrated WHERE old_chat = $1").bind(chat)).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.unwrap_or(chat))
    }

    /// Remembers that a chat is a staff chat. Nothing is ever taken out.
    ///
    /// # Errors
    /// The database said no.
    pub async fn know_room(&mut self, chat: i64) -> Result<()> {
        let sql = sqlx::query("INSERT INTO room (chat) VALUES ($1) ON CONFLICT (chat) DO NOTHING");
        self.run(sql.bind(chat)).await.map(drop)
    }

    /// Whether a chat is or was a staff chat, also where only a card in it tells.
    ///
    /// # Errors
    /// The database said no.
    pub async fn was_room(&mut self, chat: i64) -> Result<bool> {
        let sql = sqlx::query(
            "SELECT chat FROM room WHERE chat = $1
             UNION SELECT chat_id FROM message WHERE chat_id = $1 AND handoff IS NOT NULL",
        );
        Ok(self.row(sql.bind(chat)).await?.is_some())
    }

    /// What waits in a chat about these handoffs waits in another one from now on. A slot that has ended in the one has ended
    /// in the other.
    ///
    /// # Errors
    /// The database said no.
    pub async fn move_rows(&mut self, handoffs: &[i64], old: i64, new: i64) -> Result<()> {
        let sql = "INSERT INTO retired (chat, slot) SELECT $2, slot FROM retired WHERE chat = $1
                   ON CONFLICT (chat, slot) DO NOTHING";
        self.run(sqlx::query(sql).bind(old).bind(new)).await?;
        for handoff in handoffs {
            let sql = "UPDATE outbox SET chat = $2 WHERE chat = $1 AND handoff = $3 AND kind <> 'strip'
                       AND state IN ('waiting', 'unknown')";
            self.run(sqlx::query(sql).bind(old).bind(new).bind(*handoff)).await?;
        }
        Ok(())
    }

    /// Everything else that waits in a chat follows; but a keyboard there is not one here, and what begins with `stays` says
    /// nothing any more.
    ///
    /// # Errors
    /// The database said no.
    pub async fn move_rest(&mut self, old: i64, new: i64, stays: &str) -> Result<()> {
        let sql = "DELETE FROM outbox WHERE chat = $1 AND (kind = 'strip' OR slot LIKE $2)
                   AND state IN ('waiting', 'unknown')";
        self.run(sqlx::query(sql).bind(old).bind(format!("{stays}%"))).await?;
        let sql = "UPDATE outbox SET chat = $2 WHERE chat = $1 AND state IN ('waiting', 'unknown')";
        self.run(sqlx::query(sql).bind(old).bind(new)).await.map(drop)
    }
}
