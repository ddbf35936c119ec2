import type { keys as english } from '../en/keys'
import type { Translated } from '../messageTypes'

export const keys: Translated<typeof english> = {
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  delete: 'Del',
  escape: 'Esc',
  pageUp: 'Page Up',
  pageDown: 'Page Down',
  search: '搜索命令和按键',
  resetAll: '重置所有按键',
  resetAllHint: '所有命令将恢复默认按键。',
  recordFor: '“{name}”的按键',
  press: '请按下按键',
  heldBy: '这些按键目前用于“{name}”，将从其移除。',
  use: '使用这些按键',
  take: '在此使用',
  add: '为“{name}”添加按键',
  addTip: '添加按键',
  remove: '从“{name}”移除 {keys}',
  removeTip: '移除',
  lost: '{keys} 用于“{name}”',
  change: '更改按键'
}
