import type { common as english } from '../en/common'
import type { Translated } from '../messageTypes'

export const common: Translated<typeof english> = {
  ok: '确定',
  cancel: '取消',
  close: '关闭',
  language: '语言',
  languageNotLoaded: '无法加载该语言',
  languageStays: '页面保持当前语言。{detail}',
  listSeparator: '，',
  copy: '复制',
  delete: '删除',
  dismiss: '关闭',
  save: '保存',
  tryAgain: '重试',
  show: '查看',
  notices: '通知',
  dismissNotice: '关闭此通知',
  browserForbids: '浏览器不允许此操作。',
  reading: '正在读取…',
  entriesGo: '关闭后，相关的按钮和命令不再显示。',
  serverSilent: '无法询问服务器。',
  noneMatches: '没有匹配项。',
  moreFor: '{name} 的更多操作',
  download: '下载',
  zoomIn: '放大',
  zoomOut: '缩小',
  naturalSize: '实际大小'
}
