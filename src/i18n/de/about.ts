import type { about as english } from '../en/about'
import type { Translated } from '../messageTypes'

export const about: Translated<typeof english> = {
  server: 'Server',
  browser: 'Browser',
  system: 'System',
  memory: 'Arbeitsspeicher',
  device: 'Gerät',
  deviceNumber: 'Gerät {number}',
  memoryAll: '{total} GB',
  memoryFree: '{free} von {total} GB frei',
  version: 'Version {version}',
  packs: 'Node-Pakete',
  engine: 'Engine',
  embedded: 'Eingebaut ({runtime})',
  arguments: 'Argumente',
  copy: 'Alles kopieren',
  copied: 'Kopiert',
  copyFailed: 'Das Kopieren gelang nicht'
}
