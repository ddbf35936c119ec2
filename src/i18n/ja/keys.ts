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
  search: 'コマンドとキーを検索',
  resetAll: 'すべてのキーをリセット',
  resetAllHint: 'すべてのコマンドが既定のキーに戻ります。',
  recordFor: '「{name}」のキー',
  press: 'キーを押してください',
  heldBy: 'このキーは今「{name}」に使われています。そちらからは外れます。',
  use: 'このキーを使う',
  take: 'ここで使う',
  add: '「{name}」にキーを追加',
  addTip: 'キーを追加',
  remove: '「{name}」から {keys} を外す',
  removeTip: '外す',
  lost: '{keys} は「{name}」に使用中',
  change: 'キーを変更'
}
