import type { runs as english } from '../en/runs'
import type { Translated } from '../messageTypes'

export const runs: Translated<typeof english> = {
  bar: '実行',
  batchTip: '「実行」を押すたびに実行する回数',
  batchCount: 'バッチ数',
  more: '1 回増やす',
  less: '1 回減らす',
  run: '実行',
  runTip: 'このワークフローを実行',
  mode: '実行モード',
  modeIs: '実行モード：{name}',
  onceName: '1 回',
  onceHint: '「実行」を押すたび',
  changeLabel: '変更時に実行',
  changeName: '変更時',
  changeHint: 'このワークフローを編集するたび',
  endlessLabel: '連続実行',
  endlessName: '連続',
  endlessHint: '終わるたびに再実行、停止するまで',
  stopWorkflow: 'このワークフローを停止',
  stopWorkflowTip: 'このワークフローのジョブを停止',
  stopAll: '自分のジョブをすべて停止',
  stopAllTip: 'すべてのワークフローの自分のジョブを停止',
  clearPending: '自分の待機中ジョブをクリア',
  clearPendingTip: '自分の待機中ジョブをクリア（実行中のものは続行）',
  runFailed: 'ワークフローを実行できませんでした',
  stopFailed: 'ワークフローを停止できませんでした',
  stopAllFailed: 'すべてのジョブを停止できませんでした',
  clearFailed: '待機中のジョブをクリアできませんでした'
}
