import type { OwnSetting } from './ownSettings'

const COMMON = { page: 'general', group: 'layout.workflows' } as const

/** What is asked of whoever works with workflows, what is saved by itself, and how far back jobs are listed. */
export const WORKFLOW_SETTINGS: readonly OwnSetting[] = [
  {
    ...COMMON,
    id: 'Comfy.ConfirmClear',
    label: 'settings.askBeforeClear',
    field: { kind: 'toggle' }
  },
  {
    ...COMMON,
    id: 'Comfy.PromptFilename',
    label: 'settings.askFileName',
    field: { kind: 'toggle' }
  },
  {
    ...COMMON,
    id: 'Comfy.Workflow.AutoSave',
    label: 'settings.autoSave',
    hint: 'settings.autoSaveHint',
    field: {
      kind: 'choice',
      choices: [
        { value: 'off', label: 'settings.autoSaveOff' },
        { value: 'after delay', label: 'settings.autoSaveDelayed' }
      ]
    }
  },
  {
    ...COMMON,
    id: 'Comfy.Workflow.AutoSaveDelay',
    label: 'settings.autoSaveDelay',
    hint: 'settings.autoSaveDelayHint',
    field: { kind: 'number', min: 200, max: 600_000, step: 100 }
  },
  {
    page: 'general',
    group: 'sidebar.jobs',
    id: 'Comfy.Queue.MaxHistoryItems',
    label: 'settings.historyItems',
    hint: 'settings.historyItemsHint',
    field: { kind: 'number', min: 2, max: 10_000, step: 1 }
  }
]
