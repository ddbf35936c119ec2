import type { console as english } from '../en/console'
import type { Translated } from '../messageTypes'

export const console: Translated<typeof english> = {
  title: 'コンソール',
  log: 'サーバーのログ',
  close: 'コンソールを閉じる',
  height: 'コンソールの高さ',
  heightTip: 'ドラッグで高さを変更、ダブルクリックで元の高さに戻します',
  filter: '行を絞り込む',
  count: '{count} 行',
  countOf: '{total} 行中 {shown} 行',
  follow: '最新の行を表示し続ける',
  copy: '行をコピー',
  copied: '{count} 行をコピーしました',
  copyFailed: 'コピーできませんでした',
  clear: '消去',
  empty: 'まだログはありません。',
  missing: 'このサーバーはログを公開していません。'
}
