import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type EngineRun, type TestEngine } from '../../builders/engine'
import { makeEmptyImage, makeNode, makePreviewOf } from '../../builders/enginePrompt'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

let colour = 0x100000
/** A picture that no other test has made, so that nothing is cached. */
function makeFreshImage() {
  colour += 1
  return makeEmptyImage({ color: colour })
}

const makeList = (count: number) => makeNode('ProbeList', { count, seed: (colour += 1), size: 8 })
const getImages = (run: EngineRun, id: string) =>
  (run.result.outputs[id] as { images: unknown[] } | undefined)?.images

/** The nodes of the last `progress_state`. */
function getLastStates(run: EngineRun) {
  return run.listMessages('progress_state').at(-1)!.nodes as Record<string, { state: string }>
}

describe('lists', () => {
  it('a node is run once per item; the pictures of all calls are joined in one message', async () => {
    const run = await host.run({
      list: makeList(3),
      inv: makeNode('ImageInvert', { image: ['list', 0] }),
      out: makeNode('PreviewImage', { images: ['inv', 0] })
    })

    expect(run.listMessages('executed')).toHaveLength(1)
    expect(getImages(run, 'out')).toHaveLength(3)
    expect(run.executing).toEqual(['list', 'inv', 'out'])
  })

  it('shorter lists repeat their last item', async () => {
    const run = await host.run({
      three: makeList(3),
      two: makeList(2),
      text: makeNode('StringConcatenate', {
        string_a: ['shown3', 0],
        string_b: ['shown2', 0],
        delimiter: '+'
      }),
      shown3: makeNode('PreviewAny', { source: ['three', 1] }),
      shown2: makeNode('PreviewAny', { source: ['two', 1] }),
      out: makeNode('PreviewAny', { source: ['text', 0] })
    })

    const texts = (run.result.outputs.out as { text: string[] }).text
    const long = (run.result.outputs.shown3 as { text: string[] }).text
    const short = (run.result.outputs.shown2 as { text: string[] }).text
    expect(texts).toEqual([
      `${long[0]}+${short[0]}`,
      `${long[1]}+${short[1]}`,
      `${long[2]}+${short[1]}`
    ])
  })

  it('a node that takes whole lists is run once', async () => {
    const run = await host.run({
      list: makeList(4),
      out: makeNode('ProbeCollect', { images: ['list', 0] })
    })

    expect(run.result.outputs).toEqual({ out: { text: ['4 items'] } })
  })

  it('an empty list fails the node that needs an item, as in ComfyUI', async () => {
    const run = await host.run({
      list: makeList(0),
      ...makePreviewOf(makeNode('ImageInvert', { image: ['list', 0] }))
    })

    expect(run.listMessages('execution_error')).toMatchObject([
      { node_id: 'src', exception_type: 'TypeError', current_inputs: { image: [] } }
    ])
  })
})

describe('values', () => {
  it.each([
    ['3', 'PrimitiveFloat', '3.0'],
    [' -1e3 ', 'PrimitiveFloat', '-1000.0'],
    [true, 'PrimitiveInt', '1'],
    ['1_000', 'PrimitiveInt', '1000'],
    [7.9, 'PrimitiveInt', '7'],
    ['', 'PrimitiveBoolean', 'False'],
    ['no', 'PrimitiveBoolean', 'True'],
    [null, 'PrimitiveString', 'None'],
    [{ a: [1, 'b'] }, 'PrimitiveString', "{'a': [1, 'b']}"],
    [{ __value__: [1, 2] }, 'PrimitiveString', '[1, 2]']
  ])('%j as %s prints %s', async (value, classType, text) => {
    const run = await host.run({
      a: makeNode(classType, { value }),
      out: makeNode('PreviewAny', { source: ['a', 0] })
    })

    expect(run.result.outputs).toEqual({ out: { text: [text] } })
  })

  it('CustomCombo gives the choice and its index; the options are the interface’s own', async () => {
    const run = await host.run({
      pick: makeNode('CustomCombo', {
        choice: '9:16',
        index: 1,
        option1: '16:9',
        option2: '9:16',
        option3: ''
      }),
      choice: makeNode('PreviewAny', { source: ['pick', 0] }),
      index: makeNode('PreviewAny', { source: ['pick', 1] })
    })

    expect(run.result.outputs).toEqual({ choice: { text: ['9:16'] }, index: { text: ['1'] } })
  })

  it('a whole float keeps its point behind a switch, and is a plain number where FLOAT is asked for', async () => {
    const run = await host.run({
      number: makeNode('PrimitiveFloat', { value: 2 }),
      sw: makeNode('ComfySwitchNode', {
        switch: true,
        on_false: ['number', 0],
        on_true: ['number', 0]
      }),
      out: makeNode('PreviewAny', { source: ['sw', 0] }),
      src: makeFreshImage(),
      big: makeNode('ImageScaleBy', {
        image: ['src', 0],
        upscale_method: 'area',
        scale_by: ['number', 0]
      }),
      size: makeNode('GetImageSize', { image: ['big', 0] }),
      width: makeNode('PreviewAny', { source: ['size', 0] })
    })

    expect(run.result.outputs).toEqual({ out: { text: ['2.0'] }, width: { text: ['16'] } })
  })

  it('structures print as indented JSON, pictures as PyTorch prints tensors', async () => {
    const run = await host.run({
      src: makeEmptyImage({ width: 2, height: 1, color: 0x80ff00 }),
      tensor: makeNode('PreviewAny', { source: ['src', 0] }),
      json: makeNode('PreviewAny', { source: { a: ['ä', 1] } })
    })

    expect(run.result.outputs).toEqual({
      tensor: {
        text: ['tensor([[[[0.5020, 1.0000, 0.0000],\n          [0.5020, 1.0000, 0.0000]]]])']
      },
      json: { text: ['{\n    "a": [\n        "\\u00e4",\n        1\n    ]\n}'] }
    })
  })
})

