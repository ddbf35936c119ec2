import type { server as english } from '../en/server'
import type { Translated } from '../messageTypes'

export const server: Translated<typeof english> = {
  noDefinitions: '无法识别服务器的节点定义',
  timedOut: '服务器未及时响应（{route}）',
  unreachable: '无法连接服务器（{route}）',
  answered: '服务器返回 {status}（{route}）',
  answeredWith: '服务器返回 {status}：{said}（{route}）',
  notUnderstood: '无法识别服务器的响应（{route}）',
  noJson: '服务器的响应不是 JSON（{route}）',
  answerUnclear: '无法识别响应',
  tooLarge: '工作流超过服务器允许的大小',
  refused: '服务器拒绝了提交（{status}）'
}
