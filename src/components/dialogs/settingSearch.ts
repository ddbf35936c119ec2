/** Words that each setting is found by, besides those on it. */
const WORDS = {
  scheme: 'appearance colour color scheme theme palette dark light system',
  pageNotices: 'notices notifications when a job ends tell me on the page',
  systemNotices: 'notices notifications when a job ends tell me by a system notice hidden',
  confirmDelete: 'workflows ask before a saved workflow is deleted confirm delete',
  about: 'about version server device memory comfyui python'
} as const

/** Which setting it is. */
export type SettingName = keyof typeof WORDS

/** The settings that what is typed finds: every word must begin one of theirs. */
export function findSettings(text: string): ReadonlySet<SettingName> {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  const names = Object.keys(WORDS) as SettingName[]
  return new Set(
    names.filter((name) => {
      const words = WORDS[name].split(' ')
      return wanted.every((typed) => words.some((word) => word.startsWith(typed)))
    })
  )
}
