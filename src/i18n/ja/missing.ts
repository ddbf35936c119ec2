import type { missing as english } from '../en/missing'
import type { Translated } from '../messageTypes'

export const missing: Translated<typeof english> = {
  panel: 'このワークフローに足りないもの',
  types: '不明なノードの種類 {count} 件',
  models: '見つからないモデル {count} 件',
  typeList: '不明なノードの種類',
  modelList: '見つからないモデル',
  close: '不足リストを閉じる',
  closeTip: '閉じる（コマンドパレットから再表示できます）',
  replaceBy: '{name} に置き換え',
  replace: '置き換え',
  replaceTip: 'サーバーによる代わりの種類：{type}',
  replaceAll: '置き換えられるものをすべて置き換え',
  replaced: '{count} 個のノードを置き換えました',
  jumpTo: 'キャンバス上の {name} へ移動',
  jumpTip: '移動（もう一度押すと次へ）',
  folder: 'フォルダー：{folder}',
  copyAddress: '{name} のアドレスをコピー',
  copyName: '名前 {name} をコピー',
  copyFailed: 'コピーできませんでした',
  nothing: '足りないものはありません'
}
