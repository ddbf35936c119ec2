import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBinaryFrame } from '@/protocol/decodeBinaryFrame'
import {
  encodePreview,
  encodePreviewWithMetadata,
  encodeProgressText
} from '@/protocol/encodeBinaryFrame'
import type { FeatureFlags } from '@/protocol/featureFlags'
import {
  JPEG,
  PNG,
  makeFrameFromHex,
  makePreviewFrame,
  makePreviewWithMetadataFrame,
  makeProgressTextFrame
} from '../builders/wireBinary'
import { PROMPT } from '../builders/wireMessages'

const PREFIXED: FeatureFlags = { supports_progress_text_metadata: true }
const decode = (frame: ArrayBuffer, flags: FeatureFlags = {}) =>
  decodeBinaryFrame(new Uint8Array(frame), flags)

describe('previews without ids (type 1)', () => {
  it('reads a JPEG from a dump of the wire', () => {
    const message = decode(makeFrameFromHex('0000000100000001ffd8ffe0'))
    expect(message).toEqual({ type: 'binary.preview', mime: 'image/jpeg', image: JPEG })
  })

  it('knows PNG by its number and takes any other number for JPEG', () => {
    expect(decode(makePreviewFrame(PNG))).toMatchObject({ mime: 'image/png' })
    expect(decode(makeFrameFromHex('0000000100000063ffd8'))).toMatchObject({ mime: 'image/jpeg' })
  })

  it('comes back as it was encoded', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('image/jpeg' as const, 'image/png' as const),
        fc.uint8Array({ minLength: 1 }),
        (mime, image) => {
          const message = decodeBinaryFrame(encodePreview(mime, image), {})
          expect(message).toEqual({ type: 'binary.preview', mime, image })
        }
      )
    )
  })
})

describe('previews with metadata (type 4)', () => {
  it('reads prompt, nodes and picture', () => {
    const message = decode(
      makePreviewWithMetadataFrame({ node_id: '5.0.0.1', display_node_id: '5' })
    )
    expect(message).toMatchObject({
      type: 'binary.previewWithMetadata',
      metadata: { prompt_id: PROMPT, node_id: '5.0.0.1', display_node_id: '5' },
      mime: 'image/jpeg',
      image: JPEG
    })
  })

  it('looks at the picture when the type is missing or unheard of', () => {
    for (const image_type of [null, 'image/svg+xml', 'text/html', 7 as never]) {
      const message = decode(makePreviewWithMetadataFrame({ image_type }, PNG))
      expect(message).toMatchObject({ mime: 'image/png' })
    }
    expect(decode(makePreviewWithMetadataFrame({ image_type: null }))).toMatchObject({
      mime: 'image/jpeg'
    })
  })

  it.each([
    ['image/webp', '52494646000000005745425056503820'],
    ['image/gif', '474946383961'],
    ['image/jpeg', '00'],
    ['image/jpeg', '524946460000000057415645']
  ])('takes a picture for %s by its first bytes %s', (mime, hex) => {
    const image = new Uint8Array(makeFrameFromHex(hex))
    const frame = makePreviewWithMetadataFrame({ image_type: null }, image)
    expect(decode(frame)).toMatchObject({ mime })
  })

  it('comes back as it was encoded', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }).map((id) => `n${id}`),
        fc.uint8Array({ minLength: 1 }),
        (node_id, image) => {
          const metadata = { node_id, prompt_id: PROMPT, image_type: 'image/png' }
          const message = decodeBinaryFrame(encodePreviewWithMetadata(metadata, image), {})
          expect(message).toMatchObject({ metadata, mime: 'image/png', image })
        }
      )
    )
  })
})

