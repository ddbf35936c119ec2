import { isRecord } from '@/protocol/guards'

/** The browser's own copy of the settings: for the time until the server answers, and for servers that keep none. */
export interface SettingCopy {
  read(): Record<string, unknown>
  write(values: Readonly<Record<string, unknown>>): void
  /** What the server has not stored yet. */
  readUnsent(): Record<string, unknown>
  writeUnsent(values: Readonly<Record<string, unknown>>): void
}

/** @param user whose settings they are; null on servers with one user */
export function createSettingCopy(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  user: string | null
): SettingCopy {
  const end = user === null ? '' : `.${user}`
  const read = (key: string): Record<string, unknown> => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(key + end) ?? '{}')
      return isRecord(kept) ? kept : {}
    } catch {
      return {}
    }
  }
  const write = (key: string, values: Readonly<Record<string, unknown>>): void => {
    try {
      storage.setItem(key + end, JSON.stringify(values))
    } catch {
      // A browser that keeps nothing: the server has it.
    }
  }
  return {
    read: () => read('parallel.settings'),
    write: (values) => write('parallel.settings', values),
    readUnsent: () => read('parallel.settings.unsent'),
    writeUnsent: (values) => write('parallel.settings.unsent', values)
  }
}
