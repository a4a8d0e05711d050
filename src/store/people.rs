//! Who may do what: members of staff chats, claims, settings.
use jiff::Timestamp;
use sqlx::Row as _;

use super::{Result, Tx, keys::HOUSE, seal::Place, stored, timestamp};
use crate::core::private::Private;

/// A member of a staff chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What the chat gives them a right to.
    pub role: String,
    /// The name that the others read.
    pub name: Private<String>,
    /// When Telegram last said so.
    pub seen_at: Timestamp,
}

impl Tx {
    /// Remembers a member of a staff chat, as Telegram says at this moment.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_member(
        &mut self,
        chat: i64,
        user: i64,
        role: &str,
        name: &Private<String>,
        at: Timestamp,
    ) -> Result<()> {
        let name = self.seal(HOUSE, place(user), name).await?;
        let sql = sqlx::query(
            "INSERT INTO member (chat, user_id, role, name, seen_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (chat, user_id) DO UPDATE
             SET role = excluded.role, name = excluded.name, seen_at = excluded.seen_at",
        );
        self.run(sql.bind(chat).bind(user).bind(role).bind(name).bind(stored(at))).await.map(drop)
    }

    /// What is known of a user in a staff chat.
    ///
    /// # Errors
    /// The name does not open, or the database said no.
    pub async fn member(&mut self, chat: i64, user: i64) -> Result<Option<Member>> {
        let sql = sqlx::query("SELECT role, name, seen_at FROM member WHERE chat = $1 AND user_id = $2");
        let Some(row) = self.row(sql.bind(chat).bind(user)).await? else { return Ok(None) };
        let name = self.open(HOUSE, place(user), row.try_get::<&[u8], _>(1)?).await?;
        Ok(Some(Member { role: row.try_get(0)?, name, seen_at: timestamp("member.seen_at", row.try_get(2)?)? }))
    }

    /// Forgets a member who left.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_member(&mut self, chat: i64, user: i64) -> Result<()> {
        let sql = sqlx::query("DELETE FROM member WHERE chat = $1 AND user_id = $2");
        self.run(sql.bind(chat).bind(user)).await.map(drop)
    }

    /// Whether the holder has this cell of the resource now: because it was free, or because they had it already.
    ///
    /// # Errors
    /// The database said no.
    pub async fn claim(&mut self, resource: &str, cell: i64, holder: i64) -> Result<bool> {
        let sql = sqlx::query(
            "INSERT INTO claim (resource, cell, holder) VALUES ($1, $2, $3)
             ON CONFLICT (resource, cell) DO UPDATE SET holder = claim.holder RETURNING holder",
        );
        let row = self.row(sql.bind(resource).bind(cell).bind(holder)).await?;
        Ok(row.map(|row| row.try_get::<i64, _>(0)).transpose()? == Some(holder))
    }

    /// Gives a cell up, so that somebody else can win it.
    ///
    /// # Errors
    /// The database said no.
    pub async fn unclaim(&mut self, resource: &str, cell: i64) -> Result<()> {
        let sql = sqlx::query("DELETE FROM claim WHERE resource = $1 AND cell = $2");
        self.run(sql.bind(resource).bind(cell)).await.map(drop)
    }

    /// A setting. Its value stands in the clear: no name, no word.
    ///
    /// # Errors
    /// The database said no.
    pub async fn setting(&mut self, name: &str) -> Result<Option<String>> {
        let row = self.row(sqlx::query("SELECT value FROM setting WHERE name = $1").bind(name)).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Saves a setting.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_setting(&mut self, name: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO setting (name, value) VALUES ($1, $2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.run(sqlx::query(sql).bind(name).bind(value)).await.map(drop)
    }
}

/// By user alone: a group that becomes a supergroup takes its members' names along.
fn place(user: i64) -> Place {
    Place { table: "member", column: "name", row: user }
}
