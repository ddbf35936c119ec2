import { toClientId, toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import { useConnectionStore } from '@/stores/connectionStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useQueueStore } from '@/stores/queueStore'
import {
  makeOutputFile,
  makePromptId,
  makeServerJob,
  makeSibling,
  makeSummary
} from '../../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../../builders/promptState'
import { makePictureBlob } from './samplePictures'

const NOW = Date.now()
const SECOND = 1_000

function openWorkflows(): void {
  addWorkflow('a', { name: 'Portrait, soft light' })
  addWorkflow('b', { name: 'Upscale 4x', isModified: true })
  addWorkflow('c', { name: 'Reaction diffusion study' })
  addWorkflow('d', { name: 'Product shots' })
  addWorkflow('e', { name: 'Inpaint the sky' })
  addWorkflow('f', { name: 'Unsaved workflow', isModified: true, isPristine: true })
}

function connect(): void {
  useConnectionStore().applyClientId(toClientId('this-tab'))
  useConnectionStore().applyPhase('connected')
  useQueueStore().applyListing({ phase: 'ready', total: 0 })
}

function run(serial: number, workflow: string, name: string, startedAgo: number, step: number) {
  const prompt = addPrompt({
    promptId: makePromptId(serial),
    workflowId: toWorkflowId(workflow),
    workflowName: name,
    createdAt: NOW - startedAgo * SECOND - 2_000,
    at: NOW - startedAgo * SECOND - 1_000
  })
  tick(prompt, step)
  prompt.applyPreview({ blob: makePictureBlob(`${name}${step}`) })
  return prompt
}

function finish(serial: number, workflow: string, name: string, ago: number): void {
  const prompt = addPrompt({
    promptId: makePromptId(serial),
    workflowId: toWorkflowId(workflow),
    workflowName: name,
    createdAt: NOW - ago * SECOND - 15_000,
    at: NOW - ago * SECOND - 14_000,
    transitions: ['accepted', 'started']
  })
  prompt.applyOutput(
    toExecutionId('9'),
    { images: [makeOutputFile({ filename: `${name}_${serial}.png` })] },
    false
  )
  useExecutionStore().applyTransition(prompt.promptId, 'succeeded', NOW - ago * SECOND)
}

function fail(serial: number, workflow: string, name: string): void {
  const promptId = makePromptId(serial)
  addPrompt({
    promptId,
    workflowId: toWorkflowId(workflow),
    workflowName: name,
    createdAt: NOW - 95 * SECOND,
    transitions: ['accepted', 'started', 'failed']
  })
  useExecutionErrorStore().applyFailure(promptId, {
    executionId: toExecutionId('3'),
    classType: 'KSampler',
    exceptionType: 'torch.OutOfMemoryError',
    message: 'Allocation on device 0 would exceed allowed memory. (out of memory)',
    traceback: []
  })
}

function busy(): void {
  openWorkflows()
  connect()
  useQueueStore().applyPanelOpen(true)
  useQueueStore().applyScope('everyone')
  for (let serial = 900; serial < 912; serial++) finish(serial, 'd', 'Product shots', serial)
  useQueueStore().applyServerJobs([
    makeServerJob({
      promptId: makePromptId(9002),
      endedAt: NOW - 300 * SECOND,
      startedAt: NOW - 420 * SECOND,
      thumbnail: makeOutputFile({ filename: 'theirs.png' })
    }),
    makeServerJob({
      promptId: makePromptId(9003),
      status: 'running',
      startedAt: NOW - 20_000,
      endedAt: null
    })
  ])
  useQueueStore().applySibling(makeSibling({ createdAt: NOW - 60_000, startedAt: NOW - 50_000 }))
  finish(801, 'd', 'Product shots', 40)
  fail(802, 'e', 'Inpaint the sky')
  addPrompt({
    promptId: makePromptId(803),
    workflowName: 'Product shots',
    workflowId: toWorkflowId('d'),
    createdAt: NOW - 120 * SECOND,
    transitions: ['accepted', 'cancelled']
  })
  const running = [
    run(1, 'a', 'Portrait, soft light', 12, 8),
    run(2, 'b', 'Upscale 4x', 74, 15),
    run(3, 'c', 'Reaction diffusion study', 2, 1)
  ]
  for (let serial = 11; serial < 15; serial++) {
    addPrompt({
      promptId: makePromptId(serial),
      workflowId: toWorkflowId('b'),
      workflowName: 'Upscale 4x',
      createdAt: NOW - 10_000 + serial,
      transitions: ['accepted'],
      queueNumber: serial
    })
  }
  if (location.search.includes('tick')) {
    let step = 8
    setInterval(() => {
      step = (step + 1) % 20
      for (const prompt of running) tick(prompt, step)
    }, 200)
  }
}

function errors(): void {
  openWorkflows()
  connect()
  fail(802, 'a', 'Portrait, soft light')
  const row = {
    workflowId: toWorkflowId('a'),
    promptId: makePromptId(802),
    enclosingLocatorIds: [],
    inputName: null,
    details: '',
    traceback: []
  }
  useExecutionErrorStore().addErrors(row.workflowId, [
    {
      ...row,
      kind: 'execution',
      executionId: toExecutionId('3'),
      locatorId: toNodeLocatorId('3'),
      nodeTitle: 'KSampler',
      message: 'Allocation on device 0 would exceed allowed memory. (out of memory)',
      type: 'torch.OutOfMemoryError',
      traceback: [
        'File "/comfy/execution.py", line 498, in execute',
        '  output_data, output_ui, has_subgraph = get_output_data(obj, input_data_all)',
        'File "/comfy/nodes.py", line 1498, in common_ksampler',
        '  samples = comfy.sample.sample(model, noise, steps, cfg, sampler_name)'
      ]
    },
    {
      ...row,
      kind: 'validation',
      executionId: toExecutionId('4'),
      locatorId: toNodeLocatorId('4'),
      nodeTitle: 'Load Checkpoint',
      inputName: 'ckpt_name',
      message: 'Value not in list',
      details: "ckpt_name: 'sd15.safetensors' not in ['flux-dev.safetensors']",
      type: 'value_not_in_list'
    },
    {
      ...row,
      kind: 'dropped',
      executionId: toExecutionId('9'),
      locatorId: toNodeLocatorId('9'),
      nodeTitle: 'Save Image',
      message: 'The output is not computed: one of its inputs is missing.',
      type: 'required_input_missing'
    }
  ])
  const notices = useNoticeStore()
  notices.addNotice({
    kind: 'success',
    title: 'Upscale 4x is done',
    life: null,
    action: { label: 'Show', run: () => {} }
  })
  notices.addNotice({
    kind: 'warning',
    title: '12 jobs ended, 1 of them has failed',
    detail: 'Portrait, Upscale 4x',
    life: null
  })
  notices.addNotice({ kind: 'info', title: 'Job id copied', detail: makePromptId(1), life: null })
  notices.addNotice({
    kind: 'error',
    title: 'Inpaint the sky failed',
    detail: 'Allocation on device 0 would exceed allowed memory.'
  })
}

function many(): void {
  openWorkflows()
  connect()
  useQueueStore().applyPanelOpen(true)
  for (let serial = 1; serial <= 10_000; serial++) {
    useExecutionStore().restoreSummary(
      makeSummary({
        promptId: makePromptId(serial),
        workflowName: serial % 3 ? 'Portrait, soft light' : 'Upscale 4x',
        status: serial % 17 ? 'succeeded' : 'failed',
        startedAt: NOW - serial * 30_000 - 12_000,
        endedAt: NOW - serial * 30_000,
        thumbnail: makeOutputFile({ filename: `many_${serial}.png` })
      })
    )
  }
  run(10_001, 'a', 'Portrait, soft light', 12, 8)
  for (let index = 0; index < 26; index++) addWorkflow(`more-${index}`, { name: `Study ${index}` })
}

function panel(phase: 'loading' | 'failed' | 'ready', connection: 'connected' | 'reconnecting') {
  addWorkflow('a', { name: 'Portrait, soft light' })
  connect()
  useConnectionStore().applyPhase(connection)
  useQueueStore().applyPanelOpen(true)
  useQueueStore().applyListing({
    phase,
    error: phase === 'failed' ? 'the server answered 500' : null
  })
}

/** Situations of the page by name, for `?scene=`. */
export const SCENES: Readonly<Record<string, () => void>> = {
  busy,
  errors,
  many,
  empty: () => panel('ready', 'connected'),
  loading: () => panel('loading', 'connected'),
  failed: () => panel('failed', 'connected'),
  reconnecting() {
    busy()
    useConnectionStore().applyPhase('reconnecting')
  },
  ask() {
    busy()
    void useDialogStore().ask({
      title: 'Save the changes to “Upscale 4x”?',
      message: 'Closing it without saving loses them. Its jobs go on.',
      confirmLabel: 'Save',
      discardLabel: 'Don’t save'
    })
  }
}
