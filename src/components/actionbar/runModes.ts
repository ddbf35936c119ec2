import type { Component } from 'vue'
import IconEndless from '~icons/lucide/infinity'
import IconOnce from '~icons/lucide/play'
import IconChange from '~icons/lucide/repeat'
import type { LabelKey } from '@/i18n/messageTypes'
import type { RunMode } from '@/stores/workflowStore'

export interface RunModeText {
  readonly mode: RunMode
  /** On the button. */
  readonly label: LabelKey
  /** In the menu. */
  readonly name: LabelKey
  readonly hint: LabelKey
  readonly icon: Component
}

export const RUN_MODES: Readonly<Record<RunMode, RunModeText>> = {
  once: {
    mode: 'once',
    label: 'runs.run',
    name: 'runs.onceName',
    hint: 'runs.onceHint',
    icon: IconOnce
  },
  change: {
    mode: 'change',
    label: 'runs.changeLabel',
    name: 'runs.changeName',
    hint: 'runs.changeHint',
    icon: IconChange
  },
  endless: {
    mode: 'endless',
    label: 'runs.endlessLabel',
    name: 'runs.endlessName',
    hint: 'runs.endlessHint',
    icon: IconEndless
  }
}
