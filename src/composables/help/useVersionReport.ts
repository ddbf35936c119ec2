import { APP_NAME, APP_VERSION } from '@/domain/appVersion'
import { currentTag } from '@/i18n/currentLocale'
import { t } from '@/i18n/translate'
import { useExtensionStore } from '@/stores/extensionStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useAttempt } from '../notices/useAttempt'
import type { AboutLine } from '../settings/useServerAbout'
import { describeServer } from '../settings/useServerAbout'
import { copyText } from '../ui/copyText'
import { useServices } from '../useServices'

/** Puts on the clipboard what whoever is asked for help wants to know first: versions of app, server, browser and packs. */
export function useVersionReport(): () => void {
  const { api } = useServices()
  const attempt = useAttempt()
  const noticeStore = useNoticeStore()
  const extensionStore = useExtensionStore()
  const describe = async (): Promise<readonly AboutLine[]> => {
    try {
      return describeServer(await api.getSystemStats())
    } catch {
      return [{ label: t('about.server'), value: t('common.serverSilent') }]
    }
  }
  return () =>
    void attempt(t('about.copyFailed'), async () => {
      const lines: readonly AboutLine[] = [
        { label: APP_NAME, value: APP_VERSION },
        ...(await describe()),
        { label: t('about.browser'), value: navigator.userAgent },
        { label: t('common.language'), value: currentTag.value },
        { label: t('about.packs'), value: listPacks(extensionStore.packs) }
      ]
      await copyText(lines.map(({ label, value }) => `${label}: ${value}`).join('\n'))
      noticeStore.addNotice({ kind: 'success', title: t('about.copied') })
    })
}

function listPacks(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.join(', ')
}
