import type { sidebar as english } from '../en/sidebar'
import type { Translated } from '../messageTypes'

export const sidebar: Translated<typeof english> = {
  jobs: 'ジョブ',
  shortcuts: 'ショートカット',
  close: 'サイドバーを閉じる'
}
