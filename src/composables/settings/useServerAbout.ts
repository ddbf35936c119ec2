import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import type { SystemStatsWire } from '@/protocol/http/system'
import { useServices } from '../useServices'

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
  return [
    ...line('ComfyUI', system.comfyui_version),
    ...line('Python', system.python_version?.split(' ')[0]),
    ...line('PyTorch', system.pytorch_version),
    ...line('System', system.os),
    ...line('Memory', describeMemory(system.ram_free, system.ram_total)),
    ...(devices ?? []).flatMap((device, index) =>
      line(
        devices?.length === 1 ? 'Device' : `Device ${index + 1}`,
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
  const toGigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1)
  return free === undefined || free === null
    ? `${toGigabytes(total)} GB`
    : `${toGigabytes(free)} of ${toGigabytes(total)} GB free`
}