describe('blockers', () => {
  const makeBlocked = (message: string) => ({
    src: makeFreshImage(),
    block: makeNode('ProbeBlocker', { image: ['src', 0], block: true, message }),
    inv: makeNode('ImageInvert', { image: ['block', 0] }),
    never: makeNode('PreviewImage', { images: ['inv', 0] }),
    out: makeNode('PreviewImage', { images: ['block', 1] })
  })

  it('[B28] a blocker with a message is told once, by the first node that meets it; the run goes on', async () => {
    const run = await host.run(makeBlocked('not today'))

    expect(run.result.status).toBe('success')
    expect(run.listMessages('execution_error')).toEqual([
      {
        prompt_id: run.promptId,
        node_id: 'inv',
        node_type: 'ImageInvert',
        executed: expect.any(Array) as unknown,
        exception_message: 'Execution Blocked: not today',
        exception_type: 'ExecutionBlocked',
        traceback: [],
        current_inputs: [],
        current_outputs: []
      }
    ])
    expect(Object.keys(run.result.outputs)).toEqual(['out'])
    expect(run.executing.toSorted()).toEqual(['block', 'inv', 'never', 'out', 'src'])
    expect(run.result.messages.map(([type]) => type)).not.toContain('execution_error')
  })

  it('a silent one tells nothing', async () => {
    const run = await host.run(makeBlocked(''))

    expect(run.listMessages('execution_error')).toEqual([])
    expect(Object.keys(run.result.outputs)).toEqual(['out'])
  })
})

describe('expansion', () => {
  const expand = (depth: number) =>
    makePreviewOf(
      makeNode('ProbeExpand', { seed: (colour += 1), steps: 2, seconds: 0, size: 8, depth })
    )

  it('names the nodes of the new graph, their parent, and the node to show', async () => {
    const run = await host.run(expand(2))

    expect(run.result.status).toBe('success')
    expect(run.executing).toEqual([
      'src',
      'src.0.0.1',
      'src.0.0.1.0.0.1',
      'src.0.0.1.0.0.2',
      'src.0.0.1.0.0.3',
      'src.0.0.2',
      'src.0.0.3',
      'out'
    ])
    expect(getLastStates(run)['src.0.0.1.0.0.1']).toEqual({
      value: 2,
      max: 2,
      state: 'finished',
      node_id: 'src.0.0.1.0.0.1',
      prompt_id: run.promptId,
      display_node_id: 'src',
      parent_node_id: 'src.0.0.1',
      real_node_id: 'src'
    })
    expect(run.result.meta['src.0.0.3']).toEqual({
      node_id: 'src.0.0.3',
      display_node: 'src',
      parent_node: 'src',
      real_node_id: 'src'
    })
    expect(getImages(run, 'out')).toHaveLength(1)
  })

  it('says nothing of the new graph when the expanding node is cached', async () => {
    const prompt = expand(1)
    await host.run(prompt)

    const again = await host.run(prompt)

    expect(again.cached).toEqual(['out', 'src'])
    expect(again.executing).toEqual([])
    expect(Object.keys(again.result.outputs)).toEqual(['out'])
  })

  it('an error inside names the node of the prompt', async () => {
    const prompt = makePreviewOf(
      makeNode('ProbeExpand', { seed: 1, steps: 0, seconds: 0, size: -4, depth: 1 })
    )
    // What the outer node is given passes no check of the inner one's: it fails while it runs.
    const events: string[] = []
    const result = await host.engine.run(
      { promptId: 'broken', prompt, outputNodeIds: ['out'], extraData: {} },
      (event) => events.push(event.kind)
    )

    expect(result.status).toBe('error')
    expect(result.messages.at(-1)).toMatchObject([
      'execution_error',
      {
        node_id: 'src',
        node_type: 'ProbeExpand',
        exception_type: expect.stringMatching(/Error$/) as string
      }
    ])
  })
})

