/** How far an entry's place in its log is proven; see `verify-log.ts`. Kept as a number. */
export const entryStatus = { verified: 0, pending: 1, gap: 2 } as const
export type EntryStatus = keyof typeof entryStatus

/**
 * The tables of a vault.
 *
 * `entry` holds every entry that was not refused, several of one (space, device, seq) where a log branches or forks.
 * `head` holds the verified entries of a space that no verified one of it cites; `cited` the ids that its verified
 * entries cite and that are not verified here: of wider spaces, or not arrived yet. `log_end` outlives a space that
 * this member left, so that its device never writes one number twice. `erased_part` keeps what was erased from
 * coming back.
 */
export const ledgerTables = {
  version: 1,
  sql: `
    CREATE TABLE space(id TEXT PRIMARY KEY, kind TEXT NOT NULL, wider TEXT, erased INTEGER NOT NULL DEFAULT 0, has_left INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE INDEX space_kind ON space(kind, wider);
    CREATE TABLE entry(arrival INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, space TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL,
      status INTEGER NOT NULL, is_lockbox INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE INDEX entry_log ON entry(space, device, seq);
    CREATE INDEX entry_waiting ON entry(device) WHERE status <> 0;
    CREATE INDEX entry_lockbox ON entry(space) WHERE is_lockbox = 1;
    CREATE TABLE log_end(space TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY(space, device)) WITHOUT ROWID;
    CREATE TABLE head(space TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(space, id)) WITHOUT ROWID;
    CREATE TABLE cited(space TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(space, id)) WITHOUT ROWID;
    CREATE TABLE refused(number INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, space TEXT NOT NULL, code TEXT NOT NULL, from_device TEXT NOT NULL,
      at_ms INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE part(id TEXT PRIMARY KEY, space TEXT NOT NULL, envelope BLOB NOT NULL) WITHOUT ROWID;
    CREATE INDEX part_space ON part(space);
    CREATE TABLE erased_part(id TEXT PRIMARY KEY, space TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX erased_part_space ON erased_part(space);
    CREATE TABLE epoch_key(space TEXT NOT NULL, number INTEGER NOT NULL, key_id TEXT NOT NULL, key BLOB NOT NULL, PRIMARY KEY(space, number, key_id)) WITHOUT ROWID;
    CREATE TABLE peer_have(device TEXT NOT NULL, space TEXT NOT NULL, log_device TEXT NOT NULL, count INTEGER NOT NULL, last TEXT NOT NULL, PRIMARY KEY(device, space, log_device)) WITHOUT ROWID;
    CREATE INDEX peer_have_space ON peer_have(space);
    CREATE TABLE intake(id TEXT PRIMARY KEY, draft TEXT NOT NULL, saved_at_ms INTEGER NOT NULL, taken_while_locked INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE local(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE dirty_space(id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE sharing_cache(space TEXT PRIMARY KEY, stamp TEXT NOT NULL, sharing TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE unjudged_space(id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE case_index(id TEXT PRIMARY KEY, code_name TEXT NOT NULL, mode TEXT NOT NULL, status TEXT NOT NULL, channel TEXT NOT NULL,
      severity TEXT NOT NULL, severity_rank INTEGER NOT NULL, urgency TEXT NOT NULL, category TEXT NOT NULL, received_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL, due_kind TEXT, due_at_ms INTEGER, open_tasks INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX case_received ON case_index(received_at_ms);
    CREATE INDEX case_updated ON case_index(updated_at_ms);
    CREATE INDEX case_due ON case_index(due_at_ms);
    CREATE INDEX case_severity ON case_index(severity_rank);
    CREATE INDEX case_name ON case_index(code_name);
    CREATE TABLE open_notice(id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE without_effect(space TEXT NOT NULL, entry_id TEXT NOT NULL, by_member TEXT NOT NULL, at_ms INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY(space, entry_id)) WITHOUT ROWID;
    CREATE TABLE text_source(docid INTEGER PRIMARY KEY, space TEXT NOT NULL, field TEXT NOT NULL);
    CREATE UNIQUE INDEX text_source_field ON text_source(space, field);
    CREATE VIRTUAL TABLE case_text USING fts4(content, tokenize=unicode61 "remove_diacritics=2");
    CREATE TABLE text_checkpoint(space TEXT NOT NULL, name TEXT NOT NULL, covered INTEGER NOT NULL, parts TEXT NOT NULL, erased INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(space, name)) WITHOUT ROWID;
  `,
} as const
