import { isRecord } from '@/protocol/guards'

/** What a node type and its slots are called in one language; null where the pack says nothing. */
export interface NodeWords {
  readonly title: string | null
  readonly description: string | null
  readonly inputs: ReadonlyMap<string, SlotWords>
  /** By place, from 0. */
  readonly outputs: ReadonlyMap<string, SlotWords>
}

/** What an input or output is called. */
export interface SlotWords {
  readonly name: string | null
  readonly tooltip: string | null
}

/** Words of node packs in one language. */
export interface PackWords {
  readonly nodes: ReadonlyMap<string, NodeWords>
  /** Parts of categories' paths. */
  readonly categories: ReadonlyMap<string, string>
  /** Settings by id, with dots or without. */
  readonly settings: ReadonlyMap<string, SlotWords>
  /** Labels of commands by id, with dots or without. */
  readonly commands: ReadonlyMap<string, string>
  /** Pages and groups of the settings. */
  readonly settingCategories: ReadonlyMap<string, string>
}

/** Reads the server's `/i18n` (protocol.md §3.6), by language tag; what makes no sense is left out. */
export function readPackWords(wire: unknown): ReadonlyMap<string, PackWords> {
  if (!isRecord(wire)) return new Map()
  return new Map(
    Object.entries(wire)
      .filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1]))
      .map(([tag, words]) => [
        tag,
        {
          nodes: new Map(
            Object.entries(toRecord(words.nodeDefs)).map(([type, node]) => [type, readNode(node)])
          ),
          categories: readTexts(words.nodeCategories),
          settings: readSlots(words.settings),
          commands: readTexts(words.commands, 'label'),
          settingCategories: readTexts(words.settingsCategories)
        }
      ])
  )
}

/** Packs write keys as ComfyUI looks them up: a dot would part a path. */
export function toPackKey(name: string): string {
  return name.replaceAll('.', '_')
}

/** @param within where the text is one of several */
function readTexts(value: unknown, within?: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(toRecord(value)).flatMap(([name, found]) => {
      const read = readText(within === undefined ? found : toRecord(found)[within])
      return read === null ? [] : [[name, read] as const]
    })
  )
}

function readNode(value: unknown): NodeWords {
  const node = toRecord(value)
  return {
    title: readText(node.display_name),
    description: readText(node.description),
    inputs: readSlots(node.inputs),
    outputs: readSlots(node.outputs)
  }
}

function readSlots(value: unknown): ReadonlyMap<string, SlotWords> {
  return new Map(
    Object.entries(toRecord(value)).map(([key, slot]) => {
      const { name, tooltip } = toRecord(slot)
      return [key, { name: readText(name), tooltip: readText(tooltip) }]
    })
  )
}

/** ComfyUI reads these as messages of vue-i18n, where `{'@'}` stands for a sign with a meaning of its own. */
function readText(value: unknown): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null
  return value.replace(/\{'([^']*)'\}/g, '$1')
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}
