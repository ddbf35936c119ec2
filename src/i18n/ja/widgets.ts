import type { widgets as english } from '../en/widgets'
import type { Translated } from '../messageTypes'

export const widgets: Translated<typeof english> = {
  afterRun: '実行のたびに値をどう変更するか。',
  filter: 'このテキストを含む項目のみが対象になります。',
  upload: 'アップロードするファイルを選択',
  uploadFailed: '「{name}」をアップロードできませんでした',
  unreadablePicture: '画像を読み込むノードはこの形式（{type}）を読めません。',
  uploadFolder: 'フォルダーをアップロード',
  emptyFolder: '画像（PNG、JPEG、WebP）が含まれていません。',
  largeFolder: '{count} 個を超えるファイルが含まれています。',
  value: '値',
  notTaken: '「{name}」は変更されませんでした',
  tooLargeCopy: '選択範囲が大きすぎてコピーできません',
  control: '生成後の制御',
  filterList: 'リストの絞り込み',
  pictures: 'ノードの画像',
  previousPicture: '前の画像',
  nextPicture: '次の画像',
  allPictures: 'すべての画像',
  picturePlace: '{place} / {count}',
  copyFailed: 'コピーできませんでした',
  controlBefore: '生成前の制御',
  autoRefresh: '自動更新',
  refresh: '一覧を再読み込み',
  refreshFailed: '「{name}」の一覧を読み込めませんでした',
  filterChoices: '絞り込み'
}
