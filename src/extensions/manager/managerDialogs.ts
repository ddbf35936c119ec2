import { t } from '@/i18n/translate'
import type { DialogQuestion, useDialogStore } from '@/stores/dialogStore'
import type { useNoticeStore } from '@/stores/noticeStore'

interface PromptOptions {
  readonly title?: unknown
  readonly message?: unknown
  readonly defaultValue?: unknown
}

interface ConfirmOptions {
  readonly title?: unknown
  readonly message?: unknown
  /** What is asked about, as ComfyUI names it: `delete`, `overwrite`, `dirtyClose` ... */
  readonly type?: string
  /** Things that it is about, a line each. */
  readonly itemList?: readonly unknown[]
  readonly hint?: unknown
}

interface DialogStores {
  readonly dialogs: ReturnType<typeof useDialogStore>
  readonly notices: ReturnType<typeof useNoticeStore>
}

/** `app.extensionManager.dialog`: questions as packs ask them. */
export class ManagerDialogs {
  readonly #stores: DialogStores

  constructor(stores: DialogStores) {
    this.#stores = stores
  }

  /** Asks for a text. @returns null when the user gives none */
  prompt = ({ title, message, defaultValue }: PromptOptions): Promise<string | null> =>
    this.#stores.dialogs.askText({
      title: toText(title),
      message: toText(message),
      confirmLabel: t('common.ok'),
      label: toText(message) || toText(title),
      value: toText(defaultValue)
    })

  /** Asks a question. @returns true, false for the answer that gives something up, null when it was closed */
  confirm = async (options: ConfirmOptions): Promise<boolean | null> => {
    const { title, message, itemList = [], hint } = options
    const text = [message, ...itemList, hint].map(toText).filter(Boolean).join('\n')
    const answer = await this.#stores.dialogs.ask({
      title: toText(title),
      message: text,
      ...getButtons(options.type)
    })
    if (answer === 'confirm') return true
    return answer === 'discard' ? false : null
  }

  showErrorDialog = (error: unknown, { title }: { readonly title?: unknown } = {}): void => {
    const text = error instanceof Error ? error.message : toText(error)
    this.#stores.notices.addNotice({
      kind: 'error',
      title: toText(title) || t('layout.packFailed'),
      detail: text
    })
  }
}

function getButtons(
  type = 'default'
): Pick<DialogQuestion, 'confirmLabel' | 'discardLabel' | 'isDestructive'> {
  if (type === 'delete') return { confirmLabel: t('common.delete'), isDestructive: true }
  if (type === 'overwrite') return { confirmLabel: t('services.replace'), isDestructive: true }
  if (type === 'dirtyClose')
    return { confirmLabel: t('common.save'), discardLabel: t('services.dontSave') }
  return { confirmLabel: t('common.ok') }
}

function toText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}
