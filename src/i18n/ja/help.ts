import type { help as english } from '../en/help'
import type { Translated } from '../messageTypes'

export const help: Translated<typeof english> = {
  title: 'ヘルプ',
  open: 'ヘルプとガイド',
  pages: 'ガイドのページ',
  inEnglish: 'ガイドは英語で書かれています。',
  failed: 'ガイドのこのページを読み込めませんでした。',
  about: 'このアプリについて',
  copyVersions: 'バージョン情報をコピー',
  editor: 'コマンド・キー・操作',
  documents: 'ワークフロー文書',
  nodes: 'ノードと項目',
  media: 'モデル・ファイル・結果',
  policy: '誰のジョブが見えるか',
  server: 'サーバー',
  packs: 'ノードパック',
  security: 'セキュリティ'
}
