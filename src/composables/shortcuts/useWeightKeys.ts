import { useEventListener } from '@vueuse/core'
import { changeWeight } from '@/domain/promptWeight'
import { SETTING_DEFAULTS, useSettingStore } from '@/stores/settingStore'

/** Texts of nodes: on the canvas, node packs' too, and in the inspector. */
const TEXTS = '.comfy-multiline-input, [data-node-text]'

/** Ctrl+↑ and Ctrl+↓ in a text of a node: the part at the caret, or what is selected, counts more or less. */
export function useWeightKeys(): void {
  const settings = useSettingStore()
  const getStep = (): number => {
    const step = Number(settings.getSetting('Comfy.EditAttention.Delta'))
    return step > 0 ? step : SETTING_DEFAULTS['Comfy.EditAttention.Delta']
  }
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event
    const isWeight = (key === 'ArrowUp' || key === 'ArrowDown') && (ctrlKey || metaKey)
    if (!isWeight || altKey || shiftKey || defaultPrevented) return
    if (!(target instanceof HTMLTextAreaElement) || !target.matches(TEXTS)) return
    if (target.readOnly || target.disabled) return
    const selection = [target.selectionStart, target.selectionEnd] as const
    const edit = changeWeight(target.value, selection, key === 'ArrowUp' ? getStep() : -getStep())
    event.preventDefault()
    if (!edit) return
    target.setSelectionRange(edit.start, edit.end)
    // As if it were typed, so that the text's own undo knows of it.
    document.execCommand('insertText', false, edit.text)
    target.setSelectionRange(edit.start, edit.start + edit.text.length)
  })
}
