import type { server as english } from '../en/server'
import type { Translated } from '../messageTypes'

export const server: Translated<typeof english> = {
  noDefinitions: 'サーバーのノード定義を解釈できませんでした',
  timedOut: 'サーバーが時間内に応答しませんでした（{route}）',
  unreachable: 'サーバーに接続できませんでした（{route}）',
  answered: 'サーバーが {status} を返しました（{route}）',
  answeredWith: 'サーバーが {status} を返しました：{said}（{route}）',
  notUnderstood: 'サーバーの応答を解釈できませんでした（{route}）',
  noJson: 'サーバーの応答が JSON ではありません（{route}）',
  answerUnclear: '応答を解釈できませんでした',
  tooLarge: 'ワークフローがサーバーの受け付けるサイズを超えています',
  refused: 'サーバーがプロンプトを拒否しました（{status}）'
}
