import { LGraph, LGraphCanvas, LGraphNode, LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import { toExecutionId } from '@/domain/ids'
import { makeNested, makeTextToImage } from '../harness/canvasDocuments'
import { makeResult } from '../harness/coreServer'
import type { ExtensionsHarness } from '../harness/extensions'
import { createExtensionsHarness } from '../harness/extensions'

let page: ExtensionsHarness
beforeEach(async () => {
  page = await createExtensionsHarness()
  await page.core.workflows.newWorkflow()
})
afterEach(() => page.dispose())

const order = () => page.core.stores.workflows.order
const active = () => page.core.stores.workflows.active!
const seedOf = (id: number) => getWidgets(page.nodeOf(id))[0]!

describe('names on the window', () => {
  it('are those that node packs look for', () => {
    const globals = page.globals as unknown as Record<string, unknown>
    expect(globals).toMatchObject({ LiteGraph, LGraph, LGraphNode, LGraphCanvas })
    expect(page.globals.comfyAPI).toMatchObject({ app: { app: page.app }, api: { api: page.api } })
    expect(page.app.api).toBe(page.api)
    expect(page.globals.graph).toBe(page.app.graph)
  })
})

describe('app.graph', () => {
  it('is the active workflow’s root graph, with the document’s extra', async () => {
    const first = await page.load(makeTextToImage({ extra: { mine: { deep: 1 } } }), 'A')
    const { graph } = page.app
    expect(graph).toBeInstanceOf(LGraph)
    expect(page.app.rootGraph).toBe(graph)
    expect(graph!.extra).toMatchObject({ mine: { deep: 1 } })
    await page.load(makeTextToImage({ extra: { other: 2 } }), 'B')
    expect(page.app.graph).not.toBe(graph)
    expect(page.app.graph!.extra).toMatchObject({ other: 2 })
    await page.activate(first)
    expect(page.app.graph).toBe(graph)
    expect(page.globals.graph).toBe(graph)
  })

  it('stays the root inside a subgraph, and keeps its id over switches', async () => {
    const id = await page.load(makeNested(), 'A')
    const { graph } = page.app
    const before = graph!.id
    page.canvas.openSubgraph([...graph!.subgraphs.values()][0]!)
    expect(page.app.graph).toBe(graph)
    expect(page.app.canvas!.graph).not.toBe(graph)
    await page.load(makeNested(), 'B')
    expect(page.app.graph!.id).not.toBe(before)
    await page.activate(id)
    expect(page.app.graph!.id).toBe(before)
  })
})

describe('app.canvas', () => {
  it('is the one canvas, drawn once there is a graph', async () => {
    const { canvas } = page.app
    expect(canvas).toBe(page.canvas)
    expect(canvas).toBeInstanceOf(LGraphCanvas)
    expect(LGraphCanvas.active_canvas).toBe(canvas)
    await page.load(makeTextToImage(), 'A')
    expect(page.app.canvas).toBe(canvas)
    expect(canvas!.frame).toBeGreaterThan(0)
    expect(page.app.canvasEl).toBe(page.element)
  })
})

describe('app.loadGraphData', () => {
  it('fills the active workflow when that is empty and untouched', async () => {
    const [id] = order()
    await page.app.loadGraphData(makeTextToImage(), true, true, 'Mine')
    expect(order()).toEqual([id])
    expect(active()).toMatchObject({ name: 'Mine', isModified: false, isPristine: false })
    expect(page.app.graph!._nodes).toHaveLength(7)
  })

  it('else opens a tab in front, and leaves the others as they are', async () => {
    await page.load(makeTextToImage(), 'A')
    const { graph } = page.app
    await page.load(makeNested(), 'B')
    expect(order()).toHaveLength(2)
    expect(active().name).toBe('B')
    expect(graph!._nodes).toHaveLength(7)
  })

  it('opens a tab when the empty one in front was edited', async () => {
    page.app.graph!.add(LiteGraph.createNode('VAEDecode')!)
    page.endGesture()
    await page.load(makeTextToImage(), 'A')
    expect(order()).toHaveLength(2)
  })

  it('resolves when the graph is drawn', async () => {
    const frame = page.canvas.frame
    await page.load(makeTextToImage(), 'A')
    expect(page.canvas.graph).toBe(page.app.graph)
    expect(page.canvas.frame).toBeGreaterThan(frame)
    expect(page.canvas.visible_nodes.length).toBeGreaterThan(0)
  })

  it('takes texts, and the name from ComfyUI’s own object', async () => {
    await page.app.loadGraphData(JSON.stringify(makeTextToImage()), true, true, {
      filename: 'From a file'
    })
    expect(active().name).toBe('From a file')
    expect(page.app.graph!._nodes).toHaveLength(7)
  })

  it('shows all of it when the view is not to be restored', async () => {
    const extra = { ds: { scale: 2, offset: [9000, 9000] } }
    await page.load(makeTextToImage({ extra }), 'A')
    expect(page.canvas.ds.scale).toBe(2)
    await page.app.loadGraphData(makeTextToImage({ extra }), true, false, 'B')
    expect(page.canvas.ds.scale).toBeLessThanOrEqual(1)
    expect(page.canvas.visible_nodes).toHaveLength(7)
  })

  it('says so when it is no workflow, rejects, and changes nothing', async () => {
    await page.load(makeTextToImage(), 'A')
    const { graph } = page.app
    await expect(page.app.loadGraphData({ hello: 1 })).rejects.toThrow()
    expect(page.core.stores.notices.notices.some(({ kind }) => kind === 'error')).toBe(true)
    expect(order()).toHaveLength(1)
    expect(page.app.graph).toBe(graph)
    expect(graph!._nodes).toHaveLength(7)
  })
})

describe('app.graphToPrompt', () => {
  it('gives the document and the prompt of the workflow in front', async () => {
    await page.load(makeTextToImage({ extra: { mine: 1 } }), 'A')
    const { workflow, output } = await page.app.graphToPrompt()
    expect(Object.keys(output)).toEqual(['3', '4', '5', '6', '7', '8', '9'])
    expect(output['3' as never]).toMatchObject({ class_type: 'KSampler', inputs: { seed: 7 } })
    expect(workflow).toMatchObject({ extra: { mine: 1 }, nodes: expect.any(Array) })
  })

  it('is the caller’s to change', async () => {
    await page.load(makeTextToImage(), 'A')
    const { output } = await page.app.graphToPrompt()
    ;(output['3' as never] as { inputs: Record<string, unknown> }).inputs.seed = 99
    expect((await page.app.graphToPrompt()).output['3' as never]).toMatchObject({
      inputs: { seed: 7 }
    })
  })
})

describe('app.queuePrompt', () => {
  it('submits the workflow in front, as often as told', async () => {
    await page.load(makeTextToImage(), 'A')
    await page.load(makeTextToImage(), 'B')
    seedOf(3).value = 42
    expect(await page.app.queuePrompt(0, 3)).toBe(true)
    const prompts = page.server.listOf('this-tab')
    expect(prompts).toHaveLength(3)
    for (const { prompt } of prompts) expect(prompt['3']).toMatchObject({ inputs: { seed: 42 } })
    expect(page.core.stores.execution.getPrompt(prompts[0]!.id)?.workflowId).toBe(page.activeId)
  })

  it('keeps the order it is given: 0 last, -1 first, else the number', async () => {
    await page.load(makeTextToImage(), 'A')
    await page.app.queuePrompt(0, 1)
    await page.app.queuePrompt(-1, 1)
    await page.app.queuePrompt(77, 1)
    const numbers = page.server.listOf('this-tab').map(({ number }) => number)
    expect(numbers[0]).toBeGreaterThan(0)
    expect(numbers[1]).toBeLessThan(numbers[0]!)
    expect(numbers[2]).toBe(77)
  })

  it('answers false when the server refuses', async () => {
    await page.load(makeTextToImage(), 'A')
    page.server.isDown = true
    expect(await page.app.queuePrompt(0, 1)).toBe(false)
  })
})

describe('api', () => {
  it('names this client', () => {
    expect(page.api.clientId).toBe('this-tab')
    expect(page.api.initialClientId).toBe('this-tab')
  })

  it('reaches the server under its paths', async () => {
    page.answers.set('/system_stats', { system: { os: 'x' } })
    expect(await page.api.getSystemStats()).toEqual({ system: { os: 'x' } })
    expect(page.api.apiURL('/view?filename=a.png')).toBe('/api/view?filename=a.png')
    expect(page.api.fileURL('/scripts/app.js')).toBe('/scripts/app.js')
  })

  it('posts a pack’s own prompt with this client’s id', async () => {
    await page.api.queuePrompt(-1, { output: {}, workflow: { id: 'x' } as never })
    const { route, init } = page.requests.at(-1)!
    expect(route).toBe('/prompt')
    expect(JSON.parse(init!.body as string)).toEqual({
      client_id: 'this-tab',
      prompt: {},
      front: true,
      extra_data: { extra_pnginfo: { workflow: { id: 'x' } } }
    })
  })

  it('interrupts what the workflow in front runs, and nothing else', async () => {
    const first = await page.load(makeTextToImage(), 'A')
    const other = await page.run(first)
    const second = await page.load(makeTextToImage(), 'B')
    const own = await page.run(second)
    page.server.start(other)
    page.server.start(own)
    await page.api.interrupt()
    expect(page.server.get(own).status).toBe('interrupted')
    expect(page.server.get(other).status).toBe('running')
    await page.api.interrupt(other)
    expect(page.server.get(other).status).toBe('interrupted')
  })
})

describe('[B44] results and previews', () => {
  it('are those of the workflow in front, by locator, and empty where there are none', async () => {
    expect([page.app.nodeOutputs, page.app.nodePreviewImages]).toEqual([{}, {}])
    const first = await page.load(makeTextToImage(), 'A')
    const prompt = await page.run(first)
    page.server.start(prompt)
    page.server.preview(prompt, '3')
    page.server.finish(prompt, '9', makeResult('a.png'))
    page.pass(200)
    expect(page.app.nodeOutputs).toEqual({ 9: makeResult('a.png') })
    expect(page.app.nodePreviewImages['3']).toEqual([expect.stringMatching(/^blob:/)])
    expect(page.nodeOf(9).imgs?.[0]?.src).toContain('a.png')
    await page.load(makeTextToImage(), 'B')
    expect([page.app.nodeOutputs, page.app.nodePreviewImages]).toEqual([{}, {}])
    await page.activate(first)
    expect(page.app.nodeOutputs).toEqual({ 9: makeResult('a.png') })
  })

  it('can be written by packs, and stay with their workflow', async () => {
    const first = await page.load(makeTextToImage(), 'A')
    page.app.nodeOutputs['9'] = makeResult('mine.png')
    const second = await page.load(makeTextToImage(), 'B')
    page.app.nodeOutputs = { 9: makeResult('other.png') }
    const { previews } = page.core.stores
    expect(previews.outputsByWorkflowId[first]).toEqual({ 9: makeResult('mine.png') })
    expect(previews.outputsByWorkflowId[second]).toEqual({ 9: makeResult('other.png') })
  })
})

describe('[B44] the run of the workflow in front', () => {
  it('has a node, its steps, its bar and its outline, and no other workflow’s', async () => {
    const first = await page.load(makeTextToImage(), 'A')
    expect([page.app.runningNodeId, page.app.progress]).toEqual([null, null])
    const prompt = await page.run(first)
    page.server.start(prompt)
    page.server.tick(prompt, '3', 5, 20)
    page.pass(200)
    expect(page.app.runningNodeId).toBe('3')
    expect(page.app.progress).toEqual({ value: 5, max: 20 })
    expect(page.nodeOf(3).progress).toBe(0.25)
    expect(page.nodeOf(3).strokeStyles.running!.call(page.nodeOf(3))).toBeTruthy()
    await page.load(makeTextToImage(), 'B')
    expect([page.app.runningNodeId, page.app.progress]).toEqual([null, null])
    expect(page.nodeOf(3).progress).toBeUndefined()
    expect(page.nodeOf(3).strokeStyles.running!.call(page.nodeOf(3))).toBeUndefined()
    await page.activate(first)
    expect(page.app.runningNodeId).toBe('3')
    page.server.finish(prompt, '3')
    page.server.succeed(prompt)
    page.pass(200)
    expect([page.app.runningNodeId, page.app.progress]).toEqual([null, null])
    expect(page.nodeOf(3).progress).toBeUndefined()
  })

  it('[B45] tells a node of its result at once, in the background too', async () => {
    const first = await page.load(makeTextToImage(), 'A')
    const told: unknown[] = []
    const node = page.nodeOf(9) as unknown as { onExecuted(output: unknown): void }
    node.onExecuted = (output) => void told.push(output)
    const prompt = await page.run(first)
    await page.load(makeTextToImage(), 'B')
    page.server.start(prompt)
    page.server.finish(prompt, '9', makeResult('a.png'))
    page.pass(200)
    expect(told).toEqual([makeResult('a.png')])
    await page.activate(first)
    expect(told).toHaveLength(1)
  })
})

describe('[B44] errors', () => {
  it('are those of the workflow in front, the failed prompt named', async () => {
    const first = await page.load(makeTextToImage(), 'A')
    expect([page.app.lastNodeErrors, page.app.lastExecutionError]).toEqual([null, null])
    const prompt = await page.run(first)
    page.server.start(prompt)
    page.server.fail(prompt, '3', 'out of memory')
    page.pass(200)
    expect(page.app.lastExecutionError).toMatchObject({
      prompt_id: prompt,
      node_id: '3',
      exception_message: expect.stringContaining('out of memory')
    })
    expect(page.nodeOf(3).has_errors).toBe(true)
    await page.load(makeTextToImage(), 'B')
    expect(page.app.lastExecutionError).toBeNull()
    expect(page.nodeOf(3).has_errors).toBeFalsy()
    await page.activate(first)
    expect(page.app.lastExecutionError).toMatchObject({ prompt_id: prompt })
    expect(page.nodeOf(3).has_errors).toBe(true)
  })

  it('[B30] name inputs the server refused', async () => {
    await page.load(makeTextToImage(), 'A')
    const issue = {
      type: 'value_bigger_than_max',
      message: 'Too big',
      details: 'seed',
      inputName: 'seed'
    }
    page.server.refuse = () => ({
      type: 'prompt_outputs_failed_validation',
      message: 'Prompt outputs failed validation',
      details: '',
      nodes: [{ executionId: toExecutionId('3'), classType: 'KSampler', issues: [issue] }]
    })
    expect(await page.app.queuePrompt(0, 1)).toBe(false)
    expect(page.app.lastNodeErrors).toMatchObject({
      3: {
        class_type: 'KSampler',
        errors: [{ type: 'value_bigger_than_max', extra_info: { input_name: 'seed' } }]
      }
    })
    expect(page.nodeOf(3).has_errors).toBe(true)
  })
})
