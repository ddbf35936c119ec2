import type { Component } from 'vue'
import IconEndless from '~icons/lucide/infinity'
import IconOnce from '~icons/lucide/play'
import IconChange from '~icons/lucide/repeat'
import type { RunMode } from '@/stores/workflowStore'

export interface RunModeText {
  readonly mode: RunMode
  /** On the button. */
  readonly label: string
  /** In the menu. */
  readonly name: string
  readonly hint: string
  readonly icon: Component
}

export const RUN_MODES: Readonly<Record<RunMode, RunModeText>> = {
  once: {
    mode: 'once',
    label: 'Run',
    name: 'Once',
    hint: 'At each press of Run',
    icon: IconOnce
  },
  change: {
    mode: 'change',
    label: 'Run on change',
    name: 'On change',
    hint: 'Whenever this workflow is edited',
    icon: IconChange
  },
  endless: {
    mode: 'endless',
    label: 'Run endless',
    name: 'Endless',
    hint: 'Again after each end, until stopped',
    icon: IconEndless
  }
}
