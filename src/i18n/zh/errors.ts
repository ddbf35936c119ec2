import type { errors as english } from '../en/errors'
import type { Translated } from '../messageTypes'

export const errors: Translated<typeof english> = {
  panel: '此工作流的错误',
  count: '{count} 个错误',
  copyAll: '复制所有错误',
  copyAllTip: '全部复制',
  dismissAll: '关闭所有错误',
  dismissAllTip: '全部关闭',
  jumpTo: '跳转到 {node}',
  jumpTip: '跳转到节点',
  copyOne: '复制此错误',
  dismissOne: '关闭此错误',
  error: '错误',
  tracebackOf: '{type}：调用堆栈',
  traceback: '调用堆栈',
  validation: '未运行',
  dropped: '输出已略过',
  execution: '失败',
  blocked: '在此停止',
  service: '服务器错误',
  nodeGone: '{node} 已不在工作流中',
  copyFailed: '无法复制错误',
  copied: '已复制 {count} 个错误'
}
