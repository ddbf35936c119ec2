import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Commands } from '@/composables/commands/useCommands'
import { useCommands } from '@/composables/commands/useCommands'
import type { DialogAnswer } from '@/stores/dialogStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let commands: Commands
beforeEach(() => {
  app = createAppHarness()
  commands = app.use(useCommands)
  addWorkflow('a', { isPristine: false })
  addWorkflow('b', { isPristine: false })
})
afterEach(() => app.unmount())

const clear = async (answer?: DialogAnswer) => {
  commands.run('Comfy.ClearWorkflow')
  const { current } = useDialogStore()
  if (current && answer) useDialogStore().answer(current.id, answer)
  await app.settle()
  return app.recorded.getCalls('canvas.act').length
}

it('clearing a graph is asked about, and done only when that was meant', async () => {
  expect(await clear('cancel')).toBe(0)
  expect(await clear('confirm')).toBe(1)
})

it('is not asked about where the user wants that, nor where there is nothing to lose', async () => {
  useSettingStore().applySettings({ 'Comfy.ConfirmClear': false })
  expect(await clear()).toBe(1)
  useSettingStore().applySettings({ 'Comfy.ConfirmClear': true })
  useWorkflowStore().patchWorkflow(useWorkflowStore().activeId!, { isPristine: true })
  expect(await clear()).toBe(2)
  expect(useDialogStore().current).toBeNull()
})

it('clears no other workflow that came to the front while it was asked', async () => {
  commands.run('Comfy.ClearWorkflow')
  const other = useWorkflowStore().order.find((id) => id !== useWorkflowStore().activeId)
  useWorkflowStore().activate(other!)
  useDialogStore().answer(useDialogStore().current!.id, 'confirm')
  await app.settle()
  expect(app.recorded.getCalls('canvas.act')).toEqual([])
})
