import type { models as english } from '../en/models'
import type { Translated } from '../messageTypes'

export const models: Translated<typeof english> = {
  search: 'モデルを検索',
  tree: 'フォルダー別のモデル',
  model: 'モデル',
  add: 'グラフに追加',
  copyEmbedding: 'プロンプト用にコピー',
  noLoader: 'このサーバーには「{folder}」のファイルを読み込むノードがありません',
  loadedBy: '{name} が読み込みます',
  folderEmpty: 'ファイルはありません',
  folderSilent: '読み取れませんでした。',
  missing: 'このサーバーはモデルの一覧を提供していません。',
  none: 'このサーバーにはモデルがありません。ノードはモデルを必要としません。',
  hint: 'モデルを押すとローダーが追加されます。キャンバスやノードへドラッグもできます。'
}
