import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeBinaryFrame } from '@/protocol/decodeBinaryFrame'
import { decodeTextFrame } from '@/protocol/decodeTextFrame'
import { listRecordings, loadRecording } from '../harness/recording'

type Counts = Record<string, number>

function count(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

/** What a file holds, counted from its lines without any of our decoders. */
function countLines(name: string): Counts {
  const path = join(import.meta.dirname, `../fixtures/recordings/${name}.jsonl`)
  const counts: Counts = {}
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (!line.includes('"kind":"receive"')) continue
    const { json, text, binary } = JSON.parse(line) as {
      json?: { type: string }
      text?: string
      binary?: string
    }
    if (json) count(counts, json.type)
    else if (text) count(counts, /"type": "([^"]+)"/.exec(text)![1]!)
    else count(counts, `binary ${Buffer.from(binary!, 'base64').readUInt32BE(0)}`)
  }
  return counts
}

const BINARY_NAMES: Record<string, string> = {
  'binary.preview': 'binary 1',
  'binary.text': 'binary 3',
  'binary.previewWithMetadata': 'binary 4'
}

function countDecoded(name: string): Counts {
  const counts: Counts = {}
  for (const entry of loadRecording(name).entries) {
    if (entry.kind !== 'receive') continue
    const { frame } = entry
    const message =
      typeof frame === 'string'
        ? decodeTextFrame(frame)
        : decodeBinaryFrame(new Uint8Array(frame), {})
    if (message.type === 'malformed') count(counts, `malformed ${message.kind}: ${message.reason}`)
    else if (message.type === 'custom') count(counts, message.name)
    else count(counts, BINARY_NAMES[message.type] ?? message.type)
  }
  return counts
}

describe('recordings of a real server', () => {
  it.each(listRecordings())('%s decodes frame for frame', (name) => {
    const expected = countLines(name)
    expect(Object.keys(expected).length).toBeGreaterThan(name.startsWith('http-') ? -1 : 0)
    expect(countDecoded(name)).toEqual(expected)
  })

  it('are all there', () => {
    expect(listRecordings()).toHaveLength(38)
  })
})
