import { t } from '@/i18n/translate'

function makeName(count: number): string {
  return count === 1
    ? t('services.unsavedName')
    : t('services.unsavedNumber', { number: String(count) })
}

/** The name of a workflow that nobody has named yet. @param taken names of the other open ones */
export function nextName(taken: ReadonlySet<string | undefined>): string {
  let count = 1
  while (taken.has(makeName(count))) count++
  return makeName(count)
}

/** Whether a name is one of those that new workflows get. */
export function isUnnamed(name: string): boolean {
  const [number = '1'] = /\d+/.exec(name) ?? []
  return name === makeName(Number(number))
}
