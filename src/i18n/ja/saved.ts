import type { saved as english } from '../en/saved'
import type { Translated } from '../messageTypes'

export const saved: Translated<typeof english> = {
  workflow: '保存済みワークフロー',
  open: '開く',
  opened: '開いているもの',
  rename: '名前の変更または移動',
  renameHint: 'スラッシュでフォルダーを作成',
  heading: 'サーバーに保存済み',
  search: '保存済みワークフローを検索',
  noneYet: 'まだありません。{keys} でワークフローを保存できます。',
  unsaved: '未保存',
  closeOne: '{name} を閉じる',
  openFiles: 'ファイルを開く',
  exists: '{name} は既に存在します',
  deleteFailed: '{name} を削除できませんでした',
  askDelete: '{name} を削除しますか？',
  askDeleteMessage: '「{name}」をサーバーから削除します。元に戻せません。',
  openFailed: '{name} を開けませんでした',
  gone: 'サーバーにはもうありません。',
  folder: 'フォルダー',
  renameFolder: 'フォルダーの名前の変更または移動',
  moveFailed: 'すべては移動できませんでした',
  bookmarks: 'ブックマーク',
  addBookmark: 'ブックマークに追加',
  removeBookmark: 'ブックマークを外す',
  bookmarksFailed: 'ブックマークを保存できませんでした',
  askDeleteFolderMessage:
    '「{name}」の {count} 件のワークフローをサーバーから削除します。元に戻せません。'
}
