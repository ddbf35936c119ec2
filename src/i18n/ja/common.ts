import type { common as english } from '../en/common'
import type { Translated } from '../messageTypes'

export const common: Translated<typeof english> = {
  ok: 'OK',
  cancel: 'キャンセル',
  close: '閉じる',
  language: '言語',
  languageNotLoaded: '言語を読み込めませんでした',
  languageStays: '現在の言語のまま表示します。{detail}',
  listSeparator: '、',
  copy: 'コピー',
  delete: '削除',
  dismiss: '閉じる',
  save: '保存',
  tryAgain: '再試行',
  show: '表示',
  notices: '通知',
  dismissNotice: 'この通知を閉じる',
  browserForbids: 'ブラウザーで許可されていません。',
  reading: '読み込み中…',
  entriesGo: '閉じると、そのボタンとコマンドは表示されなくなります。',
  serverSilent: 'サーバーに問い合わせできませんでした。',
  noneMatches: '一致するものはありません。',
  moreFor: '{name} のその他の操作',
  download: 'ダウンロード',
  zoomIn: 'ズームイン',
  zoomOut: 'ズームアウト',
  naturalSize: '実寸表示'
}
