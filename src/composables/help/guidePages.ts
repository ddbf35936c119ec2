import type { LabelKey } from '@/i18n/messageTypes'

/** A page of the guide: one of the project's own documents, which come with the app. */
export interface GuidePage {
  /** Its file's name without suffix, by which other pages refer to it. */
  readonly id: GuideId
  readonly label: LabelKey
  /** The text, in Markdown; loaded when it is first read. */
  read(): Promise<string>
}

/** Each a part of its own, which loads when its page is read. */
const TEXTS = import.meta.glob<string>(
  '/docs/{editor,documents,nodes,media,client-policy,server,node-packs,security}.md',
  { query: '?raw', import: 'default' }
)

const define = <Id extends string>(id: Id, label: LabelKey) => ({
  id,
  label,
  read: async (): Promise<string> => (await TEXTS[`/docs/${id}.md`]?.()) ?? ''
})

/** In the order of the list. */
const PAGES = [
  define('editor', 'help.editor'),
  define('documents', 'help.documents'),
  define('nodes', 'help.nodes'),
  define('media', 'help.media'),
  define('client-policy', 'help.policy'),
  define('server', 'help.server'),
  define('node-packs', 'help.packs'),
  define('security', 'help.security')
] as const

export type GuideId = (typeof PAGES)[number]['id']

export const GUIDE_PAGES: readonly GuidePage[] = PAGES

/** Where a link of the guide leads. */
export interface GuidePlace {
  readonly page: GuideId
  /** Id of a heading; empty for the top. */
  readonly anchor: string
}

/** @returns null for what is no page of the guide */
export function findGuidePlace(address: string, from: GuideId): GuidePlace | null {
  const [, file = '', anchor = ''] = /^([^#]*)#?(.*)$/.exec(address) ?? []
  const id = file === '' ? from : file.replace(/^\.\//, '').replace(/\.md$/, '')
  const page = GUIDE_PAGES.find((other) => other.id === id)
  return page && (file === '' || file.endsWith('.md')) ? { page: page.id, anchor } : null
}
