import { expect, it } from 'vitest'
import { toWorkflowId } from '@/domain/ids'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import { makePrompt } from '@/services/files/a1111/makePrompt'
import { readParameters } from '@/services/files/a1111/readParameters'
import { createRoomHarness, getDefinitions } from '../../harness/canvasRoom'

const TEXT =
  'a cat <lora:ink:0.5>\nNegative prompt: dog\nSteps: 12, Sampler: Euler a, CFG scale: 5, Seed: 77, Size: 512x768, Model: m'

it('what A1111 says of a picture is a graph that samples it again', async () => {
  const prompt = makePrompt(readParameters(TEXT)!, getDefinitions())
  const harness = await createRoomHarness({ isMounted: false })
  const id = toWorkflowId('a1111')
  const report = await harness.room.graphs.openGraph(
    id,
    structuredClone(prompt) as unknown as WorkflowJson
  )
  expect(report).toEqual({ repairs: [], missingNodeTypes: [] })
  const graph = harness.room.getGraph(id)!
  const sampler = graph._nodes.find(({ type }) => type === 'KSampler')!
  expect(sampler.widgets!.map(({ name, value }) => [name, value])).toEqual([
    ['seed', 77],
    ['control_after_generate', 'fixed'],
    ['steps', 12],
    ['cfg', 5],
    ['sampler_name', 'euler_ancestral'],
    ['scheduler', 'normal'],
    ['denoise', 1]
  ])
  const titles = graph._nodes.map(({ title }) => title)
  expect(titles).toContain('Positive prompt')
  expect(titles).toContain('Negative prompt')
  const { output } = await harness.room.graphs.takeSnapshot(id)
  const exported = JSON.parse(JSON.stringify(output)) as ApiPrompt
  for (const { class_type, inputs } of Object.values(prompt)) {
    const { control_after_generate: _control, ...wanted } = inputs
    expect(Object.values(exported)).toContainEqual(
      expect.objectContaining({ class_type, inputs: expect.objectContaining(wanted) as object })
    )
  }
  harness.dispose()
})
