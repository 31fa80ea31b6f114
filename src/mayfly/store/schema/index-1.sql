-- Mailboxes as they are at rest; everything that looks them up is in memory, so there is no other index.
-- active_at: the later of the last look and the last arrival, written coarsely.
CREATE TABLE mailbox (
    uid BLOB PRIMARY KEY,
    mailbox_id BLOB NOT NULL,
    token_id BLOB NOT NULL,
    slot INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    sealed_address BLOB NOT NULL,
    created_at REAL NOT NULL,
    expires_at REAL NOT NULL,
    idle_seconds INTEGER NOT NULL,
    active_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- Slow hashes of addresses that nobody gets again. peppers: how many of them, oldest first, the hash was made with.
CREATE TABLE spent (entry BLOB PRIMARY KEY, peppers INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- The mail databases there are. A number is never used again, for a window or for a file. file: the number in the name
-- of the file the window lies in since it was written anew; before that it is the window's own, and NULL here.
CREATE TABLE window (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket INTEGER NOT NULL,
    file INTEGER
) STRICT;

-- seq_floor: no message gets a seq up to this, whatever became of those that had them.
-- check: tells another pepper. shares: names the file of shares that belongs to this index.
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('seq_floor', 0);
