import { computed, shallowRef } from 'vue'
import type { NodeWords, PackWords, SlotWords } from '@/domain/packWords'
import { readPackWords, toPackKey } from '@/domain/packWords'
import { currentTag } from './currentLocale'
import { toLocale } from './locales'
import type { LabelKey } from './messageTypes'
import { t } from './translate'

const words = shallowRef<ReadonlyMap<string, PackWords>>(new Map())

/** Node types of the canvas itself, which no server names. */
const OWN: Readonly<Record<string, readonly [title: LabelKey, description: LabelKey]>> = {
  PrimitiveNode: ['nodes.primitive', 'nodes.primitiveHint'],
  Reroute: ['nodes.reroute', 'nodes.rerouteHint'],
  Note: ['nodes.note', 'nodes.noteHint'],
  MarkdownNote: ['nodes.markdownNote', 'nodes.markdownNoteHint']
}

/** Takes what the server tells of its node packs' translations (protocol.md §3.6). */
export function applyPackWords(wire: unknown): void {
  words.value = readPackWords(wire)
}

/** The packs' words, the most fitting first: the very tag, its language, ours for it; English for whatever is left. */
const fitting = computed<readonly PackWords[]>(() => {
  const tag = currentTag.value
  const tags = new Set([tag, tag.split(/[-_]/)[0]!, toLocale(tag), 'en'])
  return [...tags].flatMap((wanted) => words.value.get(wanted) ?? [])
})

function findInNode<T>(type: string, read: (node: NodeWords) => T | null | undefined): T | null {
  if (fitting.value.length === 0) return null
  const key = toPackKey(type)
  for (const { nodes } of fitting.value) {
    const node = nodes.get(type) ?? nodes.get(key)
    const found = node && read(node)
    if (found !== null && found !== undefined) return found
  }
  return null
}

/** What a node type is called in the language in use; null for what the definition calls it. */
export function getNodeTitle(type: string): string | null {
  const own = OWN[type]
  return own ? t(own[0]) : findInNode(type, ({ title }) => title)
}

/** What a node type does, in the language in use; null for what the definition says. */
export function getNodeDescription(type: string): string | null {
  const own = OWN[type]
  return own ? t(own[1]) : findInNode(type, ({ description }) => description)
}

/** What an input, which may be a widget, is called or told of; null for what the definition says. */
export function getInputWord(type: string, name: string, word: keyof SlotWords): string | null {
  return findInNode(type, ({ inputs }) => (inputs.get(name) ?? inputs.get(toPackKey(name)))?.[word])
}

/** The same for an output. @param place from 0 */
export function getOutputWord(type: string, place: number, word: keyof SlotWords): string | null {
  return findInNode(type, ({ outputs }) => outputs.get(String(place))?.[word])
}

/** A category's path as people read it; parts that nobody translates stay. */
export function translateCategory(path: string): string {
  if (fitting.value.length === 0) return path
  return path
    .split('/')
    .map((part) => {
      for (const { categories } of fitting.value) {
        const found = categories.get(part) ?? categories.get(toPackKey(part))
        if (found !== undefined) return found
      }
      return part
    })
    .join('/')
}

/** What a pack's setting is called or told of; null for what the pack itself says. */
export function getSettingWord(id: string, word: keyof SlotWords): string | null {
  return findByKey(id, ({ settings }, key) => settings.get(key)?.[word])
}

/** What a pack's page or group of settings is called; itself when nobody translates it. */
export function translateSettingCategory(name: string): string {
  return findByKey(name, ({ settingCategories }, key) => settingCategories.get(key)) ?? name
}

/** What a pack's command is called; null for what the pack itself says. */
export function getCommandLabel(id: string): string | null {
  return findByKey(id, ({ commands }, key) => commands.get(key))
}

function findByKey(
  id: string,
  read: (words: PackWords, key: string) => string | null | undefined
): string | null {
  for (const pack of fitting.value) {
    const found = read(pack, id) ?? read(pack, toPackKey(id))
    if (found) return found
  }
  return null
}

/** Changes when nodes may be called something else: for what isn't drawn by Vue. */
export function readNodeWordsVersion(): unknown {
  return [words.value, currentTag.value]
}
