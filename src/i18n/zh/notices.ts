import type { notices as english } from '../en/notices'
import type { Translated } from '../messageTypes'

export const notices: Translated<typeof english> = {
  succeeded: '{name} 已完成',
  failed: '{name} 失败',
  failedDetail: '其标签页显示错误。',
  lost: '{name} 已丢失',
  lostDetail: '服务器上已没有此任务。请从任务列表中再次运行。',
  andMore: '{names} 等另外 {count} 个',
  allDone: '{count} 个任务已完成',
  allFailed: '{count} 个任务失败',
  someFailed: '{total} 个任务已结束，其中 {count} 个失败'
}
