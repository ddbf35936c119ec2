import type { about as english } from '../en/about'
import type { Translated } from '../messageTypes'

export const about: Translated<typeof english> = {
  server: '服务器',
  browser: '浏览器',
  system: '系统',
  memory: '内存',
  device: '设备',
  deviceNumber: '设备 {number}',
  memoryAll: '{total} GB',
  memoryFree: '可用 {free} GB，共 {total} GB',
  version: '版本 {version}',
  packs: '节点包',
  engine: '引擎',
  embedded: '内置（{runtime}）',
  arguments: '参数',
  copy: '全部复制',
  copied: '已复制',
  copyFailed: '无法复制'
}
