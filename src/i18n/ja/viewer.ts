import type { viewer as english } from '../en/viewer'
import type { Translated } from '../messageTypes'

export const viewer: Translated<typeof english> = {
  results: '結果',
  ofJob: 'このジョブの結果',
  compareSlider: '比較',
  compareValue: '{percent} パーセントは {left}、残りは {right}',
  reading: '結果を読み込み中…',
  unread: '結果を読み込めませんでした：{detail}',
  noFiles: 'このジョブにはファイルがありません。',
  place: '{place} / {count}',
  fit: '全体を表示',
  compare: '他の画像と比較',
  compareTip: 'この画像を固定して他と比較',
  close: 'ビューアーを閉じる',
  notShown: 'この種類のファイルはここでは表示できません。',
  notLoaded: '{name} を読み込めませんでした。',
  pictureOf: '{name}（{node} から）'
}
