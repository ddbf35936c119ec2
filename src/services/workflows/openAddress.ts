import { t } from '@/i18n/translate'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { ComfyApi } from '../api/comfyApi'

interface AddressContext {
  readonly api: Pick<ComfyApi, 'readAddress'>
  readonly notices: ReturnType<typeof useNoticeStore>
}

/** Pages and what they hold; others name places of this computer, or are programs. */
const READABLE = /^(?:https?|blob|data):/i

/** Reads what was dragged here from another page, and opens it as a file. */
export async function openAddress(
  { api, notices }: AddressContext,
  address: string,
  openFiles: (files: readonly File[]) => Promise<void>
): Promise<void> {
  const name = nameFile(address)
  const blob = READABLE.test(address) ? await api.readAddress(address).catch(() => null) : null
  if (blob) return openFiles([new File([blob], name, { type: blob.type })])
  notices.addNotice({
    kind: 'error',
    title: t('services.cantOpen', { name }),
    detail: t('services.unreadAddress')
  })
}

/** As the address names it: ComfyUI's pictures by a parameter, other files by the end of their path. */
function nameFile(address: string): string {
  const url = URL.parse(address)
  const named = url?.searchParams.get('filename') ?? url?.pathname.split('/').at(-1)
  return (url?.protocol.startsWith('http') && named) || t('services.droppedFile')
}
