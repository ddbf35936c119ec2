import type { templates as english } from '../en/templates'
import type { Translated } from '../messageTypes'

export const templates: Translated<typeof english> = {
  search: 'テンプレートを検索',
  allCategories: 'すべてのカテゴリー',
  reading: 'テンプレートを読み込み中…',
  serverSilent: 'サーバーからテンプレートを取得できませんでした。',
  none: 'このサーバーにはテンプレートがありません。',
  unknown: 'サーバーにそのテンプレートはありません。',
  noMatch: '一致するテンプレートはありません。'
}
