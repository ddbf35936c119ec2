import { isRecord } from '@/protocol/guards'
import type { NoticeKind, useNoticeStore } from '@/stores/noticeStore'

const KINDS: Readonly<Record<string, NoticeKind>> = {
  success: 'success',
  warn: 'warning',
  warning: 'warning',
  error: 'error'
}

/** `app.extensionManager.toast`: messages as packs write them, shown as notices. */
export class ManagerToasts {
  readonly #notices: ReturnType<typeof useNoticeStore>
  /** By the pack's own object, by which it takes the message back. */
  readonly #ids = new Map<object, number>()

  constructor(notices: ReturnType<typeof useNoticeStore>) {
    this.#notices = notices
  }

  /** @param message `severity`, `summary`, `detail`; `life` in ms, without which it stays until it is closed */
  add = (message: unknown): void => {
    if (!isRecord(message)) return
    const { severity, summary, detail, life } = message
    const [title, rest] = [toText(summary), toText(detail)]
    const id = this.#notices.addNotice({
      kind: KINDS[String(severity)] ?? 'info',
      title: title || rest,
      detail: title ? rest || null : null,
      life: typeof life === 'number' && life > 0 ? life : null
    })
    this.#ids.set(message, id)
  }

  remove = (message: object): void => {
    const id = this.#ids.get(message)
    if (id !== undefined) this.#notices.removeNotice(id)
    this.#ids.delete(message)
  }

  /** Takes back all that packs have shown. */
  removeAll = (): void => {
    for (const message of this.#ids.keys()) this.remove(message)
  }

  addAlert = (text: unknown): void => this.add({ severity: 'warn', summary: text })
}

function toText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}