describe('async nodes', () => {
  it('one that fails ends the prompt at once; nothing more is heard of the others', async () => {
    const run = await host.run({
      slow: makeNode('ProbeAsync', { seed: (colour += 1), steps: 50, seconds: 0.02, size: 8 }),
      bad: makeNode('ProbeAsyncError', { seconds: 0.05 }),
      both: makeNode('ImageBatch', { image1: ['slow', 0], image2: ['bad', 0] }),
      out: makeNode('PreviewImage', { images: ['both', 0] })
    })

    expect(run.listMessages('execution_error')).toMatchObject([
      {
        node_id: 'bad',
        exception_type: 'ValueError',
        exception_message: 'the async probe failed\n'
      }
    ])
    expect(getLastStates(run).slow?.state).toBe('running')
    expect(run.events.at(-1)).toMatchObject({ type: 'execution_error' })
  })
})

describe('messages of a node’s own', () => {
  it.each([
    [true, 'everyone'],
    [false, 'owner']
  ])('go where the node says (everybody: %s)', async (everybody, to) => {
    const run = await host.run({
      src: makeFreshImage(),
      event: makeNode('ProbeEvent', { image: ['src', 0], name: 'probe.event', everybody }),
      out: makeNode('PreviewImage', { images: ['event', 0] })
    })

    const own = run.events.filter(
      (event) => event.kind === 'message' && event.type === 'probe.event'
    )
    expect(own).toEqual([
      { kind: 'message', type: 'probe.event', data: { node: 'event', numbers: [1, 2.5] }, to }
    ])
  })
})

describe('who hears what', () => {
  it('progress goes to everyone if the prompt has no owner, the rest to the owner only', async () => {
    const run = await host.run({
      src: makeNode('ProbeSteps', {
        seed: (colour += 1),
        steps: 2,
        seconds: 0,
        size: 8,
        preview: false,
        format: 'PNG'
      }),
      out: makeNode('PreviewImage', { images: ['src', 0] })
    })

    const receivers = new Map<string, string>()
    for (const event of run.events)
      if (event.kind === 'message') receivers.set(event.type, event.to)
    expect(Object.fromEntries(receivers)).toEqual({
      execution_start: 'owner',
      execution_cached: 'owner',
      progress_state: 'ownerOrAll',
      executing: 'owner',
      progress: 'ownerOrAll',
      executed: 'owner',
      execution_success: 'owner'
    })
  })

  it.each([
    ['the server was told so', {}, 0],
    ['and made for a prompt that asks', { preview_method: 'auto' }, 3]
  ])('previews are left out when %s', async (_title, extraData, count) => {
    const quiet = await makeEngine({ previews: false })
    const steps = { seed: 1, steps: 3, seconds: 0, size: 8, preview: true, format: 'JPEG' }
    const prompt = {
      src: makeNode('ProbeSteps', steps),
      out: makeNode('PreviewImage', { images: ['src', 0] })
    }
    const run = await quiet.run(prompt, { extraData })
    expect(run.events.filter(({ kind }) => kind === 'preview')).toHaveLength(count)
    await quiet.dispose()
  })

  it('previews are left out when the prompt wants none', async () => {
    const prompt = {
      src: makeNode('ProbeSteps', {
        seed: (colour += 1),
        steps: 3,
        seconds: 0,
        size: 8,
        preview: true,
        format: 'JPEG'
      }),
      out: makeNode('SaveImageWebsocket', { images: ['src', 0] })
    }

    const run = await host.run(prompt, { extraData: { preview_method: 'none' } })

    const previews = run.events.flatMap((event) => (event.kind === 'preview' ? [event.nodeId] : []))
    expect(previews).toEqual(['out'])
    expect(run.listMessages('progress').map(({ node }) => node)).toEqual(['src', 'src', 'out'])
  })
})
