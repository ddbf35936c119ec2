type PlainStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A part of the browser's storage for each user, so that nobody finds what another left. @param user null: all of it */
export function getUserStorage(storage: PlainStorage, user: string | null): PlainStorage {
  if (user === null) return storage
  const toOwn = (key: string) => `${key}.${user}`
  return {
    getItem: (key) => storage.getItem(toOwn(key)),
    setItem: (key, value) => storage.setItem(toOwn(key), value),
    removeItem: (key) => storage.removeItem(toOwn(key))
  }
}
