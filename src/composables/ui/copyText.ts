import { t } from '@/i18n/translate'

/**
 * Puts text on the clipboard.
 * @throws Error when the browser refuses
 */
export async function copyText(text: string): Promise<void> {
  const { clipboard } = navigator as Partial<Pick<Navigator, 'clipboard'>>
  if (clipboard) await clipboard.writeText(text)
  else copyBySelection(text)
}

/** Pages served over plain HTTP from another machine have no clipboard interface. */
function copyBySelection(text: string): void {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  const focused = document.activeElement
  field.select()
  const isDone = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  if (!isDone) throw new Error(t('common.browserForbids'))
}
