import { describe, expect, it } from 'vitest'
import { toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import { narrowRun } from '@/domain/narrowRun'
import { createPromptManifest } from '@/domain/promptManifest'
import type { RunSnapshot } from '@/domain/runSnapshot'

const node = (id: string, isOutput: boolean, enclosing: string[] = []) => ({
  executionId: toExecutionId(id),
  locatorId: toNodeLocatorId(id),
  enclosingLocatorIds: enclosing.map((each) => toNodeLocatorId(each)),
  classType: 'X',
  title: id,
  needed: true,
  isOutput
})
const target = (id: string) => ({ executionId: toExecutionId(id), inputName: 'seed' })

const snapshot: RunSnapshot = {
  workflowId: toWorkflowId('w'),
  workflowName: '',
  documentId: '',
  document: { nodes: [], links: [], version: 0.4 } as never,
  output: {
    '1': { class_type: 'X', inputs: { seed: 1 } },
    '2': { class_type: 'X', inputs: { source: ['1', 0] } },
    '3': { class_type: 'X', inputs: { seed: 1 } },
    '9:4': { class_type: 'X', inputs: { source: ['3', 0] } }
  } as never,
  manifest: createPromptManifest([
    node('1', false),
    node('2', true),
    node('3', false),
    node('9:4', true, ['9'])
  ]),
  variables: [
    { kind: 'dynamicText', template: '{a|b}', targets: [target('1'), target('3')] },
    { kind: 'dynamicText', template: '{c|d}', targets: [target('3')] }
  ]
}
const narrow = (...ids: string[]) =>
  narrowRun(snapshot, new Set(ids.map((id) => toNodeLocatorId(id))))

describe('a run of some outputs', () => {
  it('holds them, what they need, and the variables of that', () => {
    const run = narrow('2')!
    expect(Object.keys(run.output)).toEqual(['1', '2'])
    expect([...run.manifest.nodes.keys()]).toEqual(['1', '2'])
    expect(run.manifest.neededCount).toBe(2)
    expect(run.variables).toEqual([
      { kind: 'dynamicText', template: '{a|b}', targets: [target('1')] }
    ])
  })

  it('of an instance holds the outputs inside', () => {
    expect(Object.keys(narrow('9')!.output)).toEqual(['3', '9:4'])
  })

  it('is none where no output is among the nodes', () => {
    expect(narrow('1', '3')).toBeNull()
    expect(narrow()).toBeNull()
  })
})