describe('progress text (type 3) [B32]', () => {
  const hex =
    '000000030000002433663063316437652d353261622d346339652d396135312d3064376339626531613030310000000431323a335374617475733a20717565756564'

  it('[B32] reads the released form from a dump of the wire', () => {
    const message = decode(makeFrameFromHex('000000030000000431323a335374617475733a20717565756564'))
    expect(message).toEqual({
      type: 'binary.text',
      promptId: null,
      nodeId: '12:3',
      text: 'Status: queued'
    })
  })

  it('[B32] reads the prompt-prefixed form when the server has the flag', () => {
    expect(decode(makeFrameFromHex(hex), PREFIXED)).toEqual({
      type: 'binary.text',
      promptId: PROMPT,
      nodeId: '12:3',
      text: 'Status: queued'
    })
  })

  it('[B32] reads the same bytes as the released form without the flag', () => {
    for (const flags of [{}, { supports_progress_text_metadata: 'yes' }]) {
      expect(decode(makeFrameFromHex(hex), flags)).toMatchObject({ promptId: null, nodeId: PROMPT })
    }
  })

  it('[B32] reads the released form of a server with the flag, by the test of §2.4', () => {
    expect(decode(makeProgressTextFrame('12:3', 'busy'), PREFIXED)).toMatchObject({
      promptId: null,
      nodeId: '12:3',
      text: 'busy'
    })
    // A node id that looks like a prompt id, and a text that doesn't look like a length.
    expect(decode(makeProgressTextFrame(PROMPT, 'text'), PREFIXED)).toMatchObject({
      promptId: null,
      nodeId: PROMPT,
      text: 'text'
    })
    const upper = makeProgressTextFrame('3', 'x', PROMPT.toUpperCase())
    expect(decode(upper, PREFIXED)).toMatchObject({ promptId: null, nodeId: PROMPT.toUpperCase() })
  })

  it('[B32] comes back as it was encoded, in both forms', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 20 }).map((id) => `n${id}`),
        fc.string({ unit: 'grapheme' }),
        fc.boolean(),
        (nodeId, text, isPrefixed) => {
          const promptId = isPrefixed ? PROMPT : null
          const message = decodeBinaryFrame(encodeProgressText(nodeId, text, promptId), PREFIXED)
          expect(message).toEqual({ type: 'binary.text', promptId, nodeId, text })
        }
      )
    )
  })

  it('keeps a text with damaged characters, and one that is empty', () => {
    expect(decode(makeFrameFromHex('000000030000000133ff41'))).toMatchObject({ text: '\uFFFDA' })
    expect(decode(makeProgressTextFrame('3', ''))).toMatchObject({ text: '' })
  })
})

describe('frames of other kinds', () => {
  it('gives the number of an unknown kind, to be ignored', () => {
    expect(decode(makeFrameFromHex('0000000200000001ffd8'))).toEqual({
      type: 'binary.unknown',
      event: 2
    })
  })

  it.each([
    ['nothing', '', 'binary'],
    ['half a number', '0000', 'binary'],
    ['a preview without a format', '00000001', 'preview'],
    ['a preview without a picture', '0000000100000001', 'preview'],
    ['a text without a length', '00000003', 'progress text'],
    ['a text whose node id is cut short', '00000003000000ff31', 'progress text'],
    ['a text with a length beyond all bounds', '00000003ffffffff31', 'progress text'],
    ['a text of no node', '000000030000000041', 'progress text'],
    ['a text of a node that is no UTF-8', '0000000300000001ff41', 'progress text'],
    ['metadata cut short', '00000004000000ff7b7d', 'preview with metadata'],
    ['metadata that is no JSON', '00000004000000017bffd8', 'preview with metadata'],
    ['metadata that is a list', '00000004000000025b5dffd8', 'preview with metadata'],
    ['metadata without ids', '00000004000000027b7dffd8', 'preview with metadata']
  ])('says what is wrong with %s', (_what, hex, kind) => {
    expect(decode(makeFrameFromHex(hex), PREFIXED)).toMatchObject({ type: 'malformed', kind })
  })

  it('misses a picture behind good metadata', () => {
    const frame = makePreviewWithMetadataFrame({}, new Uint8Array())
    expect(decode(frame)).toMatchObject({ type: 'malformed', kind: 'preview with metadata' })
  })
})
