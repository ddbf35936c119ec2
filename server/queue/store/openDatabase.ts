import Database from 'libsql'
import { existsSync, renameSync } from 'node:fs'

/** Raised by one whenever tables change; a file of another version is put aside. */
const VERSION = 1

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS waiting (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    started INTEGER,
    prompt TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS history (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    job TEXT NOT NULL,
    entry TEXT NOT NULL
  );
  PRAGMA user_version = ${VERSION};
`

/** Another server holds the file. */
export class DatabaseInUse extends Error {}

function getCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Pages that hold nothing, above which the file is made smaller. */
const MOST_EMPTY = 256

function readCount(database: Database.Database, name: 'page_count' | 'freelist_count'): number {
  const row = database.prepare(`PRAGMA ${name}`).get() as Record<typeof name, number>
  return row[name]
}

/** What was deleted leaves empty pages; when a quarter of the file is that, it is written anew without them. */
function giveSpaceBack(database: Database.Database): void {
  const empty = readCount(database, 'freelist_count')
  if (empty < MOST_EMPTY || empty * 4 < readCount(database, 'page_count')) return
  try {
    database.exec('VACUUM')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // It takes room for a copy: on a full disk the file stays as it is.
  }
}

/**
 * Opens the file for this process alone. Written ahead (WAL) and handed to the system at each commit: what was
 * committed outlives the process, however it ends; a power cut may take the last moments.
 */
function open(path: string): Database.Database {
  const database = new Database(path)
  try {
    // Exclusive before WAL: no shared memory file, and a second server notices at once.
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
      user_version: number
    }
    if (version !== 0 && version !== VERSION) throw new Error(`version ${version}`)
    database.exec(SCHEMA)
    giveSpaceBack(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * @param path of the file; `:memory:` keeps nothing
 * @param onDamaged told where a file was put that could not be read; a new one takes its place
 * @throws {DatabaseInUse} when another server holds it
 */
export function openDatabase(
  path: string,
  onDamaged: (aside: string, reason: string) => void
): Database.Database {
  try {
    return open(path)
  } catch (error) {
    const code = getCode(error)
    if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) throw new DatabaseInUse(path)
    if (/^SQLITE_(?:CANTOPEN|READONLY|FULL|IOERR|PERM|AUTH)/.test(code)) throw error
    const aside = `${path}.damaged-${Date.now()}`
    // What was written ahead belongs to it.
    for (const suffix of ['', '-wal']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
    }
    onDamaged(aside, error instanceof Error ? error.message : String(error))
    return open(path)
  }
}
