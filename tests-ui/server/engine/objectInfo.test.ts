import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { loadFixture } from '../../harness/recording'
import { BUILTIN_NODES } from '../../../server/engine/nodes/builtinNodes'
import type { ObjectInfoWire } from '../../../src/protocol/nodeDefinition'

let host: TestEngine
let ours: ObjectInfoWire

beforeAll(async () => {
  host = await makeEngine()
  ours = JSON.parse(JSON.stringify(await host.engine.getObjectInfo())) as ObjectInfoWire
})
afterAll(() => host.dispose())

/** Definitions that published workflows need, from the same server. */
function readWorkflowDefinitions(): ObjectInfoWire {
  const path = join(import.meta.dirname, '../../fixtures/workflows/object_info.json.gz')
  return JSON.parse(gunzipSync(readFileSync(path)).toString()) as ObjectInfoWire
}

const recorded: ObjectInfoWire = {
  ...readWorkflowDefinitions(),
  ...(loadFixture('object_info.json') as ObjectInfoWire)
}
const OWN_CATEGORY = /^parallel\//
/** Nodes of ComfyUI whose definitions nobody recorded. */
const UNRECORDED = [
  'CaseConverter',
  'ImageAddNoise',
  'ImageRGBToYUV',
  'ImageYUVToRGB',
  'Morphology',
  'PorterDuffImageComposite',
  'StringContains',
  'StringLength',
  'StringTrim'
]
const borrowed = BUILTIN_NODES.map(({ definition }) => definition.name).filter(
  (name) => name in recorded
)

/** Lists of files differ from machine to machine. */
function withoutFiles(definition: unknown): unknown {
  return JSON.parse(
    JSON.stringify(definition).replaceAll(/"image":\[\[[^\]]*\]/g, '"image":[["<files>"]')
  )
}

describe('object_info', () => {
  it.each(borrowed)('%s is defined exactly as in ComfyUI', (name) => {
    expect(withoutFiles(ours[name])).toEqual(withoutFiles(recorded[name]))
  })

  it('has no node that ComfyUI has not, but for our own category', () => {
    const foreign = BUILTIN_NODES.map(({ definition }) => definition).filter(
      ({ name }) => !(name in recorded)
    )
    const own = foreign.filter(({ category }) => OWN_CATEGORY.test(category ?? ''))

    expect(own.length).toBeGreaterThan(0)
    expect(
      foreign
        .filter((one) => !own.includes(one))
        .map(({ name }) => name)
        .sort()
    ).toEqual(UNRECORDED)
  })

  it('keeps the declared order of inputs', () => {
    for (const [name, definition] of Object.entries(ours)) {
      expect([name, Object.keys(definition.input?.required ?? {})]).toEqual([
        name,
        definition.input_order?.required
      ])
    }
  })

  it('reads the list of pictures anew each time', async () => {
    const listImages = async () => {
      const info = await host.engine.getObjectInfo()
      return info.LoadImage?.input?.required?.image?.[0]
    }
    expect(await listImages()).toEqual(['rgb.png', 'rgb2.png', 'rgba.png', 'tiny.png', 'wide.png'])

    await writeFile(join(host.folders.input, 'Another.JPG'), '')
    await writeFile(join(host.folders.input, 'notes.txt'), '')

    expect(await listImages()).toEqual([
      'Another.JPG',
      'rgb.png',
      'rgb2.png',
      'rgba.png',
      'tiny.png',
      'wide.png'
    ])
  })

  it('offers the file list as an upload, also to the mask loader', () => {
    expect(ours.LoadImageMask?.input?.required?.image).toEqual([
      ['rgb.png', 'rgb2.png', 'rgba.png', 'tiny.png', 'wide.png'],
      { image_upload: true }
    ])
  })
})
