import type { console as english } from '../en/console'
import type { Translated } from '../messageTypes'

export const console: Translated<typeof english> = {
  title: '控制台',
  log: '服务器日志',
  close: '关闭控制台',
  height: '控制台高度',
  heightTip: '拖动以调整高度，双击恢复默认高度',
  filter: '筛选行',
  count: '{count} 行',
  countOf: '{total} 行中的 {shown} 行',
  follow: '始终显示最新一行',
  copy: '复制这些行',
  copied: '已复制 {count} 行',
  copyFailed: '无法复制',
  clear: '清空',
  empty: '还没有日志。',
  missing: '此服务器不提供日志。'
}
