import type { tabs as english } from '../en/tabs'
import type { Translated } from '../messageTypes'

export const tabs: Translated<typeof english> = {
  openWorkflows: '開いているワークフロー',
  allOpenWorkflows: '開いているすべてのワークフロー',
  noWorkflow: 'ワークフローなし',
  newWorkflow: '新規ワークフロー',
  nameField: 'ワークフローの名前',
  workflow: 'ワークフロー',
  running: '実行中、{percent} パーセント',
  done: '完了',
  failed: '失敗',
  waiting: '{count} 件待機中',
  unsaved: '未保存',
  rename: '名前を変更',
  duplicate: '複製',
  export: 'エクスポート',
  exportApi: 'API 形式でエクスポート',
  closeOthers: '他を閉じる',
  runningCount: '{count} 件実行中',
  theWorkflow: 'ワークフロー',
  renameFailed: '{name} の名前を変更できませんでした',
  newFailed: '新規ワークフローを開けませんでした',
  openFilesFailed: 'ファイルを開けませんでした',
  closeFailed: '{name} を閉じられませんでした',
  closeOthersFailed: 'ワークフローを閉じられませんでした',
  duplicateFailed: '{name} を複製できませんでした',
  saveFailed: '{name} を保存できませんでした',
  exportFailed: '{name} をエクスポートできませんでした',
  exportApiFailed: '{name} を API 形式でエクスポートできませんでした'
}
