import type { palettes as english } from '../en/palettes'
import type { Translated } from '../messageTypes'

export const palettes: Translated<typeof english> = {
  title: 'カラーパレット',
  import: '読み込む…',
  export: '書き出す',
  exportHint: '使用中のパレットをファイルに保存します',
  remove: 'パレット「{name}」を削除',
  imported: 'パレット「{name}」を使用しています',
  importFailed: 'パレットを読み込めませんでした',
  removeFailed: 'パレットを削除できませんでした',
  tooLarge: 'パレットとしてはファイルが大きすぎます。',
  noJson: 'このファイルは JSON ではありません。',
  noPalette: 'パレットではありません。「id」「name」「colors」が必要です。',
  wrongValues: '使えない値が {count} 個あります：{names}',
  idTaken: 'id「{id}」は組み込みのパレットのものです。ファイルの id を変えてください。',
  replace: 'パレットを置き換えますか？',
  replaceHint: '「{name}」と同じ id のパレットがすでにあります。',
  replaceLabel: '置き換える',
  deleteTitle: 'パレットを削除しますか？',
  deleteHint: '「{name}」は、ファイルに書き出していなければ失われます。'
}
