import type { canvas as english } from '../en/canvas'
import type { Translated } from '../messageTypes'

export const canvas: Translated<typeof english> = {
  minimap: 'ミニマップ',
  minimapHint: '矢印キーで表示範囲を移動し、Home キーで全体を表示します',
  showMinimap: 'ミニマップを表示',
  hideMinimap: 'ミニマップを隠す',
  showLinks: 'リンクを表示',
  hideLinks: 'リンクを隠す',
  graph: '前面のワークフローのグラフ',
  nodeOf: '{title}（ノード {place}/{count}）',
  dropToOpen: 'ドロップして開く',
  subgraph: 'サブグラフ',
  nodesSay: 'ノードからのメッセージ',
  loading: 'サーバーのノードを読み込み中…',
  unreachable: '{host} が応答しません',
  unreachableDetail:
    'ノードを読み込めませんでした。2 秒ごとに再試行します。失われるものはありません。',
  emptyAdd: 'ダブルクリックでノードを追加、',
  emptyDrop: 'またはワークフローや画像をここにドロップ。',
  zoom: 'ズーム',
  fitGraph: 'グラフ全体を表示',
  fit: '全体を表示',
  published: '「{name}」をノードライブラリに追加しました',
  replaceBlueprint: 'ブループリントを置き換えますか？',
  replaceBlueprintHint: '「{name}」というブループリントは既にあります。',
  removeBlueprint: 'ブループリント「{name}」を削除しますか？',
  removeBlueprintHint: 'コピーを含むワークフローはそのまま残ります。',
  removeBlueprintFailed: 'ブループリントを削除できませんでした',
  replace: '置き換える',
  blueprintFailed: 'ブループリントを追加できませんでした',
  publishFailed: 'サブグラフを保存できませんでした',
  noSubgraph: '先にサブグラフを選択してください',
  lock: 'キャンバスをロック（マウスは表示の移動のみ）',
  unlock: 'キャンバスのロックを解除',
  renameSubgraph: 'ダブルクリックで名前を変更'
}
