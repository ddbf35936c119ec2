import type { users as english } from '../en/users'
import type { Translated } from '../messageTypes'

export const users: Translated<typeof english> = {
  title: '谁在使用？',
  hint: '此服务器会分别保存每位用户的设置和工作流。',
  name: '用户名',
  create: '创建用户',
  enter: '继续',
  createFailed: '无法创建用户。{detail}',
  section: '用户',
  current: '当前用户：{name}',
  change: '切换用户',
  changeHint: '已打开的工作流会保留，该用户再次进入时恢复。'
}
