import type { users as english } from '../en/users'
import type { Translated } from '../messageTypes'

export const users: Translated<typeof english> = {
  title: 'どなたが使いますか？',
  hint: '設定と保存したワークフローは、このサーバーのユーザーごとに保管されます。',
  name: 'ユーザー名',
  create: 'ユーザーを作成',
  enter: '続ける',
  createFailed: 'ユーザーを作成できませんでした。{detail}',
  section: 'ユーザー',
  current: '使用中のユーザー：{name}',
  change: 'ユーザーを切り替える',
  changeHint: '開いているワークフローはこのユーザーに残り、戻ったときに再び開きます。'
}
