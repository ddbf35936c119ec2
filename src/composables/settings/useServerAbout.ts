import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import { formatNumber } from '@/i18n/intl'
import { t } from '@/i18n/translate'
import type { SystemStatsWire } from '@/protocol/http/system'
import { useServices } from '../useServices'

const ONE_PLACE = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

/** One line of what the server says of itself. */
export interface AboutLine {
  readonly label: string
  readonly value: string
}

/** What the server is and runs on, asked for when it is shown. */
export function useServerAbout(): {
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  readonly lines: Readonly<ShallowRef<readonly AboutLine[]>>
  refresh(): void
} {
  const { api } = useServices()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const lines = shallowRef<readonly AboutLine[]>([])
  async function read(): Promise<void> {
    phase.value = 'loading'
    try {
      lines.value = describeServer(await api.getSystemStats())
      phase.value = 'ready'
    } catch {
      phase.value = 'failed'
    }
  }
  void read()
  return { phase, lines, refresh: () => void read() }
}

/** Lines for what is known; servers differ in what they tell. */
export function describeServer({ system, devices }: SystemStatsWire): readonly AboutLine[] {
  const [engine] = system.python_version?.match(/Node\.js [\d.]+/) ?? []
  return [
    ...line('ComfyUI', system.comfyui_version),
    ...line(t('about.engine'), engine && t('about.embedded', { runtime: engine })),
    ...line('Python', engine ? null : system.python_version?.split(' ')[0]),
    ...line('PyTorch', system.pytorch_version),
    ...line(t('about.system'), system.os),
    ...line(t('about.arguments'), system.argv?.join(' ')),
    ...line(t('about.memory'), describeMemory(system.ram_free, system.ram_total)),
    ...(devices ?? []).flatMap((device, index) =>
      line(
        devices?.length === 1 ? t('about.device') : t('about.deviceNumber', { number: index + 1 }),
        [device.name, describeMemory(device.vram_free, device.vram_total)]
          .filter(Boolean)
          .join(', ')
      )
    )
  ]
}

function line(label: string, value: string | null | undefined): AboutLine[] {
  // A server without Python says `none`.
  return value && value !== 'none' ? [{ label, value }] : []
}

/** @param free bytes @param total bytes */
function describeMemory(free: number | null | undefined, total: number | null | undefined): string {
  if (!total) return ''
  const toGigabytes = (bytes: number) => formatNumber(bytes / 2 ** 30, ONE_PLACE)
  return free === undefined || free === null
    ? t('about.memoryAll', { total: toGigabytes(total) })
    : t('about.memoryFree', { free: toGigabytes(free), total: toGigabytes(total) })
}
