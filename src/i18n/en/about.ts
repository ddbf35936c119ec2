export const about = {
  server: 'Server',
  browser: 'Browser',
  system: 'System',
  memory: 'Memory',
  device: 'Device',
  deviceNumber: 'Device {number}',
  memoryAll: '{total} GB',
  memoryFree: '{free} of {total} GB free',
  version: 'Version {version}',
  packs: 'Node packs',
  engine: 'Engine',
  embedded: 'Embedded ({runtime})',
  arguments: 'Arguments',
  copy: 'Copy all',
  copied: 'Copied',
  copyFailed: 'Could not copy'
} as const
