import { isRecord } from '@/protocol/guards'
import type { ApiPrompt } from '@/protocol/prompt'

/** First folder of what a server made: several have files of the same names. */
const PLACE = /^@(\d+)(?:\/|$)/

/** Which server a folder is on, and the folder there; number null: any. */
export function parsePlace(subfolder: string): { number: number | null; subfolder: string } {
  const match = PLACE.exec(subfolder)
  if (!match) return { number: null, subfolder }
  return { number: Number(match[1]), subfolder: subfolder.slice(match[0].length) }
}

function addToItem(item: unknown, number: number): unknown {
  if (!isRecord(item) || typeof item.filename !== 'string') return item
  const subfolder = typeof item.subfolder === 'string' ? item.subfolder : ''
  if (item.type === 'input') return item
  return { ...item, subfolder: subfolder === '' ? `@${number}` : `@${number}/${subfolder}` }
}

/** A node's output with the server in the folders of its files (protocol.md §6.2). */
export function addPlaces(output: unknown, number: number): unknown {
  if (!isRecord(output)) return output
  return Object.fromEntries(
    Object.entries(output).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((item) => addToItem(item, number)) : value
    ])
  )
}

/** A prompt as the server it belongs to knows its files; number null: it names none of any server's. */
export function takePlaces(prompt: ApiPrompt): { number: number | null; prompt: ApiPrompt } {
  let number: number | null = null
  const nodes = Object.entries(prompt).map(([id, node]) => {
    const inputs = Object.entries(node.inputs ?? {}).map(([name, value]) => {
      const place = typeof value === 'string' ? parsePlace(value) : null
      if (!place || place.number === null) return [name, value]
      number = place.number
      return [name, place.subfolder]
    })
    return [id, { ...node, inputs: Object.fromEntries(inputs) as Record<string, unknown> }]
  })
  return { number, prompt: number === null ? prompt : (Object.fromEntries(nodes) as ApiPrompt) }
}
