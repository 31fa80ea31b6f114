-- What lists and counts need, short and by mailbox. body: the name of the file that holds large content.
CREATE TABLE head (
    uid BLOB NOT NULL,
    seq INTEGER NOT NULL,
    message_id BLOB NOT NULL,
    received_at REAL NOT NULL,
    octets INTEGER NOT NULL,
    body BLOB,
    PRIMARY KEY (uid, seq)
) STRICT, WITHOUT ROWID;

-- The sealed octets, in order of arrival, so that a commit writes them side by side.
CREATE TABLE message (seq INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;

-- What was learnt later; apart, because a change of a long row writes the whole of it again.
CREATE TABLE note (
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (seq, kind)
) STRICT, WITHOUT ROWID;

-- Large contents are few; this finds their names without reading every head.
CREATE INDEX head_body ON head (body) WHERE body IS NOT NULL;
