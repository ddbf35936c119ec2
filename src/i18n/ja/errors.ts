import type { errors as english } from '../en/errors'
import type { Translated } from '../messageTypes'

export const errors: Translated<typeof english> = {
  panel: 'このワークフローのエラー',
  count: '{count} 件のエラー',
  copyAll: 'すべてのエラーをコピー',
  copyAllTip: 'すべてコピー',
  dismissAll: 'すべてのエラーを閉じる',
  dismissAllTip: 'すべて閉じる',
  jumpTo: '{node} へ移動',
  jumpTip: 'ノードへ移動',
  copyOne: 'このエラーをコピー',
  dismissOne: 'このエラーを閉じる',
  error: 'エラー',
  tracebackOf: '{type}：トレースバック',
  traceback: 'トレースバック',
  validation: '未実行',
  dropped: '出力を省略',
  execution: '失敗',
  blocked: 'ここで停止',
  service: 'サーバーエラー',
  nodeGone: '{node} はワークフローにもうありません',
  copyFailed: 'エラーをコピーできませんでした',
  copied: '{count} 件のエラーをコピーしました'
}
