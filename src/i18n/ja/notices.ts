import type { notices as english } from '../en/notices'
import type { Translated } from '../messageTypes'

export const notices: Translated<typeof english> = {
  succeeded: '{name} が完了しました',
  failed: '{name} が失敗しました',
  failedDetail: 'エラーはタブに表示されています。',
  lost: '{name} が失われました',
  lostDetail: 'サーバーにこのジョブの記録がありません。ジョブ一覧から再実行してください。',
  andMore: '{names} ほか {count} 件',
  allDone: '{count} 件のジョブが完了しました',
  allFailed: '{count} 件のジョブが失敗しました',
  someFailed: '{total} 件のジョブが終了、うち {count} 件が失敗'
}
